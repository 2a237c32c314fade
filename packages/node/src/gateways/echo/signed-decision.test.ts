// This file has over 400 lines because one node with the passkeys of its people serves every test of signed decisions.
import { randomUUID } from 'node:crypto'
import {
  type AskedAct,
  type CaseDetail,
  type CaseList,
  canonicalJson,
  confirmationContent,
  digestOfContent,
  proposalContent,
  readingOf,
  type SignedActDetail,
  verifyAct,
} from '@entente/contracts'
import type { TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCodes, type Signer, signerOf } from '../../safeguards/access/acts/sign.fixture.ts'
import { housekeep } from '../../store/housekeeping.ts'
import { liftRules } from '../../store/migrate.ts'
import { echo } from './echo-gateway.fixture.ts'
import { type EchoWorld, startEchoWorld } from './echo-world.fixture.ts'

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let send: EchoWorld['send']
let analyst: Signer
let supervisor: Signer
let oversight: Signer
let codes: { analyst: () => string; supervisor: () => string }
let owner: pg.Client
beforeAll(async () => {
  ;({ node, send } = await startEchoWorld(echo, () => now))
  analyst = await signerOf(node, 'analyst')
  supervisor = await signerOf(node, 'supervisor')
  oversight = await signerOf(node, 'oversight-1')
  const clock = () => now
  codes = { analyst: await addCodes(analyst, clock), supervisor: await addCodes(supervisor, clock) }
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  // The rules of the database about acts hold. The clock is that of the test.
  await liftRules(node.database.connection('entente_owner'), ['clock'])
  owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await node?.stop()
})

const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
async function view({ session }: Signer, caseId: string): Promise<void> {
  for (let passed = 0; passed <= 20; passed += 5) {
    expect((await session.call('POST', `/v1/cases/${caseId}/view`)).status).toBe(200)
    pass(5)
  }
}
const detailOf = async ({ session }: Signer, id: string) =>
  (await session.call('GET', `/v1/cases/${id}`)).body as CaseDetail
const codeOf = (answer: { status: number; body: unknown }) => ({
  status: answer.status,
  ...(({ code, at }) => ({ code, at }))(answer.body as { code?: string; at?: string | null }),
})

/** Makes a case of its own that both people have viewed. */
async function newCase(): Promise<{ caseId: string; subjectId: string; detail: CaseDetail }> {
  const reference = `E-${randomUUID().slice(0, 8)}`
  const received = await send('POST', '/v1/echo/messages', {
    ...{ reference, names: { driver: 'Yusuf Hamdan Qarmouti', consignee: 'Polar Dry Goods Trading' } },
  })
  await node.whenIdle()
  const subjectId = received.body.id as string
  const { items } = (await analyst.session.call('GET', '/v1/cases?gateway=echo')).body as CaseList
  const caseId = items.find(({ subject }) => subject.id === subjectId)?.id as string
  for (const person of [analyst, supervisor]) await view(person, caseId)
  // The rates of decisions count over an hour.
  pass(60)
  return { caseId, subjectId, detail: await detailOf(analyst, caseId) }
}
const proposalOn = ({ hits }: CaseDetail) => ({
  ...{ outcome: 'adverse' as const, act: 'hold', reasons: ['same-party'], hits: hits.map(({ id }) => id) },
  ...{ text: 'The company is the one that was named.', alternativesConsidered: [], details: null },
})
const agreed = { agree: true, reasons: ['same-party'], text: 'I compared both names with the signals.' }
const aboutOf = ({ id, version }: CaseDetail) => `case:${id}@${version}`
const propose = ({ session }: Signer, caseId: string, body: object) =>
  session.call('POST', `/v1/cases/${caseId}/proposal`, body)
const confirm = ({ session }: Signer, caseId: string, body: object) =>
  session.call('POST', `/v1/cases/${caseId}/confirmation`, body)

