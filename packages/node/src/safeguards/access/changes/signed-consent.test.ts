import { createHash } from 'node:crypto'
import {
  type AskedAct,
  consentContent,
  digestOfContent,
  type NewCredentialOptions,
  type PeopleChange,
  peopleProposalContent,
} from '@entente/contracts'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addCodes, type Signer, signerOf } from '../acts/sign.fixture.ts'
import { createAuthenticator } from '../credentials/authenticator.fixture.ts'
import { because, grant, node, useNode } from './people-node.fixture.ts'

useNode({ rules: true })

const codeOf = ({ status, body }: { status: number; body: unknown }) => [status, (body as { code?: string }).code]
const consent = ({ session }: Signer, { id }: PeopleChange, body: object) =>
  session.call('POST', `/v1/people/changes/${id}/consent`, body)
const asking = ({ id }: PeopleChange) => ({ type: 'people.consent', about: `change:${id}`, body: {} })

/** A node of several people, on which an administrator asked to make an officer an analyst too. `sign` signs the proposal. */
async function proposed() {
  const [supervisor, administrator] = [await signerOf(node, 'supervisor'), await signerOf(node, 'administrator')]
  await node.owner.updateTable('founding').set({ single_operator: false }).execute()
  const path = `/v1/accounts/${await node.id('officer')}/roles`
  const asked = await administrator.session.call('POST', path, { ...grant('analyst'), reason: because })
  const change = asked.body as PeopleChange
  const sign = async () => {
    const signed = await administrator.sign({ ...asking(change), type: 'people.propose' })
    return administrator.session.call('POST', `/v1/people/changes/${change.id}/sign`, { signed })
  }
  return { supervisor, administrator, change, sign }
}
const stateOf = async ({ id }: PeopleChange) =>
  (await node.db.selectFrom('people_change').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

/** Lets the verifier write again, starts the node anew, and expects the change to take effect. */
async function isDoneOnceVerified(change: PeopleChange): Promise<void> {
  await sql`grant insert on verified_act to entente_verifier`.execute(node.owner)
  await node.halt()
  await node.resume()
  await expect.poll(() => stateOf(change), { timeout: 10_000 }).toBe('done')
}

test('3.3 a consent is signed with a passkey, and the change takes effect once the verifier found it right', async () => {
  const { supervisor, change, sign } = await proposed()
  await sign()
  expect(codeOf(await consent(supervisor, change, {}))).toEqual([401, 'signature-needed'])
  const code = await addCodes(supervisor, node.now)
  await node.pass(0.1)
  const byCode = { actId: (await supervisor.ask(asking(change))).body.act.id, assertion: { code: code() } }
  expect(codeOf(await consent(supervisor, change, { signed: byCode }))).toEqual([409, 'passkey-needed'])
  const { body } = (await supervisor.ask(asking(change))) as { body: AskedAct }
  const shown = consentContent(change, false)
  expect(body.content).toEqual(shown)
  expect(await digestOfContent(shown, Buffer.from(body.salt, 'base64'))).toBe(body.act.digest)
  const other = await supervisor.sign(asking(change))
  expect(codeOf(await consent(supervisor, change, { knowsHuman: true, signed: other }))).toEqual([
    ...[401, 'assertion-invalid'],
  ])

  await sql`revoke insert on verified_act from entente_verifier`.execute(node.owner)
  const signed = await supervisor.sign(asking(change))
  expect(await consent(supervisor, change, { signed })).toMatchObject({
    ...{ status: 200, body: { state: 'awaiting-consent', needs: [] } },
  })
  // Neither the passing of time nor the role of the node makes it count.
  await node.pass(1)
  expect(await stateOf(change)).toBe('awaiting-consent')
  const grantNow = sql`insert into account_role (account_id, role, state, granted_by, granted_at)
    values (${change.account.id}, 'analyst', 'active', ${change.proposedBy.person}, ${node.now()})`
  await expect(grantNow.execute(node.db)).rejects.toMatchObject({ code: 'EN014' })
  await isDoneOnceVerified(change)
  expect(await node.roles('officer')).toEqual(['analyst', 'signal-officer'])
})

test('3.3 a proposal is signed by its proposer before others consent, and counts once it was verified', async () => {
  const { supervisor, administrator, change, sign } = await proposed()
  expect(change).toMatchObject({ awaitsSignature: true, may: expect.arrayContaining(['sign', 'withdraw']) })
  const early = await supervisor.sign(asking(change))
  expect(codeOf(await consent(supervisor, change, { signed: early }))).toEqual([409, 'change-state'])
  const path = `/v1/people/changes/${change.id}/sign`
  expect(codeOf(await administrator.session.call('POST', path, {}))).toEqual([401, 'signature-needed'])
  const ask = { ...asking(change), type: 'people.propose' }
  expect((await supervisor.ask(ask)).status).toBe(200)
  const foreign = await supervisor.sign(ask)
  expect(codeOf(await supervisor.session.call('POST', path, { signed: foreign }))).toEqual([403, 'refused'])
  const asked = (await administrator.ask(ask)).body
  expect(asked.content).toEqual(peopleProposalContent(change))

  // An act that the verifier has not found right is no signature for the database.
  await sql`revoke insert on verified_act from entente_verifier`.execute(node.owner)
  expect(await sign()).toMatchObject({ status: 200, body: { awaitsSignature: false, state: 'awaiting-consent' } })
  expect(codeOf(await sign())).toEqual([409, 'change-state'])
  const signed = await supervisor.sign(asking(change))
  expect((await consent(supervisor, change, { signed })).status).toBe(200)
  await sql`insert into verified_act (act_id, at) select id, at from signed_act where type = 'people.consent'`.execute(
    node.owner,
  )
  const effect = sql`update people_change set state = 'done' where id = ${change.id}`
  await expect(effect.execute(node.db)).rejects.toMatchObject({ code: 'EN014' })
  await isDoneOnceVerified(change)
})

test('3.3 a person with a session alone stops a change, and suspends a stolen sign-in', async () => {
  const { supervisor, change } = await proposed()
  const { session } = supervisor
  const object = await session.call('POST', `/v1/people/changes/${change.id}/object`, { reason: because })
  expect(object).toMatchObject({ status: 200, body: { state: 'objected' } })
  const suspend = await session.call('POST', `/v1/accounts/${change.account.id}/suspend`, { reason: because })
  expect(suspend).toMatchObject({ status: 200, body: { state: 'done' } })
})

test('a passkey enrols another one with a signature, and one without it signs a day later', async () => {
  const { supervisor, change, sign } = await proposed()
  await sign()
  const origin = `http://localhost:${new URL(node.url).port}`
  const { account } = (await supervisor.session.call('GET', '/v1/me')).body as { account: string }
  const add = async (sign: boolean) => {
    const passkey = createAuthenticator({ rpId: 'localhost', origin })
    const options = (await supervisor.session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
    const made = passkey.create(options.passkey as Record<string, unknown>)
    const keySha256 = createHash('sha256').update(passkey.publicKey).digest('hex')
    const asked = { type: 'people.enrol', about: `account:${account}`, body: { keySha256 } }
    const signed = sign ? { signed: await supervisor.sign(asked) } : {}
    const body = { kind: 'passkey', label: 'spare', passkey: made, ...signed }
    expect((await supervisor.session.call('POST', '/v1/me/credentials', body)).status).toBe(201)
    return async () => {
      const { act, options: given } = (await supervisor.ask(asking(change))).body
      return { actId: act.id, assertion: { passkey: passkey.get(given as Record<string, unknown>) } }
    }
  }
  const byUnsigned = await add(false)
  expect(codeOf(await consent(supervisor, change, { signed: await byUnsigned() }))).toEqual([409, 'passkey-too-new'])
  const bySigned = await add(true)
  expect((await consent(supervisor, change, { signed: await bySigned() })).status).toBe(200)
  await expect.poll(() => stateOf(change)).toBe('done')
})
