import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePersonKey } from './person-key.ts'

let node: TestNode
let administrator: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  administrator = await node.signIn('administrator')
})
afterAll(() => node.stop())

async function keyOf(account: string): Promise<{ id: string; works: () => Promise<boolean> }> {
  const { id, key } = await keyWith(account)
  const works = async () => {
    const answer = await fetch(`${node.url}/v1/me`, { headers: { authorization: `Bearer ${key}` } })
    return answer.status === 200
  }
  return { id, works }
}
/** Stores a key as earlier releases did for the operator. */
async function keyWith(account: string): Promise<{ id: string; key: string }> {
  const { id: accountId } = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', account)
    .executeTakeFirstOrThrow()
  const key = `ep_${randomBytes(24).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest()
  const id = randomUUID()
  const row = { id, account_id: accountId, hash, label: 'test', last_used_at: null, revoked_at: null }
  await node.db.insertInto('person_key').values(row).execute()
  return { id, key }
}

test('an administrator revokes the key of an analyst', async () => {
  const key = await keyOf('analyst')
  expect(await key.works()).toBe(true)
  expect((await administrator.call('DELETE', `/v1/keys/${key.id}`)).status).toBe(204)
  expect(await key.works()).toBe(false)
})

test('an administrator cannot revoke an oversight key, and the attempt is logged', async () => {
  const key = await keyOf('oversight-1')
  const refused = await administrator.call('DELETE', `/v1/keys/${key.id}`)
  expect(refused).toMatchObject({ status: 403, body: { code: 'consent-missing' } })
  expect(await key.works()).toBe(true)
  const entries = await node.db.selectFrom('audit.entry').select('entry').where('ref', '=', `key:${key.id}`).execute()
  expect(entries.map(({ entry }) => JSON.parse(entry).decision)).toEqual(['deny'])
})

test('oversight revokes only keys of oversight accounts', async () => {
  const oversight = await node.signIn('oversight-1')
  for (const account of ['oversight-1', 'oversight-2']) {
    const key = await keyOf(account)
    expect((await oversight.call('DELETE', `/v1/oversight/keys/${key.id}`)).status).toBe(204)
    expect(await key.works()).toBe(false)
  }
  const analyst = await keyOf('analyst')
  expect((await oversight.call('DELETE', `/v1/oversight/keys/${analyst.id}`)).status).toBe(404)
  expect(await analyst.works()).toBe(true)
  const other = await keyOf('oversight-2')
  expect(await administrator.call('DELETE', `/v1/oversight/keys/${other.id}`)).toMatchObject({
    status: 403,
    body: { code: 'role' },
  })
  expect(await other.works()).toBe(true)
})

test('revoking a key again does not change the time of the first revocation', async () => {
  const key = await keyOf('analyst')
  const at = async () =>
    (await node.db.selectFrom('person_key').select('revoked_at').where('id', '=', key.id).executeTakeFirst())
      ?.revoked_at
  await administrator.call('DELETE', `/v1/keys/${key.id}`)
  const first = await at()
  expect((await administrator.call('DELETE', `/v1/keys/${key.id}`)).status).toBe(204)
  expect(await at()).toEqual(first)
})

test('all oversight accounts are alerted to an oversight key made at the command line', async () => {
  const made = await node.db
    .transaction()
    .execute((tx) => makePersonKey(tx, { account: 'oversight-2', label: 'x' }, new Date()))
  const alarms = await node.db.selectFrom('alarm').select(['code', 'ref']).execute()
  expect(alarms).toEqual([{ code: 'oversight-key', ref: `key:${made.id}` }])
  await node.db.transaction().execute((tx) => makePersonKey(tx, { account: 'analyst', label: 'x' }, new Date()))
  expect(await node.db.selectFrom('alarm').select('code').execute()).toHaveLength(1)
})

test('K4 a key that the operator makes for another person only reads, and raises an alarm about its owner', async () => {
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  const make = (account: string, actions?: string[]) =>
    node.db.transaction().execute((tx) => makePersonKey(tx, { account, label: 'x', actions }, new Date()))
  const made = await make('analyst')
  const alarm = node.db.selectFrom('alarm').select(['id', 'ref']).where('code', '=', 'operator-key')
  expect((await alarm.executeTakeFirst())?.ref).toBe(`key:${made.id}`)
  const row = node.db.selectFrom('person_key').select(['actions', 'by_operator']).where('id', '=', made.id)
  expect(await row.executeTakeFirst()).toEqual({ actions: ['read'], by_operator: true })
  await expect(make('officer', ['signal.release'])).rejects.toMatchObject({ code: 'scope-forbidden' })
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  const analyst = await node.signIn('analyst')
  const seen = (await analyst.call('GET', '/v1/people/changes?own=1')).body
  expect(seen).toMatchObject({
    operatorKeys: expect.arrayContaining([expect.objectContaining({ id: made.id, byOperator: true })]),
  })
})

test('K4 an old key of the operator does no act of two people on a node of several people', async () => {
  const { key } = await keyWith('officer-2')
  const release = async () => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const reply = await fetch(`${node.url}/v1/signals/${randomUUID()}/release`, {
      ...{ method: 'POST', headers: { ...headers, 'entente-purpose': 'border-control' } },
      body: JSON.stringify({ version: 1 }),
    })
    return ((await reply.json()) as { code: string }).code
  }
  expect(await release()).not.toBe('role')
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  expect(await release()).toBe('role')
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
})

test('a key ends on its day, an account has at most five, and a day out of range is refused', async () => {
  const make = (days?: number) =>
    node.db.transaction().execute((tx) => makePersonKey(tx, { account: 'officer', label: 'x', days }, new Date()))
  const usual = await make()
  const left = (Date.parse(usual.expiresAt) - Date.now()) / 86_400_000
  expect(Math.round(left)).toBe(30)
  for (const days of [0, 91, 1.5]) await expect(make(days)).rejects.toMatchObject({ code: 'body-invalid' })
  const works = async () =>
    (await fetch(`${node.url}/v1/me`, { headers: { authorization: `Bearer ${usual.key}` } })).status
  expect(await works()).toBe(200)
  for (let n = 0; n < 4; n += 1) await make(90)
  await expect(make()).rejects.toMatchObject({ code: 'too-many-keys' })
  await node.db.updateTable('person_key').set({ expires_at: new Date() }).where('id', '=', usual.id).execute()
  expect(await works()).toBe(401)
  await make()
})

test('a person lists and ends their own keys and no others', async () => {
  const own = await keyOf('supervisor')
  const other = await keyOf('analyst')
  const supervisor = await node.signIn('supervisor')
  const { items } = (await supervisor.call('GET', '/v1/me/keys')).body as { items: { id: string }[] }
  expect(items).toMatchObject([{ id: own.id, label: 'test', expiresAt: expect.any(String) }])
  expect((await supervisor.call('DELETE', `/v1/me/keys/${other.id}`)).status).toBe(404)
  expect((await supervisor.call('DELETE', `/v1/me/keys/${own.id}`)).status).toBe(204)
  expect([await own.works(), await other.works()]).toEqual([false, true])
})
