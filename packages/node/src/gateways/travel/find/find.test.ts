import { setTimeout as wait } from 'node:timers/promises'
import type { FindAnswer, Recents } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../edifact.fixture.ts'

let node: TestNode
let analyst: SignedIn
let now = new Date('2026-11-22T08:00:00.000Z')
const names = ['BENHAMDAN', 'ALBENHASH', 'BENHART', 'TREDGOLD', 'OKWUOSA']

beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  analyst = await node.signIn('analyst')
  await send(names.map((surname, place) => ({ surname, given: 'YOUSSEF', document: `QX555014${place}` })))
})
afterAll(() => node?.stop())

async function send(people: Parameters<typeof paxlst>[0], options: Parameters<typeof paxlst>[1] = {}) {
  const headers = { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' }
  const sent = await fetch(`${node.url}/v1/travel/messages`, { method: 'POST', headers, body: paxlst(people, options) })
  expect(sent.status).toBeLessThan(300)
  await node.whenIdle()
}

/** Searches until the node has read all names. */
async function find(body: object, by = analyst, headers = {}): Promise<FindAnswer> {
  for (;;) {
    const { status, body: answer } = await by.call('POST', '/v1/find', body, headers)
    expect(status).toBe(200)
    if ((answer as FindAnswer).complete) return answer as FindAnswer
    await wait(20)
  }
}
const labels = (answer: FindAnswer) => answer.items.map(({ label }) => label.split(' ')[0]?.replace(',', ''))
async function entries(type: string): Promise<{ count: number }[]> {
  return node.db.selectFrom('audit.entry').selectAll().where('type', '=', type).execute() as never
}

test('people are found by parts of their names, with what fitted', async () => {
  const answer = await find({ text: 'benh', part: true })
  expect(answer.groups).toEqual([{ type: 'person', shown: 3, more: false }])
  expect(labels(answer)).toEqual(
    ['BENHAMDAN', 'BENHART', 'ALBENHASH'].sort((a, b) => labels(answer).indexOf(a) - labels(answer).indexOf(b)),
  )
  expect(labels(answer).at(-1)).toBe('ALBENHASH')
  const [first] = answer.items
  expect(first).toMatchObject({ type: 'person', kind: 'traveller', href: `/records/${first?.id}` })
  expect(first?.context?.label).toBe('7N 482 TUN-OSL')
  expect(first?.marks.map(({ from, to }) => first.label.slice(from, to))).toEqual(['BENH'])
})

test('a search without part finds whole words only, as before', async () => {
  expect(labels(await find({ text: 'benh' }))).toEqual([])
  expect((await find({ text: 'benhamdan' })).items).toMatchObject([{ type: 'person', kind: 'traveller', marks: [] }])
  expect((await find({ text: 'QX5550144' })).items).toMatchObject([{ type: 'document', kind: 'traveller' }])
})

test('a type narrows a search, and an unknown type is refused', async () => {
  expect((await find({ text: '7N 482', part: true, type: 'flight' })).groups).toEqual([
    { type: 'flight', shown: 1, more: false },
  ])
  expect((await find({ text: 'benh', part: true, type: 'document' })).items).toEqual([])
  const refused = await analyst.call('POST', '/v1/find', { text: 'benh', type: 'consignment' })
  expect(refused).toMatchObject({ status: 422, body: { code: 'body-invalid', at: '/type' } })
})

test.each(['be', 'J Li', '李', '', '. ,'])('a search by part for %j is too short', async (text) => {
  const { status, body } = await analyst.call('POST', '/v1/find', { text, part: true })
  expect([status, (body as { code: string }).code]).toEqual([422, text === '' ? 'body-invalid' : 'query-too-short'])
})

test('nothing is logged before a search, and one entry with the purpose after it', async () => {
  const all = () => node.db.selectFrom('audit.entry').select('type').execute()
  const before = await all()
  await analyst.call('PUT', '/v1/me/recents', { type: 'flight', id: '7N-482-2026-11-24-TUN-OSL' })
  await analyst.call('GET', '/v1/me/recents')
  expect(await all()).toEqual(before)
  await find({ text: 'okwu', part: true })
  expect((await all()).slice(before.length)).toEqual([{ type: 'find.search' }])
})

test('a search is opened again by its author alone, with its type and parts', async () => {
  const first = await find({ text: 'benh', part: true, type: 'person' })
  const again = (await analyst.call('GET', `/v1/find/${first.find}`)).body
  expect(again).toEqual(first)
  const supervisor = await node.signIn('supervisor')
  expect((await supervisor.call('GET', `/v1/find/${first.find}`)).status).toBe(404)
})

test('a foreign purpose finds nobody', async () => {
  await node.db
    .updateTable('traveller')
    .set({ purposes: ['border-control'] })
    .execute()
  expect(labels(await find({ text: 'benh', part: true }))).toHaveLength(3)
  const foreign = { 'entente-purpose': 'content-safety' }
  expect(await find({ text: 'benh', part: true }, analyst, foreign)).toMatchObject({ items: [], groups: [] })
})

test('a masked person is neither found nor listed among opened pages', async () => {
  const { items } = await find({ text: 'tredg', part: true })
  const id = items[0]?.id as string
  await analyst.call('PUT', '/v1/me/recents', { type: 'person', id })
  const recents = async () => ((await analyst.call('GET', '/v1/me/recents')).body as Recents).items
  expect((await recents()).map((item) => item.id)).toContain(id)
  expect(JSON.stringify(await recents())).not.toMatch(/tredgold/i)
  await node.db.updateTable('traveller').set({ mask_at: now, a: null }).where('id', '=', id).execute()
  expect((await find({ text: 'tredg', part: true })).items).toEqual([])
  expect((await recents()).map((item) => item.id)).not.toContain(id)
})

test('twenty opened pages are kept for a person, and only for that person', async () => {
  for (let place = 0; place < 25; place += 1) {
    now = new Date(now.getTime() + 1)
    await analyst.call('PUT', '/v1/me/recents', { type: 'flight', id: `7N-${place}` })
  }
  const rows = await node.db.selectFrom('recent_page').select('ref').execute()
  expect(rows.map(({ ref }) => ref).sort()).toEqual(Array.from({ length: 20 }, (_, place) => `7N-${place + 5}`).sort())
  const supervisor = await node.signIn('supervisor')
  expect((await supervisor.call('GET', '/v1/me/recents')).body).toEqual({ items: [] })
  const refused = await analyst.call('PUT', '/v1/me/recents', { type: 'nothing', id: 'x' })
  expect(refused).toMatchObject({ status: 422, body: { code: 'body-invalid' } })
})

test('a signal officer finds signals and no people', async () => {
  const officer = await node.signIn('officer')
  const answer = await find({ text: 'benh', part: true }, officer)
  expect(answer.items).toEqual([])
  expect((await officer.call('POST', '/v1/find', { text: 'benh', type: 'person', part: true })).status).toBe(422)
})

test('a node that starts again finds the same people', async () => {
  await node.halt()
  await node.resume()
  expect(labels(await find({ text: 'benh', part: true }))).toHaveLength(3)
})

test('any text of 200 characters gets an answer', async () => {
  for (const piece of ['%', "'", '\u0000', '\\', '.*', 'م', '陈', '(a+)+', '\ud83d\ude00', 'a ']) {
    now = new Date(now.getTime() + 60_000)
    const { status } = await analyst.call('POST', '/v1/find', { text: piece.repeat(200).slice(0, 200), part: true })
    expect([200, 422]).toContain(status)
  }
})

test('an insider who searches without end is slowed down, and each search is logged', async () => {
  now = new Date(now.getTime() + 24 * 3_600_000)
  analyst = await node.signIn('analyst')
  const before = (await entries('find.search')).length
  const statuses: number[] = []
  for (let turn = 0; turn < 70; turn += 1) {
    const { status } = await analyst.call('POST', '/v1/find', { text: `okwu${turn}`, part: true })
    statuses.push(status)
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(60)
  expect(statuses.slice(60)).toEqual(Array(10).fill(429))
  expect((await entries('find.search')).length).toBe(before + 60)
})
