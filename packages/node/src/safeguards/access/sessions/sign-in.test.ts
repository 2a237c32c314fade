import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { housekeep } from '../../../store/housekeeping.ts'
import { hashPassword } from '../passwords.ts'

const start = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let behindProxy: TestNode
let now = start
beforeAll(async () => {
  // These tests are about wrong passwords, so the queue of checks takes all of them.
  const environment = { ENTENTE_PASSWORD_WAITING: '200' }
  node = await startTestNode({ clock: () => now, environment })
  behindProxy = await startTestNode({
    clock: () => now,
    environment: { ...environment, ENTENTE_TRUST_PROXY: '127.0.0.1' },
  })
})
afterAll(async () => {
  await node?.stop()
  await behindProxy?.stop()
})

const right = 'a long test password'
interface Answer {
  status: number
  retryAfter: number
  body: { code?: string; detail?: string }
}
async function attemptAt(at: TestNode, account: string, password: string, address?: string): Promise<Answer> {
  const answer = await fetch(`${at.url}/v1/session`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(address === undefined ? {} : { 'x-forwarded-for': address }),
    },
    body: JSON.stringify({ account, password }),
  })
  const body = (await answer.json()) as Answer['body']
  return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after') ?? 0), body }
}
const attempt = (account: string, password: string) => attemptAt(node, account, password)
const from = (address: string, account: string, password: string) => attemptAt(behindProxy, account, password, address)
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}

test('concurrent attempts allow no more guesses than sequential ones', async () => {
  const tries = await Promise.all(Array.from({ length: 20 }, (_, n) => attempt('officer', `guess number ${n}`)))
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(4)
  expect(tries.filter(({ body }) => body.code === 'locked-out')).toHaveLength(16)
  expect((await attempt('officer', right)).status).toBe(429)
  pass(15)
  expect((await attempt('officer', right)).status).toBe(200)
})

test('a right password clears earlier wrong attempts', async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 4; n += 1) expect((await attempt('supervisor', 'not it')).status).toBe(401)
    expect((await attempt('supervisor', right)).status).toBe(200)
  }
})

test('an unknown name gets exactly the answers of a known one, until locked', async () => {
  for (let n = 0; n < 6; n += 1) {
    const [somebody, nobody] = [await attempt('analyst', 'not it'), await attempt('stranger', 'not it')]
    expect({ ...nobody.body, requestId: '' }).toEqual({ ...somebody.body, requestId: '' })
    expect(nobody.status).toBe(somebody.status)
  }
})

test('a lock at one address does not affect sign-ins from another', async () => {
  for (let n = 0; n < 40; n += 1) await from('203.0.113.7', 'oversight-1', `guess ${n}`)
  expect(await from('203.0.113.7', 'oversight-1', right)).toMatchObject({ status: 429, body: { code: 'locked-out' } })
  expect((await from('198.51.100.20', 'oversight-1', right)).status).toBe(200)
})

test('locks grow to an hour and reset after a right password or quiet day', async () => {
  const address = '203.0.113.30'
  const lock = async () => {
    for (let n = 0; n < 4; n += 1) expect((await from(address, 'analyst', 'not it')).status).toBe(401)
    return (await from(address, 'analyst', 'not it')).retryAfter / 60
  }
  const minutes: number[] = []
  for (let round = 0; round < 4; round += 1) {
    minutes.push(await lock())
    pass((minutes.at(-1) as number) - 1)
    expect((await from(address, 'analyst', right)).status).toBe(429)
    pass(1)
  }
  expect(minutes).toEqual([15, 30, 60, 60])
  expect((await from(address, 'analyst', right)).status).toBe(200)
  expect(await lock()).toBe(15)
  pass(24 * 60)
  expect(await lock()).toBe(15)
})

