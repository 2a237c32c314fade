import { type SignedIn, startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personDraft } from './exchange/peers/signals.fixture.ts'
import { makePersonKey } from './safeguards/access/accounts/person-key.ts'

let node: TestNode
let now = new Date()
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
})
afterAll(() => node.stop())

const once = (key: string) => ({ 'idempotency-key': key })

test('a stored answer is given only to its own caller, even with the same key', async () => {
  const [one, other] = [await node.signIn('officer'), await node.signIn('officer-2')]
  const draft = personDraft('Okwuosa', 'Chinedu', [])
  const write = ({ call }: SignedIn) => call('POST', '/v1/signals', draft, once('same'))
  const [first, second] = [await write(one), await write(other)]
  expect([first.status, second.status]).toEqual([201, 409])
  expect(await write(other)).toMatchObject({ status: 409, body: { code: 'duplicate-signal' } })
  expect(await write(one)).toMatchObject({ status: 201, body: first.body as object })
})

test('a key that was used for one path is refused for another', async () => {
  const administrator = await node.signIn('administrator')
  const accounts = await node.db.selectFrom('account').select(['id', 'name']).execute()
  const disable = (name: string) => {
    const id = accounts.find((account) => account.name === name)?.id
    return administrator.call(
      'POST',
      `/v1/accounts/${id}/disable`,
      { reason: 'The person has left the agency.' },
      once('path'),
    )
  }
  expect(await disable('officer-2')).toMatchObject({ status: 200, body: { kind: 'disable', state: 'done' } })
  expect(await disable('officer')).toMatchObject({ status: 409, body: { code: 'idempotency-conflict' } })
  const states = node.db.selectFrom('account').select('state').where('name', '=', 'officer')
  expect(await states.execute()).toEqual([{ state: 'active' }])
})

test('an answer for one role is not given to the same person in another role', async () => {
  const { id } = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'analyst')
    .executeTakeFirstOrThrow()
  const beside = { account_id: id, role: 'supervisor', state: 'active', granted_by: null, confirmed_by: null }
  await node.db.insertInto('account_role').values(beside).execute()
  const { key } = await makePersonKey(node.db, { account: 'analyst', label: 'test' }, now)
  const find = (role: string, text = 'Vork') =>
    fetch(`${node.url}/v1/find`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...{ 'entente-role': role, 'entente-purpose': 'border-control', ...once('role') },
      },
      body: JSON.stringify({ text }),
    })
  expect((await find('analyst')).status).toBe(200)
  expect((await find('analyst')).status).toBe(200)
  expect((await find('supervisor')).status).toBe(409)
  expect((await find('analyst', 'Aune')).status).toBe(409)
})

test('a temporary refusal is not stored', async () => {
  const { call } = await node.signIn('supervisor')
  const change = (current: string, key: string) =>
    call('POST', '/v1/me/password', { current, next: 'seven grey herons wade' }, once(key))
  // Somebody else at this address tries to sign in: this locks the account here and ends no session.
  for (let n = 0; n < 5; n += 1)
    await fetch(`${node.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'supervisor', password: 'not it' }),
    })
  expect((await change(testPassword, 'right')).status).toBe(429)
  now = new Date(now.getTime() + 15 * 60_000)
  expect((await change(testPassword, 'right')).status).toBe(204)
})
