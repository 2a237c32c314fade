import type { NewCredentialOptions } from '@entente/contracts'
import { testPassword } from '@entente/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { codeOfStep, stepAt } from '../credentials/totp.ts'
import { fromBase32, signInWith } from '../sessions/second-factor.fixture.ts'
import type { Lies } from './invented-provider.fixture.ts'
import { type ProviderNode, startProviderNode } from './provider-node.fixture.ts'

let node: ProviderNode
beforeAll(async () => {
  node = await startProviderNode()
  await node.tie('analyst', 'mira-7')
  await node.tie('supervisor', 'olan-3')
  await node.tie('officer', 'rea-9')
  await node.tie('administrator', 'ilva-2')
})
afterEach(() => {
  node.provider.lies = {}
})
afterAll(() => node?.stop())

async function signedIn(subject: string) {
  const { session, ...back } = await node.byProvider(subject)
  if (session === null) throw new Error(`not signed in: ${back.location}`)
  return { session, ...back }
}

test('K1 a tied subject signs in and reads in the roles of its account', async () => {
  const { location, session, cookies } = await signedIn('mira-7')
  expect(location).toBe('/sign-in')
  expect(cookies.find((one) => one.startsWith('__Host-entente='))).toMatch(/HttpOnly; Secure; SameSite=Strict/)
  const me = await session.call('GET', '/v1/me')
  expect(me.body).toMatchObject({ method: 'oidc', role: 'analyst', roles: ['analyst'], secondFactorNeeded: false })
  expect((await session.call('GET', '/v1/cases')).status).toBe(200)
  const { items } = (await session.call('GET', '/v1/me/sessions')).body as { items: { method: string }[] }
  expect(items.map(({ method }) => method)).toEqual(['oidc'])
  expect(await node.logged('login.ok')).toContainEqual({ method: 'oidc' })
})

test('the node asks for nothing but the subject, with PKCE, state and nonce', async () => {
  const { location } = await node.begin()
  const asked = Object.fromEntries(new URL(location).searchParams)
  expect(asked).toEqual({
    ...{ client_id: 'entente-node', response_type: 'code', scope: 'openid', code_challenge_method: 'S256' },
    redirect_uri: 'https://node.border.example/v1/session/oidc/callback',
    ...{ state: expect.any(String), nonce: expect.any(String), code_challenge: expect.any(String) },
  })
  expect((await node.begin()).location).not.toContain(String(asked.nonce))
})

test('P13 the subject counts, and neither the e-mail nor a role that the provider states', async () => {
  node.provider.lies = { claims: { email: 'olan-3@border.example', preferred_username: 'supervisor' } }
  const { session } = await signedIn('mira-7')
  expect((await session.call('GET', '/v1/me')).body).toMatchObject({ roles: ['analyst'] })
  expect(node.provider.asked).not.toContain('/userinfo')
})

test('nobody gets an account by signing in, and the person learns which subject to tie', async () => {
  const accounts = () => node.db.selectFrom('account').select('id').execute()
  const before = await accounts()
  const { refused, session, cookies } = await node.byProvider('stranger-1')
  expect({ refused, session }).toEqual({ refused: 'refused', session: null })
  expect(await accounts()).toEqual(before)
  expect(await node.logged('login.failed')).toEqual([{ kind: 'oidc', left: 4 }])
  const cookie = cookies.find((one) => one.includes('_subject='))?.split(';')[0] ?? ''
  const asks = (sent: string) =>
    fetch(`${node.url}/v1/session/oidc/subject`, {
      headers: { cookie: sent, 'x-forwarded-host': 'node.border.example' },
    })
  expect(await (await asks(cookie)).json()).toEqual({ subject: 'stranger-1' })
  expect((await asks(`${cookie}x`)).status).toBe(404)
})

