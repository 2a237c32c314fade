import { startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPasswordChecks } from './password-checks.ts'

const start = new Date('2026-11-24T12:00:00.000Z')
let now = start
let node: TestNode
beforeAll(async () => {
  // Four strangers may wait, and 16 of their wrong passwords are checked at once.
  const environment = { ENTENTE_TRUST_PROXY: '127.0.0.1', ENTENTE_PASSWORD_WAITING: '4' }
  node = await startTestNode({ clock: () => now, environment })
})
afterAll(() => node?.stop())

interface Answer {
  status: number
  retryAfter: number
  code: string | undefined
}
async function signIn(address: string, account: string, password: string): Promise<Answer> {
  const answer = await fetch(`${node.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ account, password }),
  })
  const { code } = (await answer.json()) as { code?: string }
  return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after') ?? 0), code }
}
async function askTaxii(address: string, name: string, password: string): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
  const headers = { authorization, accept: 'application/taxii+json;version=2.1', 'x-forwarded-for': address }
  const answer = await fetch(`${node.url}/taxii2/`, { headers })
  const { error_code: code } = (await answer.json()) as { error_code?: string }
  return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after') ?? 0), code }
}
const addClient = async (name: string): Promise<string> => {
  const administrator = await node.signIn('administrator')
  const made = await administrator.call('POST', '/v1/taxii/users', {
    ...{ name, member: 'platform.example', purpose: 'border-control', certificate: null },
  })
  expect(made.status).toBe(201)
  return (made.body as { password: string }).password
}

test('a flood of strangers is refused with 429, and few of its passwords are checked', async () => {
  now = new Date(now.getTime() + 3_600_000)
  const tries = await Promise.all(
    Array.from({ length: 40 }, (_, n) => askTaxii(`192.0.2.${n}`, `stranger-${n}`, 'not it')),
  )
  const refused = tries.filter(({ status }) => status === 429)
  expect(tries.every(({ status }) => status === 401 || status === 429)).toBe(true)
  expect(tries.length - refused.length).toBeLessThanOrEqual(16)
  expect(refused.every(({ code, retryAfter }) => code === 'too-many-requests' && retryAfter > 0)).toBe(true)
})

test('while strangers are refused, known people and clients still sign in', async () => {
  now = new Date(now.getTime() + 3_600_000)
  const password = await addClient('known-client')
  expect((await signIn('198.51.100.1', 'analyst', testPassword)).status).toBe(200)
  expect((await askTaxii('198.51.100.2', 'known-client', password)).status).toBe(200)
  // The remembered password of the client ends, so that it must be checked again.
  now = new Date(now.getTime() + 360_000)
  for (let n = 0; n < 16; n += 1) await askTaxii(`192.0.2.${n}`, 'stranger', 'not it')
  expect(await askTaxii('192.0.2.200', 'stranger', 'not it')).toMatchObject({ status: 429, code: 'too-many-requests' })
  expect(await signIn('192.0.2.201', 'officer', testPassword)).toMatchObject({ status: 429, code: 'too-many-requests' })
  expect((await signIn('198.51.100.1', 'analyst', testPassword)).status).toBe(200)
  expect((await askTaxii('198.51.100.2', 'known-client', password)).status).toBe(200)
})

test('a client at another address, or with a wrong password, is not known', async () => {
  expect((await askTaxii('198.51.100.3', 'known-client', 'not it')).status).toBe(429)
  expect((await askTaxii('198.51.100.2', 'other-client', 'not it')).status).toBe(429)
})

test('a known client that sends wrong passwords counts as a stranger after ten', async () => {
  now = new Date(now.getTime() + 3_600_000)
  const password = await addClient('careless')
  expect((await askTaxii('198.51.100.9', 'careless', password)).status).toBe(200)
  for (let n = 0; n < 16; n += 1) await askTaxii(`203.0.113.${n}`, 'stranger', 'not it')
  const statuses: number[] = []
  for (let n = 0; n < 12; n += 1) statuses.push((await askTaxii('198.51.100.9', 'careless', 'not it')).status)
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
})

test('a disabled client is refused at once, although its password is remembered', async () => {
  now = new Date(now.getTime() + 3_600_000)
  const password = await addClient('leaving')
  expect((await askTaxii('198.51.100.4', 'leaving', password)).status).toBe(200)
  await sql`update taxii_user set disabled_at = now() where name = 'leaving'`.execute(node.db)
  expect((await askTaxii('198.51.100.4', 'leaving', password)).status).toBe(401)
})

test('a remembered password ends when the stored hash changes', async () => {
  now = new Date(now.getTime() + 3_600_000)
  const [password, other] = [await addClient('changing'), await addClient('another')]
  expect((await askTaxii('198.51.100.5', 'changing', password)).status).toBe(200)
  await sql`update taxii_user set password_hash = (select password_hash from taxii_user where name = 'another')
    where name = 'changing'`.execute(node.db)
  expect((await askTaxii('198.51.100.5', 'changing', password)).status).toBe(401)
  expect((await askTaxii('198.51.100.5', 'changing', other)).status).toBe(200)
})

test('a remembered password is not checked again, and the refusals are in the metrics', async () => {
  now = new Date(now.getTime() + 3_600_000)
  const password = await addClient('busy')
  expect((await askTaxii('198.51.100.6', 'busy', password)).status).toBe(200)
  // More requests than an account may have right passwords checked.
  for (let n = 0; n < 70; n += 1) expect((await askTaxii('198.51.100.6', 'busy', password)).status).toBe(200)
  const metrics = await (await fetch(`${node.url}/metrics`)).text()
  expect(metrics).toMatch(/entente_budget_refused_total\{budget="passwords-of-strangers",reason="total"\} [1-9]/)
  expect(metrics).toMatch(/entente_budget_limit\{budget="password-places"\} 68/)
})

test('one account cannot keep the queue full with its right password', async () => {
  const checks = createPasswordChecks({ atOnce: 1, waiting: 4 }, () => start)
  const hash = await checks.admit({ name: 'a', ip: '192.0.2.1', known: true }).hash('a long test password')
  for (let n = 0; n < 60; n += 1) {
    const admitted = checks.admit({ name: 'insider', ip: `192.0.2.${n}`, known: true })
    admitted.judge(await admitted.fits(hash, 'a long test password'))
    admitted.end()
  }
  expect(() => checks.admit({ name: 'insider', ip: '192.0.2.99', known: true })).toThrow('Too many requests')
  checks.admit({ name: 'colleague', ip: '192.0.2.99', known: true }).end()
})

test('one account cannot keep the queue full with new passwords', async () => {
  const checks = createPasswordChecks({ atOnce: 4, waiting: 4 }, () => start)
  for (let n = 0; n < 60; n += 1) {
    const admitted = checks.admit({ name: 'insider', ip: '192.0.2.1', known: true })
    await admitted.hash('a long test password')
    admitted.end()
  }
  expect(() => checks.admit({ name: 'insider', ip: '192.0.2.1', known: true })).toThrow('Too many requests')
})

test('a stranger’s password is checked between those of an insider', async () => {
  const checks = createPasswordChecks({ atOnce: 1, waiting: 16 }, () => start)
  const order: string[] = []
  const hash = async (name: string, known: boolean) => {
    const admitted = checks.admit({ name, ip: '192.0.2.1', known })
    await admitted.hash('a long test password')
    order.push(name)
    admitted.end()
  }
  const insider = Array.from({ length: 8 }, () => hash('insider', true))
  await Promise.all([...insider, hash('stranger', false), hash('colleague', true)])
  expect(order.indexOf('stranger')).toBeLessThanOrEqual(4)
  expect(order.indexOf('colleague')).toBe(1)
})
