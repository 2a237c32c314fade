import type { Credential, NewCredentialOptions } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAuthenticator } from '../credentials/authenticator.fixture.ts'
import { signInWith, startNodeOfSeveral } from './second-factor.fixture.ts'

const origin = 'https://node.border.example'
let now: Date
let node: TestNode
beforeEach(async () => {
  now = new Date('2026-11-24T12:00:00.000Z')
  const origins = { ENTENTE_ORIGIN: origin, ENTENTE_ORIGINS: 'https://desk.border.example' }
  node = await startNodeOfSeveral(() => now, origins)
})
afterEach(() => node?.stop())

const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
const address = '198.51.100.1'
const signIn = (body: object) => signInWith(node.url, body, address)
const authenticator = () => createAuthenticator({ rpId: 'node.border.example', origin })
type Authenticator = ReturnType<typeof authenticator>
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code
async function optionsOf(path: string): Promise<Record<string, unknown>> {
  const reply = await fetch(node.url + path, {
    method: 'POST',
    headers: { 'x-forwarded-for': address, 'x-forwarded-host': 'node.border.example' },
  })
  return (await reply.json()) as Record<string, unknown>
}
const challenge = () => optionsOf('/v1/session/options')

async function enrol(session: SignedIn, made: Authenticator, shown = {}) {
  const { passkey } = (await session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const answer = made.create(passkey as Record<string, unknown>, shown)
  return session.call('POST', '/v1/me/credentials', { kind: 'passkey', label: 'laptop', passkey: answer })
}
/** Adds a first passkey to an account. */
async function withPasskey(account: string, shown = {}): Promise<{ made: Authenticator; session: SignedIn }> {
  const made = authenticator()
  const { session } = await signIn({ account, password: testPassword })
  expect(await enrol(session, made, shown)).toMatchObject({ status: 201 })
  return { made, session }
}
const alarms = async () => (await node.db.selectFrom('alarm').select('code').execute()).map(({ code }) => code)

test('K1 one touch of a passkey signs in, and the session is complete', async () => {
  const { made, session } = await withPasskey('analyst', { flags: 0x1d })
  expect((await session.call('GET', '/v1/me')).body).toMatchObject({ secondFactorNeeded: false, method: 'passkey' })
  const { answer, session: other } = await signIn({ passkey: made.get(await challenge(), { flags: 0x1d }) })
  expect(answer).toMatchObject({ status: 200, body: { secondFactorNeeded: false } })
  expect((await other.call('GET', '/v1/cases')).status).toBe(200)
  const { items } = (await other.call('GET', '/v1/me/credentials')).body as { items: Credential[] }
  expect(items[0]).toMatchObject({ kind: 'passkey', label: 'laptop', synced: true, state: 'active' })
  expect((await signIn({ account: 'analyst', password: testPassword })).answer.status, 'not by password').toBe(401)
})

test('K1 the options name the host, a user without a name, and the passkeys that exist', async () => {
  const { made, session } = await withPasskey('analyst')
  const { passkey } = (await session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const { id } = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'analyst')
    .executeTakeFirstOrThrow()
  expect(passkey).toMatchObject({
    rp: { id: 'node.border.example' },
    user: { id: Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url') },
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ alg, type: 'public-key' })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: made.id.toString('base64url') }],
    attestation: 'none',
  })
  expect(await challenge()).toMatchObject({ rpId: 'node.border.example', userVerification: 'required' })
})

