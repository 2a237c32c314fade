import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
let now = new Date('2026-11-24T12:00:00.000Z')
let administrator: SignedIn
let ids: Map<string, string>
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  administrator = await node.signIn('administrator')
  const { items } = (await administrator.call('GET', '/v1/accounts')).body as { items: { id: string; name: string }[] }
  ids = new Map(items.map(({ id, name }) => [name, id]))
})
afterAll(() => node.stop())

test('a removed oversight account stays removed if its removal is requested again', async () => {
  const id = ids.get('oversight-2')
  await administrator.call('POST', `/v1/accounts/${id}/disable`)
  const other = await node.signIn('oversight-1')
  await other.call('POST', `/v1/oversight/accounts/${id}/consent`, { to: 'removal' })
  await expect(node.signIn('oversight-2')).rejects.toThrow('could not sign in')
  const again = await administrator.call('POST', `/v1/accounts/${id}/disable`)
  expect(again.body).toMatchObject({ state: 'disabled' })
  await expect(node.signIn('oversight-2')).rejects.toThrow('could not sign in')
})

test('a repeated removal request does not restart the wait of 14 days', async () => {
  const id = ids.get('oversight-1')
  const first = (await administrator.call('POST', `/v1/accounts/${id}/disable`)).body as { pendingUntil: string }
  now = new Date(now.getTime() + 13 * 86_400_000)
  administrator = await node.signIn('administrator')
  const second = (await administrator.call('POST', `/v1/accounts/${id}/disable`)).body
  expect(second).toMatchObject({ state: 'removal-pending', pendingUntil: first.pendingUntil })
  const works = await node.signIn('oversight-1')
  expect((await works.call('GET', '/v1/alarms')).status).toBe(200)
  now = new Date(first.pendingUntil)
  administrator = await node.signIn('administrator')
  await administrator.call('POST', `/v1/accounts/${id}/disable`)
  expect((await works.call('GET', '/v1/alarms')).status).toBe(401)
})

test('the log names the changed account, so that oversight sees who got a role', async () => {
  const id = ids.get('analyst')
  await administrator.call('POST', `/v1/accounts/${id}/roles`, { role: 'supervisor', action: 'grant' })
  await administrator.call('PATCH', `/v1/accounts/${id}`, { teams: ['travel', 'cargo'] })
  const rows = await node.db
    .selectFrom('audit.entry')
    .select(['type', 'details'])
    .where('ref', '=', `account:${id}`)
    .execute()
  expect(rows.map(({ type }) => type)).toEqual(expect.arrayContaining(['role.grant', 'config.change']))
})
