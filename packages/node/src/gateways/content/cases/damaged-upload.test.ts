import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { type ContentNode, type Person, randomPdq, startContentNode } from '../content.fixture.ts'
import { loadUploads } from '../uploads/load-uploads.ts'

let node: ContentNode
let analyst: Person
let officer: Person
const hashes = [randomPdq(), randomPdq()]
const damage = (table: 'upload' | 'signal' | 'bank_item', id: string) =>
  node.db
    .updateTable(table)
    .set({ a: null, b: Buffer.from('{"text":') })
    .where('id', '=', id)
    .execute()
beforeAll(async () => {
  node = await startContentNode()
  analyst = await node.person('analyst')
  officer = await node.person('officer')
  await node.bank('FINDS')
  for (const [n, value] of hashes.entries()) {
    await node.add('FINDS', [{ type: 'pdq', value }])
    await node.ask('POST', '/v1/content/uploads', { uploadId: `up-${n}`, signals: [{ type: 'pdq', value }] })
  }
  await node.whenIdle()
})
afterAll(() => node?.stop())

test('a case with a damaged upload is listed as unreadable beside the others', async () => {
  const cases = (await analyst.call('GET', '/v1/content/queue')).body.items
  expect(cases).toHaveLength(2)
  await damage('upload', cases[0].subject.id)
  const { status, body } = await analyst.call('GET', '/v1/content/queue')
  expect(status).toBe(200)
  const labelOf = (id: string) => body.items.find((item: { id: string }) => item.id === id)?.subject.label
  expect(labelOf(cases[0].id)).toBe('unreadable')
  expect(labelOf(cases[1].id)).toBe(cases[1].subject.label)
  const alarms = await node.db.selectFrom('alarm').select('detail').where('ref', '=', `case:${cases[0].id}`).execute()
  expect(alarms).toEqual([{ detail: { records: [cases[0].subject.id] } }])
  // The others are still matched.
  const member = { id: 'norland.example', name: 'Norland' }
  const ids = cases.map(({ subject }: { subject: { id: string } }) => subject.id)
  const intent = { action: 'signal.match', type: 'signal.match' } as const
  const loaded = await systemAccess({ store: node.store, member }, 'content-safety').transaction(intent, (tx) =>
    loadUploads(tx, ids),
  )
  expect(loaded.map(({ subject }) => subject.id)).toEqual([cases[1].subject.id])
})

test.each(['bank_item', 'signal'] as const)('an item with a damaged %s is listed as unreadable', async (table) => {
  const list = async () => (await officer.call('GET', '/v1/content/banks/FINDS/items')).body.items
  const [last, first] = await list()
  const id = table === 'signal' ? first.signals[0].signalId : first.id
  const { a, b } = await node.db.selectFrom(table).select(['a', 'b']).where('id', '=', id).executeTakeFirstOrThrow()
  await damage(table, id)
  expect(await list()).toEqual([
    last,
    expect.objectContaining({ id: first.id, signals: [], note: expect.stringContaining('damaged') }),
  ])
  expect((await officer.call('GET', `/v1/content/items/${first.id}`)).body).toMatchObject({ code: 'record-unreadable' })
  await node.db.updateTable(table).set({ a, b }).where('id', '=', id).execute()
  expect(await list()).toEqual([last, first])
})