test('bad input 1: an answer for another challenge, origin, host, or used twice is refused with its place', async () => {
  const { made } = await withPasskey('analyst')
  let n = 0
  // Five wrong answers from one address lock it.
  const wrong = async (passkey: object) => {
    n += 1
    return (await signInWith(node.url, { passkey }, `192.0.2.${n}`)).answer
  }
  const refused = (at: string) => ({ status: 401, body: { code: 'assertion-invalid', at } })
  const used = made.get(await challenge())
  expect((await signIn({ passkey: used })).answer.status).toBe(200)
  expect(await wrong(used)).toMatchObject(refused('/challenge'))
  expect(await wrong(made.get({ challenge: 'AAAA' }))).toMatchObject(refused('/challenge'))
  expect(await wrong(made.get(await challenge(), { origin: 'https://node.border.example.evil' }))).toMatchObject(
    refused('/origin'),
  )
  expect(await wrong(made.get(await challenge(), { crossOrigin: true }))).toMatchObject(refused('/origin'))
  expect(await wrong(made.get(await challenge(), { rpId: 'evil.example' }))).toMatchObject(refused('/host'))
  pass(3600)
  const late = await challenge()
  pass(301)
  expect(await wrong(made.get(late))).toMatchObject(refused('/challenge'))
  const create = made.create(await challenge())
  expect(await wrong({ ...create, id: made.id.toString('base64url') })).toMatchObject(refused('/type'))
  const rows = await node.db.selectFrom('audit.entry').select('details').where('type', '=', 'login.failed').execute()
  expect(rows.every(({ details }) => JSON.parse(details.toString()).kind === 'passkey')).toBe(true)
  expect(rows.length).toBeGreaterThanOrEqual(7)
})

