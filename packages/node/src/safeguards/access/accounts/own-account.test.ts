import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import type { PersonKey, SessionInfo } from '@entente/contracts'
import { startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makePersonKey } from './person-key.ts'

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
beforeAll(async () => {
  node = await startTestNode({ clock: () => now, environment: { ENTENTE_SESSIONS: '5' } })
})
beforeEach(async () => {
  now = new Date(now.getTime() + 86_400_000)
  await node.db.updateTable('person_key').set({ revoked_at: now }).execute()
})
afterAll(() => node?.stop())

const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code
type Session = Awaited<ReturnType<TestNode['signIn']>>
const sessionsOf = async (session: Session) =>
  ((await session.call('GET', '/v1/me/sessions')).body as { items: SessionInfo[] }).items

test('K4 a person sees each open session with network and method, and the current one', async () => {
  const first = await node.signIn('analyst')
  pass(1)
  const second = await node.signIn('analyst')
  expect(await sessionsOf(second)).toMatchObject([
    { current: true, network: '127.0.0.0/24', method: 'password', role: 'analyst' },
    { current: false, network: '127.0.0.0/24' },
  ])
  await first.call('DELETE', '/v1/session')
  expect(await sessionsOf(second)).toHaveLength(1)
  pass(16)
  expect((await second.call('GET', '/v1/me')).status, 'without use for 15 minutes').toBe(401)
})

test('K4 of six sessions of an account the one used longest ago ends', async () => {
  const sessions: Session[] = []
  for (let n = 0; n < 6; n += 1) {
    sessions.push(await node.signIn('officer'))
    pass(1)
  }
  const statuses = await Promise.all(sessions.map(async (one) => (await one.call('GET', '/v1/me')).status))
  expect(statuses).toEqual([401, 200, 200, 200, 200, 200])
})

test('K4 a person ends one session or all others, and nobody ends those of somebody else', async () => {
  const [own, other, third] = [await node.signIn('analyst'), await node.signIn('analyst'), await node.signIn('analyst')]
  const id = (await sessionsOf(other)).find(({ current }) => current)?.id
  const stranger = await node.signIn('supervisor')
  expect((await stranger.call('DELETE', `/v1/me/sessions/${id}`)).status).toBe(404)
  expect((await own.call('DELETE', `/v1/me/sessions/${id}`)).status).toBe(204)
  expect([(await other.call('GET', '/v1/me')).status, (await third.call('GET', '/v1/me')).status]).toEqual([401, 200])
  expect((await own.call('DELETE', '/v1/me/sessions')).status).toBe(204)
  expect([(await own.call('GET', '/v1/me')).status, (await third.call('GET', '/v1/me')).status]).toEqual([200, 401])
})

test('K4 a session that is ended loses its live events within a second', async () => {
  const [own, other] = [await node.signIn('supervisor'), await node.signIn('supervisor')]
  const stream = await fetch(`${node.url}/v1/events`, { headers: { cookie: other.cookie } })
  const ended = stream.text()
  await own.call('DELETE', '/v1/me/sessions')
  await ended
})

async function makeKey(account: string, body: object) {
  const session = await node.signIn(account)
  const made = await session.call('POST', '/v1/me/keys', { label: 'import', ...body })
  const { key = '' } = made.body as { key?: string }
  const call = async (method: string, path: string, purpose = 'border-control', sent?: object) => {
    const type: Record<string, string> = sent === undefined ? {} : { 'content-type': 'application/json' }
    const headers = { authorization: `Bearer ${key}`, 'entente-purpose': purpose, ...type }
    const reply = await fetch(node.url + path, { method, headers, ...(sent && { body: JSON.stringify(sent) }) })
    return { status: reply.status, body: (await reply.json()) as { code?: string } }
  }
  return { session, made, call }
}