test('guesses from many new addresses share one limit, which does not affect known addresses', async () => {
  expect((await from('198.51.100.40', 'supervisor', right)).status).toBe(200)
  const statuses: number[] = []
  for (let n = 0; n < 60; n += 1) statuses.push((await from(`192.0.2.${n}`, 'supervisor', 'not it')).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(50)
  const refused = await from('192.0.2.200', 'supervisor', right)
  expect(refused).toMatchObject({ status: 429, body: { code: 'locked-out' } })
  expect(refused.retryAfter).toBeGreaterThan(0)
  expect(refused.retryAfter).toBeLessThanOrEqual(120)
  expect((await from('198.51.100.40', 'supervisor', right)).status).toBe(200)
  // Attempts from other addresses may continue with one every two minutes.
  pass(2)
  expect((await from('192.0.2.201', 'supervisor', 'not it')).status).toBe(401)
  expect((await from('192.0.2.200', 'supervisor', right)).status).toBe(429)
  pass(2)
  expect((await from('192.0.2.200', 'supervisor', right)).status).toBe(200)
})

test('concurrent guesses from many addresses are limited like sequential ones', async () => {
  const tries = await Promise.all(Array.from({ length: 80 }, (_, n) => from(`100.64.0.${n}`, 'officer', 'not it')))
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(50)
})

test('an address is refused after 30 names; known people can still sign in', async () => {
  const address = '203.0.113.80'
  expect((await from(address, 'analyst', right)).status).toBe(200)
  const tries: Answer[] = []
  for (let n = 0; n < 35; n += 1) tries.push(await from(address, `name-${n}`, 'spring summer 2026'))
  expect(tries.map(({ status }) => status)).toEqual([...Array(30).fill(401), ...Array(5).fill(429)])
  expect(tries.at(-1)).toMatchObject({ retryAfter: 30, body: { code: 'locked-out' } })
  expect((await from(address, 'administrator', right)).status).toBe(429)
  expect((await from(address, 'analyst', right)).status).toBe(200)
  expect((await from('203.0.113.81', 'administrator', right)).status).toBe(200)
  pass(0.5)
  expect((await from(address, 'administrator', right)).status).toBe(200)
})

test('all addresses of one IPv6 network count as one address', async () => {
  for (let n = 0; n < 5; n += 1) await from(`2001:db8:5:6::${n}`, 'administrator', 'not it')
  expect((await from('2001:db8:5:6:ffff::1', 'administrator', right)).status).toBe(429)
  expect((await from('2001:db8:5:7::1', 'administrator', right)).status).toBe(200)
})

test('a forwarded address is accepted only from the configured proxy', async () => {
  for (let n = 0; n < 5; n += 1) await attemptAt(node, 'oversight-2', 'not it', `203.0.113.${n}`)
  expect((await attemptAt(node, 'oversight-2', right, '203.0.113.99')).status).toBe(429)
  // Addresses that the client itself put into the header before the proxy's are ignored.
  for (let n = 0; n < 5; n += 1) await from(`198.51.100.${n}, 203.0.113.50`, 'oversight-2', 'not it')
  expect((await from('198.51.100.77, 203.0.113.50', 'oversight-2', right)).status).toBe(429)
})

test('a wrong password for an unknown name is logged without the name', async () => {
  const logged = async () =>
    (await node.db.selectFrom('audit.entry').select(['entry', 'details']).where('type', '=', 'login.failed').execute())
      .filter(({ entry }) => JSON.parse(entry).role === 'public')
      .map(({ entry, details }) => entry + details.toString())
  const before = (await logged()).length
  await attempt('nobody.here', 'not it')
  const entries = await logged()
  expect(entries).toHaveLength(before + 1)
  expect(entries.at(-1)).not.toContain('nobody')
})

test('no session opens if the password was replaced while it was checked', async () => {
  const account = () => node.db.updateTable('account').where('name', '=', 'analyst')
  const { password_hash: old } = await node.db
    .selectFrom('account')
    .select('password_hash')
    .where('name', '=', 'analyst')
    .executeTakeFirstOrThrow()
  const sessions = async () => (await node.db.selectFrom('session').select('id_hash').execute()).length
  const before = await sessions()
  let trying: ReturnType<typeof attempt> | undefined
  pass(61)
  await node.db.transaction().execute(async (tx) => {
    const hash = await hashPassword('another long password')
    await tx.updateTable('account').set({ password_hash: hash }).where('name', '=', 'analyst').execute()
    trying = attempt('analyst', right)
    const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%last_sign_in_at%'`
    await expect.poll(async () => (await waiting.execute(node.db)).rows[0]?.n).toBe(1)
  })
  expect((await trying)?.status).toBe(401)
  expect(await sessions()).toBe(before)
  await account().set({ password_hash: old }).execute()
  expect((await attempt('analyst', right)).status).toBe(200)
})

test('a typed name is not stored anywhere, because it may be a password', async () => {
  await attempt('a secret typed in the wrong field', 'not it')
  const rows = await node.db.selectFrom('sign_in_try').selectAll().execute()
  const paces = await node.db.selectFrom('sign_in_pace').selectAll().execute()
  const kept = [...rows, ...paces].map(({ key, ...rest }) => key.toString('latin1') + JSON.stringify(rest)).join()
  expect([rows.length > 0, paces.length > 0, kept.includes('secret')]).toEqual([true, true, false])
})

test('attempts are forgotten after a day, known addresses after thirty days', async () => {
  const known = await node.db.selectFrom('sign_in_try').select('key').where('last_right_at', 'is not', null).execute()
  expect(known.length).toBeGreaterThan(0)
  await housekeep(node.db, new Date(now.getTime() + 25 * 3_600_000))
  expect(await node.db.selectFrom('sign_in_pace').select('key').execute()).toEqual([])
  expect(await node.db.selectFrom('sign_in_try').select('key').execute()).toHaveLength(known.length)
  await housekeep(node.db, new Date(now.getTime() + 31 * 86_400_000))
  expect(await node.db.selectFrom('sign_in_try').select('key').execute()).toEqual([])
})
