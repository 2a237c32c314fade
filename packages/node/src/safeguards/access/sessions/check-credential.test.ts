import { startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
beforeAll(async () => {
  const environment = { ENTENTE_TRUST_PROXY: '127.0.0.1', ENTENTE_PASSWORD_WAITING: '500' }
  node = await startTestNode({ clock: () => now, environment })
})
afterAll(() => node?.stop())

async function ask(path: string, address: string, headers: Record<string, string>, body?: object) {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(node.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-forwarded-for': address, ...type, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as { code?: string } }
}
const withKey = (key: string, address: string) =>
  ask('/v1/me', address, { authorization: `Bearer ${key}`, 'entente-purpose': 'border-control' })
const signIn = (account: string, password: string, address: string) =>
  ask('/v1/session', address, {}, { account, password })

async function kinds(): Promise<string[]> {
  const failed = node.db.selectFrom('audit.entry').select('details').where('type', '=', 'login.failed')
  const rows = await failed.orderBy('recorded_at').execute()
  return rows.map(({ details }) => JSON.parse(details.toString()).kind as string)
}
const alarms = () => node.db.selectFrom('alarm').select(['code', 'ref']).where('code', 'like', 'credential-%').execute()

test('K5 every kind of wrong credential leaves a log entry with its kind', async () => {
  const administrator = await node.signIn('administrator')
  const client = { name: 'client', member: 'platform.example', purpose: 'border-control', certificate: null }
  expect((await administrator.call('POST', '/v1/taxii/users', client)).status).toBe(201)
  const address = '198.51.100.1'
  expect((await signIn('analyst', 'not it', address)).body.code).toBe('sign-in-failed')
  const code = { account: 'analyst', first: 'a', second: 'b', password: 'five quiet herons wade' }
  expect((await ask('/v1/enrol', address, {}, code)).body.code).toBe('code-unknown')
  const taxii = { accept: 'application/taxii+json;version=2.1' }
  const basic = `Basic ${Buffer.from('client:wrong').toString('base64')}`
  expect((await ask('/taxii2/', address, { ...taxii, authorization: basic })).status).toBe(401)
  expect((await ask('/taxii2/', address, { ...taxii, authorization: 'Bearer et_wrong' })).status).toBe(401)
  const refusals = await Promise.all(['ep_wrong', 'es_wrong', 'other'].map((key) => withKey(key, address)))
  expect(refusals.map(({ status }) => status)).toEqual([401, 403, 401])
  expect((await kinds()).sort()).toEqual(['code', 'key', 'key', 'key', 'key', 'password', 'taxii'])
})

test('K5 wrong keys are refused after sixty, a right key never, and a flood has few entries', async () => {
  now = new Date(now.getTime() + 60_000)
  const before = (await kinds()).length
  const statuses: number[] = []
  for (let n = 0; n < 70; n += 1) statuses.push((await withKey('es_wrong', '198.51.100.2')).status)
  expect(statuses).toEqual([...Array(60).fill(403), ...Array(10).fill(429)])
  expect((await kinds()).length - before).toBe(5)
  expect((await withKey(node.sender.key, '198.51.100.2')).status).not.toBe(429)
  now = new Date(now.getTime() + 60_000)
  for (let n = 0; n < 20; n += 1) expect((await withKey('es_wrong', `198.51.100.${3 + n}`)).status).toBe(403)
  const rows = node.db.selectFrom('audit.entry').select('entry').where('type', '=', 'login.failed')
  const logged = (await rows.orderBy('recorded_at').execute()).slice(before)
  const counts = logged.map(({ entry }) => (JSON.parse(entry) as { count: number }).count)
  expect(
    counts.sort((a, b) => a - b),
    'also a flood from many addresses',
  ).toEqual([...Array(10).fill(0), 55])
})

test('K5 guessing at one account from many addresses raises one alarm', async () => {
  expect(await alarms()).toEqual([])
  for (let n = 0; n < 49; n += 1) await signIn('officer', 'not it', `192.0.2.${n}`)
  expect(await alarms()).toEqual([])
  for (let n = 50; n < 60; n += 1) await signIn('officer', 'not it', `192.0.2.${n}`)
  const { id } = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'officer')
    .executeTakeFirstOrThrow()
  expect(await alarms()).toEqual([{ code: 'credential-guessed', ref: `account:${id}` }])
  now = new Date(now.getTime() + 120_000)
  await signIn('officer', 'not it', '192.0.2.90')
  expect(await alarms(), 'an open alarm is not repeated').toHaveLength(1)
})

test('K5 one password tried on many names raises an alarm about the network', async () => {
  const before = (await alarms()).length
  for (let n = 0; n < 31; n += 1) await signIn(`name-${n}`, 'spring summer 2026', '203.0.113.9')
  expect((await alarms()).slice(before)).toEqual([{ code: 'credential-guessed', ref: 'network:203.0.113.9' }])
  expect((await signIn('analyst', testPassword, '203.0.113.10')).status).toBe(200)
})

test('K5 names that do not exist, and a client with an old password, leave six entries a minute each', async () => {
  // The next wrong password writes the entry of those that the tests before gathered.
  now = new Date(now.getTime() + 60_000)
  await signIn('nobody', 'not it', '203.0.113.19')
  now = new Date(now.getTime() + 60_000)
  const before = (await kinds()).length
  for (let n = 0; n < 12; n += 1) await signIn(`nobody-${n}`, 'not it', `203.0.113.${20 + n}`)
  const authorization = `Basic ${Buffer.from('client:wrong').toString('base64')}`
  const taxii = { accept: 'application/taxii+json;version=2.1', authorization }
  for (let n = 0; n < 8; n += 1) expect((await ask('/taxii2/', `203.0.113.${40 + n}`, taxii)).status).toBe(401)
  // The gathered keys of the test before have their entry a minute later by the time of the machine, which may be now.
  const logged = (await kinds()).slice(before).filter((kind) => kind !== 'key')
  expect(logged.sort()).toEqual([...Array(5).fill('password'), ...Array(5).fill('taxii')])
  now = new Date(now.getTime() + 60_000)
  await signIn('nobody', 'not it', '203.0.113.60')
  await ask('/taxii2/', '203.0.113.61', taxii)
  const rows = node.db.selectFrom('audit.entry').select('entry').where('type', '=', 'login.failed')
  const counts = (await rows.execute()).map(({ entry }) => (JSON.parse(entry) as { count: number }).count)
  expect(counts, 'the others of the minute').toEqual(expect.arrayContaining([7, 3]))
})
