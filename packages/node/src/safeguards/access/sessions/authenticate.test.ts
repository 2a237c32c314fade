import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePersonKey } from '../accounts/person-key.ts'

let node: TestNode
let now = new Date('2026-11-24T12:00:00.000Z')
let ids: Map<string, string>
const minutes = (count: number) => {
  now = new Date(now.getTime() + count * 60_000)
}
beforeAll(async () => {
  node = await startTestNode({ clock: () => now, environment: { ENTENTE_COVER_MINUTES: '5' } })
  const accounts = await node.db.selectFrom('account').select(['id', 'name']).execute()
  ids = new Map(accounts.map(({ id, name }) => [name, id]))
})
afterAll(() => node.stop())

const isOpen = async ({ call }: SignedIn) => (await call('GET', '/v1/me')).status === 200
const keyOf = (account: string) => makePersonKey(node.db, { account, label: 'test' }, now)
async function withKey(key: string, path = '/v1/me', headers: Record<string, string> = {}) {
  const answer = await fetch(node.url + path, { headers: { authorization: `Bearer ${key}`, ...headers } })
  return { status: answer.status, body: (await answer.json()) as { code?: string; role?: string } }
}

test.each([
  ['POST', '/v1/find', { text: 'Vork' }],
  ['PUT', '/v1/me/purpose', { purpose: 'aviation-security' }],
  ['PATCH', '/v1/accounts/00000000-0000-4000-8000-000000000000', { teams: [] }],
  ['DELETE', '/v1/session', undefined],
])('a %s without the token of its own session is refused', async (method, path, body) => {
  const [analyst, other] = [await node.signIn('analyst'), await node.signIn('supervisor')]
  for (const token of ['', 'x'.repeat(analyst.csrf.length), other.csrf]) {
    const refused = await analyst.call(method, path, body, { 'entente-csrf': token })
    expect(refused).toMatchObject({ status: 403, body: { code: 'csrf-missing' } })
  }
  const me = await analyst.call('GET', '/v1/me', undefined, { 'entente-csrf': '' })
  expect(me).toMatchObject({ status: 200, body: { purpose: 'border-control' } })
})

test('a session ends after it was unused for the set time', async () => {
  const analyst = await node.signIn('analyst')
  for (let n = 0; n < 3; n += 1) {
    minutes(5)
    expect(await isOpen(analyst)).toBe(true)
  }
  minutes(5.01)
  expect(await isOpen(analyst)).toBe(false)
})

test('automatic requests of the desk do not extend a session', async () => {
  const analyst = await node.signIn('analyst')
  for (const path of ['/v1/badges', '/v1/events']) {
    minutes(2)
    const answer = await fetch(node.url + path, { headers: { cookie: analyst.cookie } })
    expect(answer.status).toBe(200)
    await answer.body?.cancel()
  }
  minutes(2)
  expect(await isOpen(analyst)).toBe(false)
})

test('a session ends after twelve hours even if it is used', async () => {
  const analyst = await node.signIn('analyst')
  for (let passed = 4; passed <= 12 * 60; passed += 4) {
    minutes(4)
    expect(await isOpen(analyst)).toBe(true)
  }
  minutes(0.01)
  expect(await isOpen(analyst)).toBe(false)
})

test('a session cookie stops working when the person signs out', async () => {
  const analyst = await node.signIn('analyst')
  expect((await analyst.call('DELETE', '/v1/session')).status).toBe(204)
  expect(await isOpen(analyst)).toBe(false)
})

test('scripts and other sites cannot read the session cookie', async () => {
  const answer = await fetch(`${node.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'analyst', password: 'a long test password' }),
  })
  const attributes = (answer.headers.get('set-cookie') ?? '').split('; ').slice(1)
  expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict']))
})

test('a key of a disabled account is refused', async () => {
  const { key } = await keyOf('officer-2')
  expect((await withKey(key)).status).toBe(200)
  await node.db.updateTable('account').set({ state: 'disabled' }).where('name', '=', 'officer-2').execute()
  expect(await withKey(key)).toMatchObject({ status: 401, body: { code: 'sign-in-needed' } })
})

test('a key acts only in a role of its account that has its consents', async () => {
  await node.endFounding()
  const { key } = await keyOf('officer')
  const administrator = await node.signIn('administrator')
  const role = { role: 'analyst', action: 'grant', reason: 'Agreed in the meeting of Monday.' }
  expect((await administrator.call('POST', `/v1/accounts/${ids.get('officer')}/roles`, role)).status).toBe(202)
  for (const wanted of ['analyst', 'supervisor', 'oversight'])
    expect(await withKey(key, '/v1/me', { 'entente-role': wanted })).toMatchObject({
      status: 403,
      body: { code: 'role' },
    })
  expect((await withKey(key)).body.role).toBe('signal-officer')
})

test('a session ends when its role is revoked, and does not change to another role', async () => {
  const supervisor = await node.signIn('supervisor')
  const beside = { account_id: ids.get('supervisor') as string, role: 'analyst', granted_by: null, confirmed_by: null }
  await node.db
    .insertInto('account_role')
    .values({ ...beside, state: 'active' })
    .execute()
  const revoke = node.db.updateTable('account_role').set({ state: 'revoked' })
  await revoke.where('account_id', '=', beside.account_id).where('role', '=', 'supervisor').execute()
  expect(await supervisor.call('GET', '/v1/me')).toMatchObject({ status: 403, body: { code: 'role' } })
})

test('a sender key can state only its own purposes', async () => {
  const { key } = node.sender
  const stated = (purpose: string) => withKey(key, '/v1/travel/messages/none', { 'entente-purpose': purpose })
  expect((await stated('aviation-security')).status).not.toBe(403)
  expect(await stated('terrorism-investigation')).toMatchObject({ status: 403, body: { code: 'role' } })
})
