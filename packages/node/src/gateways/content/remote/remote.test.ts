import { createSender, createSenderKey } from '@entente/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type ContentNode, flipped, randomPdq, startContentNode } from '../content.fixture.ts'
import { ProbeWatch } from './probe-watch.ts'

let node: ContentNode
let now = Date.parse('2026-11-20T10:00:30.000Z')
const label = (code: string) => ({ scheme: 'behaviour', version: '2021-11', code })
const pdq = (value: string) => ({ type: 'pdq', value })

beforeAll(async () => {
  node = await startContentNode({ clock: () => new Date(now) })
})
afterAll(() => node.stop())

interface Client {
  id: string
  call(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Answer; retryAfter: string | null }>
  ask(...contents: object[][]): Promise<{ status: number; body: Answer; retryAfter: string | null }>
}
async function client(name: string, remote: object = {}): Promise<Client> {
  const terms = { perDay: 1000, perMinute: 500, agreements: [], ...remote }
  const id = await createSender(node.db, { name, gateway: 'content', settings: { remote: terms } })
  const { key } = await createSenderKey(node.db, id)
  const call: Client['call'] = async (method, path, body) => {
    const answer = await fetch(node.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const json = text.startsWith('{') ? JSON.parse(text) : text
    return { status: answer.status, body: json, retryAfter: answer.headers.get('retry-after') }
  }
  const ask: Client['ask'] = (...contents) =>
    call('POST', '/v1/content/match/remote', { queries: contents.map((signals) => ({ signals })) })
  return { id, call, ask }
}

test('an answer says only whether content matched, with the allowed labels', async () => {
  const [near, far, twice, inner, harmless, shadowed] = Array.from({ length: 6 }, randomPdq) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  await node.bank('PUBLIC_LIST', { tlp: 'green', labels: [label('glorificationOfTerroristActs')] })
  await node.bank('OTHER_LIST', { tlp: 'clear', labels: [label('glorificationOfTerroristActs')] })
  await node.bank('SHARED_LIST', { tlp: 'amber', labels: [label('recruitmentAndInstruction')] })
  // A row that represents an agreement of this node.
  await node.db
    .updateTable('bank')
    .set({ agreements: ['A-7'] })
    .where('name', '=', 'SHARED_LIST')
    .execute()
  await node.bank('INNER_LIST', { tlp: 'amber+strict', labels: [label('recruitmentAndInstruction')] })
  await node.bank('SHADOW_LIST', { tlp: 'green', shadow: true })
  await node.bank('LOGOS', { tlp: 'green', negative: true })
  await node.add('PUBLIC_LIST', [pdq(near), pdq(far), pdq(twice), pdq(harmless)])
  await node.add('OTHER_LIST', [pdq(twice)])
  await node.add('SHARED_LIST', [pdq(inner)])
  await node.add('INNER_LIST', [{ type: 'md5', value: '0123456789abcdef0123456789abcdef' }])
  await node.add('SHADOW_LIST', [pdq(shadowed)])
  await node.add('LOGOS', [pdq(harmless)])

  const small = await client('Small Forum')
  const known = { matched: true, labels: [label('glorificationOfTerroristActs')] }
  const unknown = { matched: false, labels: [] }
  const { status, body } = await small.ask(
    [pdq(near)],
    [pdq(flipped(far, 31))],
    [pdq(flipped(far, 32))],
    [pdq(randomPdq()), pdq(twice)],
    [pdq(inner)],
    [{ type: 'md5', value: '0123456789abcdef0123456789abcdef' }],
    [pdq(harmless)],
    [pdq(shadowed)],
  )
  // The whole answer is compared: it has no other field.
  expect([status, body]).toEqual([
    200,
    {
      results: [known, known, unknown, known, { matched: true, labels: [] }, unknown, unknown, unknown],
      budget: { left: 991, resetsAt: '2026-11-21T00:00:00.000Z' },
    },
  ])
  // A party to an agreement gets the labels that are shared under this agreement.
  const party = await client('Party Forum', { agreements: ['A-7'] })
  expect((await party.ask([pdq(inner)])).body.results).toEqual([
    { matched: true, labels: [label('recruitmentAndInstruction')] },
  ])
  // A person of the node sees the answers of clients, and has no budget.
  const officer = await node.person('officer')
  const seen = await officer.call('POST', '/v1/content/match/remote', { queries: [{ signals: [pdq(near)] }] })
  expect(seen.body).toEqual({ results: [known], budget: null })
})

test("a remote client's key opens no other route", async () => {
  const { call } = await client('Curious Forum')
  const hash = randomPdq()
  for (const [method, path, body] of [
    ['POST', '/v1/content/match', { signals: [pdq(hash)] }],
    ['POST', '/v1/content/match/batch', { queries: [{ signals: [pdq(hash)] }] }],
    ['POST', '/v1/content/uploads', { uploadId: 'u', signals: [pdq(hash)] }],
    ['POST', '/v1/content/compare', { type: 'pdq', a: hash, b: hash }],
    ['GET', '/v1/content/index', undefined],
    ['GET', '/v1/content/banks', undefined],
    ['GET', `/m/lookup?signal=${hash}&signal_type=pdq`, undefined],
    ['GET', `/m/raw_lookup?signal=${hash}&signal_type=pdq`, undefined],
    ['GET', '/c/banks', undefined],
  ] as const)
    expect([path, (await call(method, path, body)).status]).toEqual([path, 403])
})

test("a client's budget limits signals a minute and a day", async () => {
  const { ask } = await client('Busy Forum', { perDay: 12, perMinute: 8 })
  const some = (count: number) => Array.from({ length: count }, () => pdq(randomPdq()))
  expect((await ask(some(5))).body.budget.left).toBe(7)
  const fast = await ask(some(4))
  expect([fast.status, fast.body.code, fast.retryAfter]).toEqual([429, 'asked-too-fast', '30'])
  expect((await ask(some(3))).body.budget.left).toBe(4)
  now += 60_000
  const spent = await ask(some(5))
  expect([spent.status, spent.body.code]).toEqual([429, 'budget-spent'])
  expect((await ask(some(4))).body.budget.left).toBe(0)
  now += 86_400_000
  expect((await ask(some(1))).body.budget.left).toBe(11)
})

test('probing around a hash is refused and reported once', async () => {
  const walker = await client('Walking Forum')
  const start = randomPdq()
  let refused = null
  for (let bits = 0; bits < 40 && refused === null; bits += 1) {
    const answer = await walker.ask([pdq(flipped(start, bits))])
    if (answer.status !== 200) refused = { bits, ...answer }
  }
  expect([refused?.bits, refused?.status, refused?.body.code]).toEqual([20, 429, 'probing-suspected'])
  // The refusal is the same for known and unknown hashes, near or far.
  expect((await walker.ask([pdq(flipped(start, 35))])).status).toBe(429)
  expect((await walker.ask([pdq(randomPdq())])).status).toBe(200)
  expect((await (await client('Neighbour Forum')).ask([pdq(start)])).status).toBe(200)
  const alarms = await node.db.selectFrom('alarm').select('ref').where('code', '=', 'match-probing').execute()
  expect(alarms).toEqual([{ ref: `sender:${walker.id}` }])
})

test('repeating a picture does not count as probing, and queries expire after a day', () => {
  const watch = new ProbeWatch()
  const hash = randomPdq()
  const ask = (bits: number, at: number) => watch.asks('c', Buffer.from(flipped(hash, bits), 'hex'), at)
  for (let time = 1; time < 100; time += 1) expect(ask(0, time)).toBe(false)
  for (let bits = 1; bits < 20; bits += 1) expect(ask(bits, 100)).toBe(false)
  expect(ask(20, 100)).toBe(true)
  expect(ask(0, 100)).toBe(true)
  expect(ask(22, 100 + 86_400_001)).toBe(false)
})