test.each<[string, Lies]>([
  ['another issuer', { claims: { iss: 'https://login.elsewhere.example' } }],
  ['a token for another client', { claims: { aud: 'another-node' } }],
  ['a token for two clients', { claims: { aud: ['entente-node', 'another-node'] } }],
  ['a token for two clients, given to the other', { claims: { aud: ['entente-node', 'x'], azp: 'x' } }],
  ['another nonce', { claims: { nonce: 'of another sign-in' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['an expired token', { claims: { exp: 1_780_000_000 } }],
  ['a token without an end', { claims: { exp: undefined } }],
  ['no subject', { claims: { sub: undefined } }],
  ['an empty subject', { claims: { sub: '' } }],
  ['a subject that is no text', { claims: { sub: { $ne: null } } }],
  ['a subject that is too long', { claims: { sub: 'm'.repeat(256) } }],
  ['a key that was not published', { signing: 'stranger' }],
  ['no signature', { signing: 'none' }],
  ['a signature with the public key as a secret', { signing: 'public-key-as-secret' }],
  [
    'a key in the token itself',
    { signing: 'stranger', header: { jwk: { kty: 'EC' }, jku: 'http://127.0.0.1:9/keys' } },
  ],
  ['a critical header that is not known', { header: { crit: ['b64'], b64: false } }],
  ['a mix-up: sent back by another issuer', { back: { iss: 'https://login.elsewhere.example' } }],
  ['another state', { back: { state: 'x'.repeat(43) } }],
  ['another code', { back: { code: 'guessed' } }],
  ['no code', { back: { code: '' } }],
])('the node refuses %s', async (_what, lies) => {
  node.provider.lies = lies
  expect(await node.byProvider('mira-7')).toMatchObject({ refused: 'refused', session: null })
})

test('an answer counts once, in the browser that asked, for ten minutes', async () => {
  const begun = await node.begin()
  const back = await node.provider.visit(begun.location, 'mira-7')
  expect(await node.comeBack({ cookie: '' }, back), 'another browser').toMatchObject({ refused: 'refused' })
  const other = await node.begin()
  expect(await node.comeBack(other, back), 'another sign-in').toMatchObject({ refused: 'refused' })
  const changed = `${begun.cookie.slice(0, -4)}AAAA`
  expect(await node.comeBack({ cookie: changed }, back), 'changed').toMatchObject({ refused: 'refused' })
  expect((await node.comeBack(begun, back)).session, 'the browser that asked').not.toBeNull()
  const tokens = node.provider.asked.filter((path) => path === '/token').length
  expect(await node.comeBack(begun, back), 'a second time').toMatchObject({ refused: 'refused' })
  expect(
    node.provider.asked.filter((path) => path === '/token'),
    'the code is not sent again',
  ).toHaveLength(tokens)
  const late = await node.begin()
  const answer = await node.provider.visit(late.location, 'mira-7')
  node.pass(601)
  expect(await node.comeBack(late, answer), 'late').toMatchObject({ refused: 'refused' })
})

test('a code that another browser redeemed opens nothing', async () => {
  const [one, two] = [await node.begin(), await node.begin()]
  const first = await node.provider.visit(one.location, 'mira-7')
  const second = await node.provider.visit(two.location, 'stranger-1')
  // A stranger puts the code of a person into the answer to a sign-in of their own (RFC 9700, 4.5).
  second.searchParams.set('code', first.searchParams.get('code') ?? '')
  expect(await node.comeBack(two, second)).toMatchObject({ refused: 'refused', session: null })
  expect(await node.comeBack(one, first), 'its own browser').toMatchObject({ refused: 'refused', session: null })
})

test('a person who cancels at the provider is told so, and it is no wrong credential', async () => {
  const before = await node.logged('login.failed')
  const begun = await node.begin('/cases')
  const back = await node.provider.visit(begun.location, 'mira-7')
  back.searchParams.delete('code')
  back.searchParams.set('error', 'access_denied')
  expect((await node.comeBack(begun, back)).location).toBe('/sign-in?to=%2Fcases&provider=cancelled')
  expect(await node.logged('login.failed')).toEqual(before)
})

test('a page of a stranger cannot lead a browser into a sign-in', async () => {
  const reply = await fetch(`${node.url}/v1/session/oidc`, {
    redirect: 'manual',
    headers: { 'x-forwarded-host': 'node.border.example', 'sec-fetch-site': 'cross-site' },
  })
  expect(reply.headers.get('location')).toBe('/sign-in')
  expect(reply.headers.getSetCookie()).toEqual([])
})

test('the page that a person wanted is kept, and the sign-in leads nowhere else', async () => {
  const begun = await node.begin('//evil.example/')
  const { location } = await node.comeBack(begun, await node.provider.visit(begun.location, 'mira-7'))
  expect(location).toBe('/sign-in?to=%2F%2Fevil.example%2F')
})

test('a suspended or disabled account is not opened by the provider', async () => {
  const account = node.db.updateTable('account').where('name', '=', 'officer')
  await account.set({ suspended_until: new Date(node.now().getTime() + 60_000) }).execute()
  expect(await node.byProvider('rea-9')).toMatchObject({ refused: 'suspended', session: null })
  await account.set({ suspended_until: null, state: 'disabled' }).execute()
  expect(await node.byProvider('rea-9')).toMatchObject({ refused: 'refused', session: null })
  await account.set({ state: 'active' }).execute()
})

/** Adds an application for codes to an account. Returns its secret and the recovery codes. */
async function withTotp(account: string): Promise<{ secret: Buffer; recoveryCodes: string[] }> {
  const { session } = await signInWith(node.url, { account, password: testPassword }, '203.0.113.9')
  const { totp } = (await session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const secret = fromBase32(totp.secret)
  const body = { kind: 'totp', label: 'telephone', sealed: totp.sealed, code: codeNow(secret) }
  const added = (await session.call('POST', '/v1/me/credentials', body)).body as { recoveryCodes: string[] }
  return { secret, recoveryCodes: added.recoveryCodes }
}
const codeNow = (secret: Buffer): string => codeOfStep(secret, stepAt(node.now()))

test('the session of the provider asks for a factor of the node before credentials or keys change', async () => {
  const { secret } = await withTotp('analyst')
  const { session } = await signedIn('mira-7')
  const keys = async () => (await session.call('POST', '/v1/me/keys', { label: 'import' })).status
  expect(await keys()).toBe(403)
  const alone = await session.call('POST', '/v1/session/verify', { password: testPassword })
  expect(alone.status, 'a password alone').toBe(401)
  node.pass(30)
  const proof = { password: testPassword, totp: codeNow(secret) }
  expect((await session.call('POST', '/v1/session/verify', proof)).status).toBe(204)
  expect(await keys()).toBe(201)
  const other = (await signedIn('rea-9')).session
  const without = await other.call('POST', '/v1/session/verify', { password: testPassword })
  expect(without.body, 'an account without a factor').toMatchObject({ code: 'second-factor-needed' })
})

test('P13 proposals and consents about people ask the session of the provider for a factor of the node', async () => {
  const { secret } = await withTotp('administrator')
  const { session } = await signedIn('ilva-2')
  const act = async () => {
    const body = { role: 'analyst', action: 'grant', reason: 'Agreed in the meeting of Monday.' }
    return (await session.call('POST', `/v1/accounts/${await node.id('officer-2')}/roles`, body)).status
  }
  expect((await session.call('GET', '/v1/accounts')).status).toBe(200)
  expect(await act()).toBe(403)
  node.pass(30)
  const proof = { password: testPassword, totp: codeNow(secret) }
  expect((await session.call('POST', '/v1/session/verify', proof)).status).toBe(204)
  node.pass(301)
  expect(await act(), 'after five minutes').toBe(403)
  expect((await session.call('POST', '/v1/session/verify', { ...proof, totp: codeNow(secret) })).status).toBe(204)
  expect(await act()).toBe(200)
})

test('a recovery code in the session of the provider only leads to a new passkey', async () => {
  const { recoveryCodes } = await withTotp('supervisor')
  const other = (await signedIn('olan-3')).session
  const { session } = await signedIn('olan-3')
  const show = (recoveryCode: string) => session.call('POST', '/v1/session/verify', { recoveryCode })
  expect((await show('none-such')).status).toBe(401)
  expect((await show(recoveryCodes[0] as string)).status).toBe(204)
  expect((await session.call('GET', '/v1/me')).body).toMatchObject({ method: 'recovery', secondFactorNeeded: true })
  expect((await session.call('GET', '/v1/cases')).body).toMatchObject({ code: 'second-factor-needed' })
  const options = (await session.call('POST', '/v1/me/credentials/options')).body
  expect(options, 'a passkey can be added').toMatchObject({ passkey: { rp: { id: 'node.border.example' } } })
  expect((await other.call('GET', '/v1/me')).status, 'all other sessions end').toBe(401)
  expect((await show(recoveryCodes[0] as string)).status, 'no second time').not.toBe(204)
  const alarms = await node.db.selectFrom('alarm').select('code').execute()
  expect(alarms).toContainEqual({ code: 'recovery-code-used' })
})