test('K1 the answer of another passkey, another user or without a touch is refused', async () => {
  const { made } = await withPasskey('analyst')
  const stranger = authenticator()
  const claimed = {
    ...stranger.get(await challenge()),
    id: made.id.toString('base64url'),
    rawId: made.id.toString('base64url'),
  }
  for (const passkey of [
    claimed,
    stranger.get(await challenge()),
    made.get(await challenge(), { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    made.get(await challenge(), { flags: 0x04 }),
  ])
    expect((await signIn({ passkey })).answer).toMatchObject({ status: 401, body: { code: 'assertion-invalid' } })
})

test('bad input 2: an answer without PIN or fingerprint is refused', async () => {
  const { made } = await withPasskey('analyst')
  const { answer } = await signIn({ passkey: made.get(await challenge(), { flags: 0x01 }) })
  expect(answer).toMatchObject({ status: 401, body: { code: 'verification-missing' } })
  const { session } = await signIn({ account: 'officer', password: testPassword })
  expect(codeOf(await enrol(session, authenticator(), { flags: 0x01 }))).toBe('verification-missing')
})

test('bad input 3: the passkey of another account proves nothing and raises an alarm', async () => {
  const [analyst, officer] = [await withPasskey('analyst'), await withPasskey('officer')]
  pass(300)
  expect(codeOf(await analyst.session.call('POST', '/v1/me/recovery-codes'))).toBe('fresh-sign-in-needed')
  const options = async () =>
    (await analyst.session.call('POST', '/v1/session/verify/options')).body as Record<string, unknown>
  const foreign = await analyst.session.call('POST', '/v1/session/verify', {
    passkey: officer.made.get(await options()),
  })
  expect(foreign).toMatchObject({ status: 403, body: { code: 'credential-foreign' } })
  expect(await alarms()).toEqual(['credential-foreign'])
  const signingIn = { passkey: analyst.made.get(await challenge()) }
  expect(codeOf(await analyst.session.call('POST', '/v1/session/verify', signingIn)), 'another use').toBe(
    'assertion-invalid',
  )
  const own = { passkey: analyst.made.get(await options()) }
  expect((await analyst.session.call('POST', '/v1/session/verify', own)).status).toBe(204)
  expect((await analyst.session.call('POST', '/v1/me/recovery-codes')).status).toBe(200)
})

test('K1 a passkey whose counter does not grow was copied: it is suspended, with an alarm', async () => {
  const { made } = await withPasskey('analyst', { counter: 7 })
  expect((await signIn({ passkey: made.get(await challenge(), { counter: 8 }) })).answer.status).toBe(200)
  const copy = await signIn({ passkey: made.get(await challenge(), { counter: 8 }) })
  expect(copy.answer).toMatchObject({ status: 401, body: { code: 'assertion-invalid', at: '/counter' } })
  expect(await alarms()).toEqual(['credential-cloned'])
  expect((await signIn({ passkey: made.get(await challenge(), { counter: 9 }) })).answer.status).toBe(401)
})

test('K1 of two copies of a passkey that sign in at once one is refused, with an alarm', async () => {
  const { made } = await withPasskey('analyst', { counter: 7 })
  const shown = [await challenge(), await challenge()].map((options) => made.get(options, { counter: 8 }))
  const both = await Promise.all(shown.map((passkey) => signIn({ passkey })))
  expect(both.map(({ answer }) => answer.status).sort()).toEqual([200, 401])
  expect(await alarms()).toEqual(['credential-cloned'])
})

test('two requests at once do not end both second factors of an account', async () => {
  const { session } = await withPasskey('analyst')
  await enrol(session, authenticator())
  const { items } = (await session.call('GET', '/v1/me/credentials')).body as { items: Credential[] }
  const ids = items.filter(({ kind }) => kind === 'passkey').map(({ id }) => id)
  const ended = await Promise.all(ids.map((id) => session.call('DELETE', `/v1/me/credentials/${id}`)))
  expect(ended.map(({ status }) => status).sort()).toEqual([204, 409])
})

test('K5 wrong passwords of others at one address lock neither a passkey nor the proof with it', async () => {
  const { made, session } = await withPasskey('analyst')
  const wrong = async (account: string) => (await signIn({ account, password: 'not it' })).answer.status
  for (let n = 0; n < 6; n += 1) await wrong('analyst')
  for (let n = 0; n < 40; n += 1) await wrong(`name-${n}`)
  expect([await wrong('analyst'), await wrong('officer')]).toEqual([429, 429])
  expect((await signIn({ passkey: made.get(await challenge()) })).answer.status).toBe(200)
  const options = (await session.call('POST', '/v1/session/verify/options')).body as Record<string, unknown>
  expect((await session.call('POST', '/v1/session/verify', { passkey: made.get(options) })).status).toBe(204)
})

test('P14 a lock that others caused does not end the session of a person who proves again', async () => {
  const { session } = await signIn({ account: 'analyst', password: testPassword })
  for (let n = 0; n < 5; n += 1) await signIn({ account: 'analyst', password: 'not it' })
  expect(codeOf(await session.call('POST', '/v1/session/verify', { password: testPassword }))).toBe('locked-out')
  expect((await session.call('GET', '/v1/me')).status).toBe(200)
})

test('K1 a passkey is registered once at a node', async () => {
  const { made } = await withPasskey('analyst')
  const { session } = await signIn({ account: 'officer', password: testPassword })
  expect(await enrol(session, made)).toMatchObject({ status: 409, body: { code: 'credential-known' } })
  expect((await session.call('GET', '/v1/me')).body).toMatchObject({ secondFactorNeeded: true })
})

test('K3 a recovery code leads to a new passkey, and from there to everything', async () => {
  const first = authenticator()
  const { session } = await signIn({ account: 'analyst', password: testPassword })
  const { recoveryCodes } = (await enrol(session, first)).body as { recoveryCodes: string[] }
  const recovered = await signIn({ account: 'analyst', password: testPassword, recoveryCode: recoveryCodes[0] })
  expect(await enrol(recovered.session, authenticator())).toMatchObject({
    status: 201,
    body: { credential: { enrolledBy: 'recovery' }, recoveryCodes: null },
  })
  expect((await recovered.session.call('GET', '/v1/cases')).status).toBe(200)
})

test('further origins of the desk count, and without an origin behind TLS there are no passkeys', async () => {
  const { made } = await withPasskey('analyst')
  const further = made.get(await challenge(), { origin: 'https://desk.border.example' })
  expect((await signIn({ passkey: further })).answer.status).toBe(200)
  const plain = await startTestNode({ environment: { ENTENTE_TRUST_PROXY: '127.0.0.1' } })
  const reply = await fetch(`${plain.url}/v1/session/options`, { method: 'POST' })
  expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([409, 'passkeys-off'])
  await plain.stop()
})
