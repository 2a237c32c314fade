import { chmodSync, writeFileSync } from 'node:fs'
import { testPassword } from '@entente/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { signInWith } from '../sessions/second-factor.fixture.ts'
import type { Lies } from './invented-provider.fixture.ts'
import { createProvider } from './provider.ts'
import { type ProviderNode, startProviderNode } from './provider-node.fixture.ts'

let node: ProviderNode
beforeAll(async () => {
  node = await startProviderNode()
  await node.tie('analyst', 'mira-7')
  await node.tie('officer', 'rea-9')
})
afterEach(() => {
  node.provider.lies = {}
  // The node reads the description of the provider again.
  node.pass(601)
})
afterAll(() => node?.stop())

const token = (claims = {}, header = {}) => node.provider.logoutToken({ sub: 'mira-7', ...claims }, header)
async function signedIn(subject = 'mira-7') {
  const { session } = await node.byProvider(subject)
  if (session === null) throw new Error('not signed in')
  return { session, lives: async () => (await session.call('GET', '/v1/me')).status === 200 }
}
const event = 'http://schemas.openid.net/event/backchannel-logout'

test('a logout token ends the sessions of its subject, their live events, and no other session', async () => {
  const { session, lives } = await signedIn()
  const others = [(await signedIn('rea-9')).lives]
  const byPassword = await signInWith(node.url, { account: 'analyst', password: testPassword }, '203.0.113.7')
  const stream = await fetch(`${node.url}/v1/events`, {
    headers: { cookie: session.cookie, 'x-forwarded-host': 'node.border.example' },
  })
  const ended = stream.text()
  expect(await node.logout(token())).toBe(200)
  // The node checks the streams at once: the test would wait here for ever if it did not.
  expect(await ended).toContain('event: beat')
  expect(await lives()).toBe(false)
  for (const other of others) expect(await other()).toBe(true)
  expect((await byPassword.session.call('GET', '/v1/me')).status).toBe(200)
  expect(await node.logged('people.session')).toContainEqual({ what: 'ended by the provider' })
})

test('a logout token for a session of the provider ends this one', async () => {
  const [one, other] = [await signedIn(), await signedIn('rea-9')]
  expect(await node.logout(node.provider.logoutToken({ sid: 'session of rea-9' }))).toBe(200)
  expect([await one.lives(), await other.lives()]).toEqual([true, false])
  const again = await signedIn('rea-9')
  expect(await node.logout(token({ sid: 'session of rea-9' })), 'of another subject').toBe(200)
  expect([await one.lives(), await again.lives()]).toEqual([true, true])
})

test.each<[string, object, object?, Lies['signing']?]>([
  ['another issuer', { iss: 'https://login.elsewhere.example' }],
  ['another client', { aud: 'another-node' }],
  ['two clients, without saying which', { aud: ['entente-node', 'another-node'] }],
  ['no subject and no session', { sub: undefined }],
  ['no time', { iat: undefined }],
  ['an old time', { iat: 1_780_000_000 }],
  ['a time to come', { iat: 2_000_000_000 }],
  ['an end in the past', { exp: 1_780_000_000 }],
  ['no end', { exp: undefined }],
  ['no jti', { jti: undefined }],
  ['no events', { events: undefined }],
  ['another event', { events: { 'http://schemas.openid.net/event/other': {} } }],
  ['an event that is no object', { events: { [event]: true } }],
  ['a nonce', { nonce: 'of a sign-in' }],
  ['a subject that is no text', { sub: ['mira-7'] }],
  ['another type', {}, { typ: 'at+jwt' }],
  ['a key that was not published', {}, {}, 'stranger'],
  ['no signature', {}, {}, 'none'],
  ['a signature with the public key as a secret', {}, {}, 'public-key-as-secret'],
  ['a critical header that is not known', {}, { crit: ['exp'], exp: 1 }],
])('a logout token with %s ends nothing', async (_what, claims, header = {}, signing) => {
  const { lives } = await signedIn()
  if (signing !== undefined) node.provider.lies = { signing }
  expect(await node.logout(token(claims, header))).toBe(400)
  expect(await lives()).toBe(true)
})

test('a logout token counts once', async () => {
  const used = token()
  expect(await node.logout(used)).toBe(200)
  const { lives } = await signedIn()
  expect(await node.logout(used)).toBe(400)
  expect(await lives()).toBe(true)
})