async function proposed(): Promise<{ caseId: string; subjectId: string; detail: CaseDetail }> {
  const made = await newCase()
  const body = proposalOn(made.detail)
  const signed = await analyst.sign({ type: 'decision.propose', about: aboutOf(made.detail), body })
  expect(await propose(analyst, made.caseId, { ...body, signed })).toMatchObject({ status: 201 })
  return { ...made, detail: await detailOf(supervisor, made.caseId) }
}
const stateOf = async (id: string) =>
  (await node.db.selectFrom('case_file').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
const answerTo = async (id: string) => (await send('GET', `/v1/echo/messages/${id}/answer`)).body
const actsOf = (caseId: string) =>
  node.db.selectFrom('signed_act').selectAll().where('case_id', '=', caseId).orderBy('at').execute()

test('K2 two people sign what they read, and the decision is made once both signatures are verified', async () => {
  const { caseId, subjectId, detail } = await newCase()
  const body = proposalOn(detail)
  const asked = await analyst.ask({ type: 'decision.propose', about: aboutOf(detail), body })
  expect(asked.status).toBe(200)
  // The browser builds the content from the page and gets the same digest.
  const shown = proposalContent(body, await readingOf(caseId, detail.version, detail.hits))
  expect(asked.body.content).toEqual(shown)
  expect(await digestOfContent(shown, Buffer.from(asked.body.salt, 'base64'))).toBe(asked.body.act.digest)
  const passkey = analyst.passkey.get(asked.body.options as Record<string, unknown>)
  const signed = { actId: asked.body.act.id, assertion: { passkey } }
  expect(await propose(analyst, caseId, { ...body, signed })).toMatchObject({
    status: 201,
    body: { state: 'awaiting-second' },
  })
  const seen = await detailOf(supervisor, caseId)
  const second = await supervisor.ask({ type: 'decision.confirm', about: aboutOf(seen), body: agreed })
  expect(second.body.content).toEqual(
    confirmationContent(agreed, 'hold', await readingOf(caseId, seen.version, seen.hits)),
  )
  const answer = {
    ...agreed,
    signed: {
      actId: second.body.act.id,
      assertion: { passkey: supervisor.passkey.get(second.body.options as Record<string, unknown>) },
    },
  }
  expect(await confirm(supervisor, caseId, answer)).toMatchObject({
    status: 202,
    body: { state: 'awaiting-verification', decision: null },
  })
  await expect.poll(() => stateOf(caseId)).toBe('decided')
  await node.whenIdle()
  expect(await answerTo(subjectId)).toEqual({ act: 'hold', basis: 'decision' })
  const decisions = await node.db.selectFrom('decision').selectAll().where('case_id', '=', caseId).execute()
  expect(decisions).toMatchObject([{ adverse: true, act: 'hold' }])

  // Oversight reads the acts and verifies them without the node.
  const acts = await actsOf(caseId)
  expect(acts.map(({ type, method }) => [type, method])).toEqual([
    ['decision.propose', 'passkey'],
    ['decision.confirm', 'passkey'],
  ])
  expect((await supervisor.session.call('GET', `/v1/acts/${acts[0]?.id}`)).status).toBe(404)
  for (const [place, person] of [analyst, supervisor].entries()) {
    const act = (await person.session.call('GET', `/v1/acts/${acts[place]?.id}`)).body as SignedActDetail
    const signer = act.signer as NonNullable<SignedActDetail['signer']>
    const expected = {
      ...{ credentialId: act.credentialId as string, publicKey: Buffer.from(signer.publicKey, 'base64url') },
      ...{ origins: signer.origins, rpId: signer.rpId },
    }
    const reading = { content: act.content, salt: act.salt as string }
    expect(await verifyAct(act as never, expected, reading)).toBeNull()
    expect(act.verifiedAt).not.toBeNull()
  }
  const listed = await oversight.session.call('GET', `/v1/acts?about=case:${caseId}`)
  expect(listed.status === 200 ? (listed.body as { items: unknown[] }).items.length : listed).toEqual(2)
  const entries = await node.db
    .selectFrom('audit.entry')
    .select(['type', 'details'])
    .where('ref', '=', `case:${caseId}`)
    .where('type', 'in', ['decision.propose', 'decision.confirm'])
    .execute()
  const kept = entries.map(({ details }) => JSON.parse(details.toString()).signed)
  expect(kept.map((one) => one.act).sort()).toEqual(acts.map(({ id }) => id).sort())
  expect(kept.every(({ commitment }) => Buffer.from(commitment, 'base64').length === 32)).toBe(true)
})

test('bad input 4: an adverse proposal without a signature is refused, and any other outcome needs none', async () => {
  const { caseId, detail } = await newCase()
  expect(codeOf(await propose(analyst, caseId, proposalOn(detail)))).toMatchObject({
    ...{ status: 401, code: 'signature-needed' },
  })
  const check = { ...proposalOn(detail), outcome: 'further-check', act: 'inspect', reasons: ['contents-unclear'] }
  expect(await propose(analyst, caseId, check)).toMatchObject({ status: 201, body: { state: 'decided' } })
  expect(await actsOf(caseId)).toEqual([])
})

test('bad input 1: an answer for another challenge, origin or host, or used twice, is refused with its place', async () => {
  const { caseId, detail } = await newCase()
  const body = proposalOn(detail)
  const asking = { type: 'decision.propose', about: aboutOf(detail), body }
  const attempt = async (signed: object, sent: object = body) => {
    // Five wrong answers lock the account for this address.
    await node.db.deleteFrom('sign_in_try').execute()
    return codeOf(await propose(analyst, caseId, { ...sent, signed }))
  }
  const refused = (at: string) => ({ status: 401, code: 'assertion-invalid', at })
  const other = await analyst.ask(asking)
  const mine = await analyst.sign(asking)
  const wrong = analyst.passkey.get(other.body.options as Record<string, unknown>)
  expect(await attempt({ ...mine, assertion: { passkey: wrong } })).toEqual(refused('/challenge'))
  expect(await attempt(await analyst.sign(asking, { origin: 'http://localhost:1' }))).toEqual(refused('/origin'))
  expect(await attempt(await analyst.sign(asking, { rpId: 'evil.example' }))).toEqual(refused('/host'))
  expect(await attempt({ ...mine, actId: randomUUID() })).toEqual(refused('/signed/actId'))
  // What is done is not what was signed.
  const changed = { ...body, text: 'Another text than the one that was signed.' }
  expect(await attempt(await analyst.sign(asking), changed)).toEqual(refused('/content'))
  const late = await analyst.sign(asking)
  pass(301)
  expect(await attempt(late)).toEqual(refused('/challenge'))
  const used = await analyst.sign(asking)
  expect(await propose(analyst, caseId, { ...body, signed: used })).toMatchObject({ status: 201 })
  expect(await attempt(used)).toEqual(refused('/signed/actId'))
})

test('bad input 2 and 3: no PIN, and the passkey of somebody else, are refused', async () => {
  const { caseId, detail } = await newCase()
  const body = proposalOn(detail)
  const asking = { type: 'decision.propose', about: aboutOf(detail), body }
  const unverified = await analyst.sign(asking, { flags: 0x01 })
  expect(codeOf(await propose(analyst, caseId, { ...body, signed: unverified }))).toMatchObject({
    ...{ status: 401, code: 'verification-missing' },
  })
  const { act, options } = (await analyst.ask(asking)).body as AskedAct
  const foreign = supervisor.passkey.get(options as Record<string, unknown>)
  const signed = { actId: act.id, assertion: { passkey: foreign } }
  expect(codeOf(await propose(analyst, caseId, { ...body, signed }))).toMatchObject({
    ...{ status: 403, code: 'credential-foreign' },
  })
  const alarms = await node.db.selectFrom('alarm').select('code').execute()
  expect(alarms.map(({ code }) => code)).toContain('credential-foreign')
  expect(await actsOf(caseId)).toEqual([])
})

test('P5 a case that changed between reading and signing is refused, and nothing is stored', async () => {
  const { caseId, detail } = await newCase()
  const body = proposalOn(detail)
  const asking = { type: 'decision.propose', about: aboutOf(detail), body }
  const signed = await analyst.sign(asking)
  await node.db
    .updateTable('case_file')
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', caseId)
    .execute()
  expect(codeOf(await propose(analyst, caseId, { ...body, signed }))).toMatchObject({ code: 'version-conflict' })
  expect(await actsOf(caseId)).toEqual([])
  expect(codeOf(await analyst.ask(asking))).toMatchObject({ code: 'version-conflict' })
})

test('a passkey whose counter does not grow is suspended, and its act is refused', async () => {
  const { caseId, detail } = await newCase()
  const body = proposalOn(detail)
  const asking = { type: 'decision.propose', about: aboutOf(detail), body }
  const own = () => node.db.updateTable('credential').where('passkey_id', '=', analyst.passkey.id)
  await own().set({ counter: '7' }).execute()
  const signed = await analyst.sign(asking, { counter: 7 })
  expect(codeOf(await propose(analyst, caseId, { ...body, signed }))).toMatchObject({
    ...{ status: 401, code: 'assertion-invalid', at: '/counter' },
  })
  const row = await node.db
    .selectFrom('credential')
    .select('state')
    .where('passkey_id', '=', analyst.passkey.id)
    .executeTakeFirstOrThrow()
  expect(row.state).toBe('suspended')
  await own().set({ state: 'active', counter: '0' }).execute()
})

test('bad input 5: of two people with codes nobody can decide, and one passkey is enough', async () => {
  const { caseId, detail } = await newCase()
  const body = proposalOn(detail)
  const coded = async (person: Signer, code: string, asking: { type: string; about: string; body: object }) => ({
    ...{ actId: (await person.ask(asking)).body.act.id, assertion: { code } },
  })
  const asking = { type: 'decision.propose', about: aboutOf(detail), body }
  const wrong = await coded(analyst, '000000', asking)
  expect(codeOf(await propose(analyst, caseId, { ...body, signed: wrong }))).toMatchObject({ code: 'code-wrong' })
  const signed = await coded(analyst, codes.analyst(), asking)
  expect(await propose(analyst, caseId, { ...body, signed })).toMatchObject({ status: 201 })
  const seen = await detailOf(supervisor, caseId)
  const second = { type: 'decision.confirm', about: aboutOf(seen), body: agreed }
  const byCode = await coded(supervisor, codes.supervisor(), second)
  expect(codeOf(await confirm(supervisor, caseId, { ...agreed, signed: byCode }))).toMatchObject({
    ...{ status: 409, code: 'passkey-needed' },
  })
  const byPasskey = await supervisor.sign(second)
  expect(await confirm(supervisor, caseId, { ...agreed, signed: byPasskey })).toMatchObject({ status: 202 })
  await expect.poll(() => stateOf(caseId)).toBe('decided')
  expect((await actsOf(caseId)).map(({ method }) => method)).toEqual(['totp', 'passkey'])
})

test('bad input 5: a code is enough for the second person too, if the first one signed with a passkey', async () => {
  const { caseId, detail } = await proposed()
  await expect
    .poll(async () => (await node.db.selectFrom('verified_act').select('act_id').execute()).map((row) => row.act_id))
    .toContain((await actsOf(caseId))[0]?.id)
  // A code counts once, and the test before used that of this time.
  pass(60)
  const asked = await supervisor.ask({ type: 'decision.confirm', about: aboutOf(detail), body: agreed })
  const signed = { actId: asked.body.act.id, assertion: { code: codes.supervisor() } }
  expect(await confirm(supervisor, caseId, { ...agreed, signed })).toMatchObject({ status: 201 })
  expect(await stateOf(caseId)).toBe('decided')
  expect((await actsOf(caseId)).map(({ method }) => method)).toEqual(['passkey', 'totp'])
})

test('a proposal without a signature cannot be confirmed on a node of several people', async () => {
  const { caseId, detail } = await newCase()
  await owner.query('update founding set single_operator = true')
  expect(await propose(analyst, caseId, proposalOn(detail))).toMatchObject({ status: 201 })
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  expect((await actsOf(caseId)).map(({ method }) => method)).toEqual(['attested'])
  const seen = await detailOf(supervisor, caseId)
  const signed = await supervisor.sign({ type: 'decision.confirm', about: aboutOf(seen), body: agreed })
  expect(codeOf(await confirm(supervisor, caseId, { ...agreed, signed }))).toMatchObject({ code: 'signature-needed' })
})

test('reopening an adverse decision is signed', async () => {
  const { caseId, detail } = await proposed()
  const agreeing = await supervisor.sign({ type: 'decision.confirm', about: aboutOf(detail), body: agreed })
  expect(await confirm(supervisor, caseId, { ...agreed, signed: agreeing })).toMatchObject({ status: 202 })
  await expect.poll(() => stateOf(caseId)).toBe('decided')
  const body = { reason: 'The sender corrected the name of the driver.' }
  const reopen = (sent: object) => analyst.session.call('POST', `/v1/cases/${caseId}/reopen`, sent)
  expect(codeOf(await reopen(body))).toMatchObject({ status: 401, code: 'signature-needed' })
  const about = aboutOf(await detailOf(analyst, caseId))
  const signed = await analyst.sign({ type: 'decision.reverse', about, body })
  expect(await reopen({ ...body, signed })).toMatchObject({ status: 204 })
  expect(await stateOf(caseId)).toBe('in-review')
})

test('a stored act that somebody wrote by hand is not verified, and raises an alarm', async () => {
  const { caseId, detail } = await proposed()
  const [first] = await actsOf(caseId)
  if (first === undefined) throw new Error('no act')
  const { thing: _, plain: _plain, ...row } = first
  const forged = JSON.parse(first.act) as { id: string; type: string; account: string; person: string; role: string }
  const second = await node.db
    .selectFrom('account')
    .select(['id', 'person_id'])
    .where('name', '=', 'supervisor')
    .executeTakeFirstOrThrow()
  Object.assign(forged, { id: randomUUID(), type: 'decision.confirm', account: second.id, person: second.person_id })
  forged.role = 'supervisor'
  await node.db
    .insertInto('signed_act')
    .values({
      ...row,
      ...{ id: forged.id, type: forged.type, account_id: second.id, person_id: second.person_id, role: forged.role },
      ...{ act: canonicalJson(forged), effect_id: randomUUID(), plain: null },
    })
    .execute()
  // Another act wakes the verifier.
  const signed = await supervisor.sign({ type: 'decision.confirm', about: aboutOf(detail), body: agreed })
  expect(await confirm(supervisor, caseId, { ...agreed, signed })).toMatchObject({ status: 202 })
  await expect.poll(() => stateOf(caseId)).toBe('decided')
  const verified = await node.db.selectFrom('verified_act').select('act_id').where('act_id', '=', forged.id).execute()
  expect(verified).toEqual([])
  const alarms = await node.db.selectFrom('alarm').select(['code', 'ref']).execute()
  expect(alarms).toContainEqual({ code: 'act-refused', ref: `act:${forged.id}` })
})

test('P6 without a verifier the decision waits, and the sender keeps its answer', async () => {
  const { caseId, subjectId, detail } = await proposed()
  await owner.query('begin; lock table verified_act in exclusive mode')
  const signed = await supervisor.sign({ type: 'decision.confirm', about: aboutOf(detail), body: agreed })
  expect(await confirm(supervisor, caseId, { ...agreed, signed })).toMatchObject({ status: 202 })
  // A job that comes too early, as after the proposal was verified late, decides nothing.
  const actId = (await actsOf(caseId))[0]?.id
  const payload = JSON.stringify({ actId })
  await sql`select graphile_worker.add_job('act-verified', payload => ${payload}::json)`.execute(node.db)
  await node.whenIdle()
  expect(await stateOf(caseId)).toBe('awaiting-second')
  expect(await answerTo(subjectId)).toMatchObject({ act: 'inspect' })
  await owner.query('commit')
  await expect.poll(() => stateOf(caseId)).toBe('decided')
})

test('bad input 16: the role of the node neither verifies an act nor decides without verified acts', async () => {
  const { caseId, detail } = await proposed()
  await owner.query('revoke insert on verified_act from entente_verifier')
  const signed = await supervisor.sign({ type: 'decision.confirm', about: aboutOf(detail), body: agreed })
  expect(await confirm(supervisor, caseId, { ...agreed, signed })).toMatchObject({ status: 202 })
  const attack = (statement: ReturnType<typeof sql>): Promise<string> =>
    statement.execute(node.db).then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
  const acts = await actsOf(caseId)
  expect(await attack(sql`insert into verified_act (act_id, at) values (${acts[1]?.id}, now())`)).toBe('42501')
  expect(await attack(sql`update signed_act set method = 'totp', credential_id = null where case_id = ${caseId}`)).toBe(
    '42501',
  )
  expect(await attack(sql`update signed_act set b = a where case_id = ${caseId}`)).toBe('EN007')
  const decide = sql`insert into decision (id, case_id, proposal_id, confirmation_id, outcome, act, adverse, reasons, proposed_by, proposed_at,
      confirmed_by, confirmed_at, active_seconds, subject_version, b)
    select gen_random_uuid(), p.case_id, p.id, c.id, p.outcome, p.act, p.adverse, p.reasons, p.person_id, p.at, c.person_id, c.at, 20, 1, p.b
    from proposal p join confirmation c on c.proposal_id = p.id where p.case_id = ${caseId}`
  expect(await attack(decide)).toBe('EN015')
  expect(await stateOf(caseId)).toBe('awaiting-second')

  // The process ends before the acts are verified: the next one finds them.
  await node.halt()
  await owner.query('grant insert on verified_act to entente_verifier')
  await node.resume()
  await expect.poll(() => stateOf(caseId), { timeout: 10_000 }).toBe('decided')
  const verified = await node.db
    .selectFrom('verified_act')
    .select('act_id')
    .where(
      'act_id',
      'in',
      acts.map(({ id }) => id),
    )
    .execute()
  expect(verified).toHaveLength(2)
})

test('content and salt of an act end with its case, and the act stays', async () => {
  const { caseId } = await proposed()
  const [act] = await actsOf(caseId)
  const read = async () => (await analyst.session.call('GET', `/v1/acts/${act?.id}`)).body as SignedActDetail
  expect((await read()).content).not.toBeNull()
  // The rule of the database counts by its own clock.
  await liftRules(node.database.connection('entente_owner'), [])
  await expect(
    sql`update signed_act set a = null, b = null where id = ${act?.id}`.execute(node.db),
  ).rejects.toMatchObject({
    code: 'EN007',
  })
  await liftRules(node.database.connection('entente_owner'), ['clock'])
  await housekeep(node.db, now)
  expect((await read()).content).not.toBeNull()
  await node.db.updateTable('case_file').set({ mask_at: now }).where('id', '=', caseId).execute()
  await housekeep(node.db, now)
  expect(await actsOf(caseId)).toMatchObject([{ id: act?.id, act: act?.act, a: null, b: null, plain: null }])
  expect(await read()).toMatchObject({ content: null, salt: null, act: { id: act?.id } })
})

test('an account has at most 20 acts that wait for a signature, and they end after ten minutes', async () => {
  const { detail } = await newCase()
  pass(601)
  const asking = { type: 'decision.propose', about: aboutOf(detail), body: proposalOn(detail) }
  const answers = await Promise.all(Array.from({ length: 24 }, () => analyst.ask(asking)))
  const refused = answers.filter(({ status }) => status !== 200)
  expect(refused.map((answer) => codeOf(answer))).toEqual(
    Array.from({ length: 4 }, () => ({ status: 429, code: 'too-many-requests', at: null })),
  )
  pass(601)
  await sql`select graphile_worker.add_job('waiting-acts')`.execute(node.db)
  await node.whenIdle()
  expect(await node.db.selectFrom('asked_act').select('id').execute()).toEqual([])
})
