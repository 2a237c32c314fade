import { startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePersonKey } from '../accounts/person-key.ts'

let node: TestNode
const now = new Date('2026-11-24T12:00:00.000Z')
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
})
afterAll(() => node.stop())

const next = 'seven grey herons wade'
type Change = (current: string, wanted?: string) => Promise<{ status: number; code: string | undefined }>
async function bySession(account: string): Promise<Change> {
  const { call } = await node.signIn(account)
  return async (current, wanted = next) => {
    const { status, body } = await call('POST', '/v1/me/password', { current, next: wanted })
    return { status, code: (body as { code?: string }).code }
  }
}
test('a key changes no password, and tries none', async () => {
  const { key } = await makePersonKey(node.db, { account: 'supervisor', label: 'test' }, now)
  const answer = await fetch(`${node.url}/v1/me/password`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ current: testPassword, next }),
  })
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'session-needed'])
  const failed = await node.db.selectFrom('audit.entry').select('id').where('type', '=', 'login.failed').execute()
  expect(failed).toEqual([])
})

test('wrong passwords of a session count as attempts to sign in', async () => {
  const change = await bySession('analyst')
  for (let n = 0; n < 4; n += 1) expect(await change('not it')).toEqual({ status: 401, code: 'sign-in-failed' })
  expect(await change('not it')).toEqual({ status: 429, code: 'locked-out' })
  // The session has ended too, so nothing more is learned with it.
  expect(await change(testPassword)).toEqual({ status: 401, code: 'sign-in-needed' })
  const failed = await node.db.selectFrom('audit.entry').select('id').where('type', '=', 'login.failed').execute()
  expect(failed.length).toBeGreaterThanOrEqual(5)
})

test('the right password clears wrong attempts, even if the new password is too weak', async () => {
  const change = await bySession('officer')
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 3; n += 1) expect((await change('not it')).status).toBe(401)
    expect(await change(testPassword, 'passwordpassword')).toEqual({ status: 422, code: 'password-weak' })
  }
  expect((await change(testPassword)).status).toBe(204)
})

test('changing a password ends only the other sessions of its account', async () => {
  const [change, other, colleague] = await Promise.all([
    bySession('oversight-1'),
    node.signIn('oversight-1'),
    node.signIn('oversight-2'),
  ])
  expect((await change(testPassword)).status).toBe(204)
  expect((await other.call('GET', '/v1/me')).status).toBe(401)
  expect((await colleague.call('GET', '/v1/me')).status).toBe(200)
  expect(await change(next, 'eight grey herons wade')).toMatchObject({ status: 204 })
})
