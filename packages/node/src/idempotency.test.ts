import { createHash } from 'node:crypto'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from './gateways/travel/edifact.fixture.ts'

let node: TestNode
let administrator: SignedIn
let analyst: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  administrator = await node.signIn('administrator')
  analyst = await node.signIn('analyst')
})
afterAll(() => node.stop())

const once = (key: string) => ({ 'idempotency-key': key })
/** Returns which of these keys have a stored answer. It is sealed. */
const kept = async (keys: readonly string[]) => {
  const rows = await node.db.selectFrom('idempotency').select(['key', 'body']).where('key', 'in', keys).execute()
  return rows.filter(({ body }) => body !== null).map(({ key }) => key)
}

test('a repeated request gets the first answer, changes nothing, and is logged as a read', async () => {
  const first = await analyst.call('POST', '/v1/find', { text: 'Vork' }, once('find-1'))
  const reads = async () =>
    (await node.db.selectFrom('audit.entry').select('details').where('type', '=', 'record.read').execute()).filter(
      ({ details }) => details.toString().includes('kept answer'),
    )
  expect(await reads()).toHaveLength(0)
  const second = await analyst.call('POST', '/v1/find', { text: 'Vork' }, once('find-1'))
  expect(second).toMatchObject({ status: first.status, body: first.body as object })
  expect(await reads()).toHaveLength(1)
})

test('a request is known by a keyed digest, and by the plain one of the release before', async () => {
  const ask = () => analyst.call('POST', '/v1/find', { text: 'Vork' }, once('find-3'))
  const first = await ask()
  const digest = createHash('sha256').update(['/v1/find', 'analyst', 'border-control'].join('\0')).update('\0')
  const request_hash = digest.update('{"text":"Vork"}').digest()
  const stored = () => node.db.selectFrom('idempotency').select('request_hash').where('key', '=', 'find-3')
  // Anybody with a list of names could try out the plain digest.
  expect((await stored().executeTakeFirstOrThrow()).request_hash.equals(request_hash)).toBe(false)
  await node.db.updateTable('idempotency').set({ request_hash }).where('key', '=', 'find-3').execute()
  expect(await ask()).toMatchObject({ status: 200, body: first.body as object })
})

test('a request for another purpose does not count as a repetition', async () => {
  await analyst.call('POST', '/v1/find', { text: 'Vork' }, once('find-2'))
  const other = { ...once('find-2'), 'entente-purpose': 'aviation-security' }
  const refused = await analyst.call('POST', '/v1/find', { text: 'Vork' }, other)
  expect(refused).toMatchObject({ status: 409, body: { code: 'idempotency-conflict' } })
})

test('an answer that contains a key or password is not stored', async () => {
  const sender = { name: 'Fjordline Air', gateway: 'travel' }
  const { id } = (await administrator.call('POST', '/v1/senders', sender, once('s'))).body as { id: string }
  const made = await administrator.call('POST', `/v1/senders/${id}/keys`, undefined, once('k'))
  const { key } = made.body as { key: string }
  expect(key).toMatch(/^es_/)
  const account = { name: 'r.new', person: { name: 'R. New' }, roles: ['analyst'], teams: ['travel'] }
  const added = await administrator.call('POST', '/v1/accounts', account, once('a'))
  const { oneTimePassword, id: accountId } = added.body as { oneTimePassword: string; id: string }
  const reason = 'The owner came and asked for it.'
  const reset = await administrator.call('POST', `/v1/accounts/${accountId}/reset`, { reason }, once('r'))
  const change = `/v1/people/changes/${(reset.body as { id: string }).id}`
  await administrator.call('POST', `${change}/consent`, undefined, once('c'))
  const { half } = (await administrator.call('POST', `${change}/half`, undefined, once('h'))).body as { half: string }
  expect(half).toMatch(/^[a-z2-9-]{14}$/)
  expect(oneTimePassword).toEqual(expect.any(String))
  expect(await kept(['s', 'k', 'a', 'h'])).toEqual(['s'])
  const repeated = await administrator.call('POST', `/v1/senders/${id}/keys`, undefined, once('k'))
  expect(repeated).toMatchObject({ status: 409, body: { code: 'idempotency-conflict' } })
  const keys = await node.db.selectFrom('sender_key').select('id').where('sender_id', '=', id).execute()
  expect(keys).toHaveLength(1)
})

test('a concurrent repetition is refused, and a later one gets the first answer', async () => {
  const post = async () => {
    const answer = await fetch(`${node.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.sender.key}`, ...once('at-work') },
      body: paxlst([{ surname: 'AUNE', given: 'MARTE' }]),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const messages = () => node.db.selectFrom('message').select('id').execute()
  let release = () => {}
  const blocked = new Promise<void>((resolve) => {
    release = resolve
  })
  let locked = () => {}
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve
  })
  const holding = node.db.transaction().execute(async (tx) => {
    await sql`lock table message in exclusive mode`.execute(tx)
    locked()
    await blocked
  })
  await isLocked
  const first = post()
  const claimed = () => node.db.selectFrom('idempotency').select('status').where('key', '=', 'at-work').execute()
  await expect.poll(claimed).toEqual([{ status: null }])
  expect(await post()).toMatchObject({
    status: 409,
    body: { code: 'idempotency-conflict', detail: 'The first request with this key is still being answered.' },
  })
  release()
  await holding
  const done = await first
  expect(done).toMatchObject({ status: 202, body: { duplicate: false } })
  expect(await post()).toEqual(done)
  expect(await messages()).toEqual([{ id: done.body.id }])
})

test('a request whose node crashed can be repeated after two minutes', async () => {
  await analyst.call('POST', '/v1/find', { text: 'Orm' }, once('dead'))
  const asIfDied = (minutesAgo: number) =>
    node.db
      .updateTable('idempotency')
      .set({ status: null, body: null, at: new Date(Date.now() - minutesAgo * 60_000) })
      .where('key', '=', 'dead')
      .execute()
  await asIfDied(1)
  const early = await analyst.call('POST', '/v1/find', { text: 'Orm' }, once('dead'))
  expect(early).toMatchObject({ status: 409, body: { code: 'idempotency-conflict' } })
  await asIfDied(3)
  expect(await analyst.call('POST', '/v1/find', { text: 'Orm' }, once('dead'))).toMatchObject({ status: 200 })
})