test('a request without a logout token is refused', async () => {
  for (const body of ['', 'x'.repeat(20_000), 'a.b.c', '..']) expect([400, 413]).toContain(await node.logout(body))
})

const never = () => {}
const huge: NonNullable<NonNullable<Lies['answer']>['token']> = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const piece = Buffer.alloc(64 * 1024, 32)
  const write = () => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', write)
  }
  write()
}
const away: typeof huge = (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
const broken: typeof huge = (response) => response.writeHead(502).end('<html>')
const elsewhere = 'http://localhost:9/stolen'
test.each<[string, Lies]>([
  ['a huge description', { answer: { description: huge } }],
  ['a description that never comes', { answer: { description: never } }],
  ['a description that redirects', { answer: { description: away } }],
  ['an error as description', { answer: { description: broken } }],
  ['a description of another issuer', { description: { issuer: 'http://127.0.0.1:9' } }],
  ['a description with tokens at another host', { description: { token_endpoint: elsewhere } }],
  ['a description with keys at another host', { description: { jwks_uri: elsewhere } }],
  ['a description with the sign-in at another host', { description: { authorization_endpoint: elsewhere } }],
  ['huge tokens', { answer: { token: huge } }],
  ['tokens that never come', { answer: { token: never } }],
  ['tokens that redirect', { answer: { token: away } }],
  ['huge keys', { answer: { keys: huge } }],
  ['keys that never come', { answer: { keys: never } }],
])('the provider counts as unavailable after %s', async (_what, lies) => {
  const { environment } = node.provider
  const settings = {
    issuer: node.provider.issuer,
    clientId: environment.ENTENTE_OIDC_CLIENT_ID as string,
    secretFile: environment.ENTENTE_OIDC_SECRET_FILE as string,
    name: 'Border login',
  }
  const warnings: object[] = []
  const log = { warn: (line: object) => void warnings.push(line) }
  const limits = { milliseconds: 200, bytes: 32 * 1024 }
  const provider = createProvider(settings, { clock: node.now, log, limits })
  node.provider.lies = lies
  const work = async () => {
    const { address, flow } = await provider.begin('https://node.border.example/v1/session/oidc/callback')
    return provider.finish(await node.provider.visit(address.href, 'mira-7'), flow)
  }
  await expect(work()).rejects.toMatchObject({ code: 'provider-unavailable' })
  expect(warnings).toMatchObject([{ event: 'oidc.failed', reason: expect.any(String) }])
  expect(JSON.stringify(warnings)).not.toMatch(/secret of two|mira-7/)
})

test('while the provider does not answer, the page says so and passwords work', async () => {
  node.provider.lies = { answer: { description: broken } }
  expect((await node.begin('/cases')).location).toBe('/sign-in?to=%2Fcases&provider=unavailable')
  const asked = node.provider.asked.length
  expect((await node.begin()).location).toBe('/sign-in?provider=unavailable')
  expect(node.provider.asked, 'it is not asked again at once').toHaveLength(asked)
  const { answer } = await signInWith(node.url, { account: 'analyst', password: testPassword }, '203.0.113.8')
  expect(answer.status).toBe(200)
  node.provider.lies = {}
  node.pass(6)
  expect((await node.begin()).location).toContain(`${node.provider.issuer}/authorize`)
})

test('an outage after the sign-in at the provider is no wrong credential', async () => {
  const before = await node.logged('login.failed')
  const begun = await node.begin()
  const back = await node.provider.visit(begun.location, 'mira-7')
  node.provider.lies = { answer: { token: broken } }
  expect(await node.comeBack(begun, back)).toMatchObject({ refused: 'unavailable', session: null })
  expect(await node.logged('login.failed')).toEqual(before)
})

test('a secret that other users may open, a wrong one and none are not sent', async () => {
  const file = node.provider.environment.ENTENTE_OIDC_SECRET_FILE as string
  chmodSync(file, 0o640)
  expect((await node.begin()).location).toContain('provider=unavailable')
  chmodSync(file, 0o600)
  writeFileSync(file, '')
  node.pass(601)
  expect((await node.begin()).location).toContain('provider=unavailable')
  writeFileSync(file, 'a wrong secret')
  node.pass(601)
  expect((await node.byProvider('mira-7')).refused).toBe('unavailable')
})