test('K4 a key of a person only reads, unless it is made for more', async () => {
  const { session, made, call } = await makeKey('officer', {})
  expect(made.status).toBe(201)
  expect((await call('GET', '/v1/signals')).status).toBe(200)
  const bank = { name: 'KEY_BANK', purposes: ['content-safety'], lawfulBasis: 'Act 1' }
  const write = (by: typeof call) => by('POST', '/v1/content/banks', 'content-safety', bank)
  expect(await write(call)).toMatchObject({ status: 403, body: { code: 'role' } })
  const { items } = (await session.call('GET', '/v1/me/keys')).body as { items: PersonKey[] }
  expect(items).toMatchObject([{ label: 'import', actions: ['read'], purposes: null }])
  for (const path of ['/v1/me/keys', '/v1/me/sessions', '/v1/me/credentials'])
    expect([path, codeOf(await call('GET', path))]).toEqual([path, 'role'])
  const writing = await makeKey('officer', { actions: ['read', 'bank.write'] })
  expect((await write(writing.call)).status, 'a key for this action').toBe(201)
})

test('K13 a key that the operator made decides no case, and consents to no change of people', async () => {
  const { key } = await makePersonKey(node.db, { account: 'supervisor', label: 'operator' }, now)
  const headers = { authorization: `Bearer ${key}`, 'entente-purpose': 'border-control' }
  expect((await fetch(`${node.url}/v1/cases`, { headers })).status).toBe(200)
  for (const path of ['/v1/me/keys', '/v1/me/sessions', '/v1/me/credentials']) {
    const reply = await fetch(node.url + path, { headers })
    expect([path, await reply.json()]).toMatchObject([path, { code: 'role' }])
  }
})

test('K4 a key states only the purposes that it was made for', async () => {
  const { call } = await makeKey('analyst', { purposes: ['border-control'] })
  expect((await call('GET', '/v1/cases')).status).toBe(200)
  expect((await call('GET', '/v1/cases', 'aviation-security')).body.code).toBe('role')
})

test.each([
  'account.manage',
  'people.consent',
  'case.propose',
  'case.confirm',
  'signal.release',
  'agreement.consent',
  'oversight.consent',
  'key.own',
  'hold.change',
  'no.action',
])('bad input 13: no key is made for %s', async (action) => {
  const { made } = await makeKey('supervisor', { actions: ['read', action] })
  expect(made).toMatchObject({ status: 422, body: { code: 'scope-forbidden', at: '/actions/1' } })
})

test('K4 a key needs a proof of the last five minutes, and an account has five at most', async () => {
  const { session } = await makeKey('supervisor', {})
  for (let n = 1; n < 5; n += 1)
    expect((await session.call('POST', '/v1/me/keys', { label: `key ${n}` })).status).toBe(201)
  expect(codeOf(await session.call('POST', '/v1/me/keys', { label: 'sixth' }))).toBe('too-many-keys')
  pass(5)
  expect(codeOf(await session.call('POST', '/v1/me/keys', { label: 'late' }))).toBe('fresh-sign-in-needed')
  expect((await session.call('POST', '/v1/session/verify', { password: testPassword })).status).toBe(204)
  expect(codeOf(await session.call('POST', '/v1/me/keys', { label: 'sixth' }))).toBe('too-many-keys')
})

test.each(['PUT', 'PATCH', 'DELETE', 'POST'])(
  'bad input 14: %s without the token of the session is refused',
  async (method) => {
    const { cookie } = await node.signIn('analyst')
    const path = { PUT: '/v1/me/preferences', PATCH: '/v1/accounts/x', DELETE: '/v1/me/sessions', POST: '/v1/me/keys' }[
      method
    ]
    const reply = await fetch(node.url + path, { method, headers: { cookie } })
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([403, 'csrf-missing'])
  },
)

test('bad input 15: a session is not used, and none is made, under the name of another host', async () => {
  const { cookie } = await node.signIn('analyst')
  const ask = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<[status: number, code: string]>((resolve, reject) => {
      const asked = request(
        node.url + path,
        { method, headers: { ...headers, host: 'evil.example' } },
        async (answer) => {
          const { code } = (await json(answer)) as { code: string }
          resolve([answer.statusCode ?? 0, code])
        },
      )
      asked.on('error', reject).end()
    })
  expect(await ask('GET', '/v1/me', { cookie })).toEqual([400, 'host-unknown'])
  expect(await ask('POST', '/v1/session', {})).toEqual([400, 'host-unknown'])
})
