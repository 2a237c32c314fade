import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ContentNode, type Person, randomPdq, startContentNode } from '../content.fixture.ts'

let node: ContentNode
let officer: Person
beforeAll(async () => {
  node = await startContentNode()
  officer = await node.person('officer')
})
afterAll(() => node.stop())

const good = { purposes: ['content-safety'], lawfulBasis: 'Terms of service, section 4' }
const create = (bank: object) => officer.call('POST', '/v1/content/banks', { ...good, ...bank })

test('a bank can be created, changed, renamed, listed and deleted, and its name used again', async () => {
  expect(await create({ name: 'TCAP_2026', validDays: 30 })).toMatchObject({
    status: 201,
    body: {
      name: 'TCAP_2026',
      lawfulBasis: { reference: 'Terms of service, section 4', validUntil: null },
      tlp: 'amber',
      radius: { pdq: 31 },
      matchingEnabledRatio: 1,
      validDays: 30,
      retainDays: 30,
      items: 0,
    },
  })
  const hash = randomPdq()
  await node.add('TCAP_2026', [{ type: 'pdq', value: hash }])
  expect(
    await officer.call('PATCH', '/v1/content/banks/TCAP_2026', { name: 'TCAP', radius: { pdq: 20 } }),
  ).toMatchObject({ status: 200, body: { name: 'TCAP', radius: { pdq: 20 }, version: 2, items: 1 } })
  expect((await officer.call('GET', '/v1/content/banks/TCAP_2026')).status).toBe(404)
  const { body } = await officer.call('GET', '/v1/content/banks')
  expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['TCAP'])
  expect((await officer.call('DELETE', '/v1/content/banks/TCAP')).status).toBe(204)
  expect(
    (await node.ask('POST', '/v1/content/match', { signals: [{ type: 'pdq', value: hash }] })).body.matches,
  ).toEqual([])
  await node.whenIdle()
  const signals = await node.db.selectFrom('signal').select('status').where('kind', '=', 'media-hash').execute()
  expect(signals).toEqual([{ status: 'withdrawn' }])
  expect(await node.db.selectFrom('item_signal').select('number').execute()).toEqual([])
  expect((await create({ name: 'TCAP' })).status).toBe(201)
})

test.each([
  [{ name: 'my bank' }, 400, 'bank-name-invalid'],
  [{ name: 'TCAP' }, 409, 'bank-exists'],
  [{ name: 'B', radius: { pdq: 32 } }, 400, 'radius-out-of-range'],
  [{ name: 'B', lawfulBasis: ' ' }, 422, 'lawful-basis-missing'],
  [{ name: 'B', validDays: 30, retainDays: 20 }, 422, 'retain-before-valid'],
  [{ name: 'B', purposes: ['redress'] }, 422, 'body-invalid'],
  [{ name: 'B', agreements: ['agr:none'] }, 422, 'purpose-not-agreed'],
  [{ name: 'B', colour: 'red' }, 422, 'unknown-field'],
])('%j is refused', async (bank, status, code) => {
  expect(await create(bank)).toMatchObject({ status, body: { code } })
})

test('three wrong items of a thousand are rejected, each with its reason', async () => {
  await create({ name: 'MANY' })
  const items: object[] = Array.from({ length: 1000 }, (_, n) => ({
    signals: [{ type: 'sha256', value: n.toString(16).padStart(64, '0') }],
  }))
  items[3] = { signals: [{ type: 'pdq', value: 'a'.repeat(63) }] }
  items[500] = { signals: [{ type: 'phash', value: 'aa' }] }
  items[999] = { signals: [{ type: 'md5', value: 'a'.repeat(32) }], note: 'x'.repeat(256) }
  const { status, body } = await officer.call('POST', '/v1/content/banks/MANY/items', { items })
  expect(status).toBe(201)
  expect(body.rejected).toMatchObject([
    { index: 3, code: 'signal-invalid', message: '/signals/0: A PDQ hash is 64 hexadecimal digits.' },
    { index: 500, code: 'signal-type-unknown' },
    { index: 999, code: 'body-invalid' },
  ])
  expect(body.added).toHaveLength(997)
  const { body: index } = await officer.call('GET', '/v1/content/index')
  expect(index.types.sha256.rows).toBe(997)
  expect(index.types.sha256.appliedSeq).toBeGreaterThanOrEqual(body.indexSeq)

  const first = (await officer.call('GET', '/v1/content/banks/MANY/items?limit=600')).body
  const rest = (await officer.call('GET', `/v1/content/banks/MANY/items?limit=600&next=${first.next}`)).body
  expect([first.items.length, rest.items.length, rest.next]).toEqual([600, 397, null])
  expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(997)
})

test('an item keeps its data; its labels change as a new signal version', async () => {
  await create({ name: 'ONE' })
  const label = { scheme: 'behaviour', version: '2021-11', code: 'recruitmentAndInstruction' }
  const [id] = await node.add('ONE', [{ type: 'pdq', value: randomPdq() }], {
    note: 'From a channel.',
    metadata: { content_id: 17, any: ['shape'] },
    validUntil: '2099-01-01T00:00:00.000Z',
  })
  const changed = await officer.call('PATCH', `/v1/content/items/${id}`, { labels: [label], note: null })
  expect(changed).toMatchObject({
    status: 200,
    body: { labels: [label], note: null, metadata: { content_id: 17 }, validUntil: '2099-01-01T00:00:00.000Z' },
  })
  const signalId = changed.body.signals[0].signalId
  const { body: signal } = await officer.call('GET', `/v1/signals/${signalId}`)
  expect(signal).toMatchObject({
    version: 2,
    kind: 'media-hash',
    labels: [label],
    lawfulBasis: { reference: 'Terms of service, section 4' },
    value: { algorithm: 'pdq' },
    versions: [expect.anything(), expect.anything()],
  })
})

test('label schemes are shipped as versions that cannot be edited', async () => {
  const { body } = await node.ask('GET', '/v1/content/labels?scheme=behaviour')
  expect(body.schemes).toMatchObject([{ scheme: 'behaviour', version: '2021-11' }])
  expect(body.schemes[0].labels.map(({ code }: { code: string }) => code)).toContain('incidentPerpetratorContent')
  const edit = node.db.updateTable('label_scheme').set({ labels: '[]' }).execute()
  await expect(edit).rejects.toThrow(/permission denied|never changed/)
})

test('an analyst reads banks but cannot create one', async () => {
  const analyst = await node.person('analyst')
  expect((await analyst.call('GET', '/v1/content/banks/ONE/items')).status).toBe(200)
  expect(await analyst.call('POST', '/v1/content/banks', { ...good, name: 'MINE' })).toMatchObject({
    status: 403,
    body: { code: 'role' },
  })
})

test('a note has up to 255 characters, counted as code points', async () => {
  await create({ name: 'NOTES' })
  const item = (length: number) => ({
    signals: [{ type: 'pdq', value: randomPdq() }],
    note: '\u{1f388}'.repeat(length),
  })
  const { body } = await officer.call('POST', '/v1/content/banks/NOTES/items', { items: [item(255), item(256)] })
  expect(body).toMatchObject({ added: [{ index: 0 }], rejected: [{ index: 1 }] })
  const id = body.added[0].itemId
  expect((await officer.call('GET', `/v1/content/items/${id}`)).body.note).toBe('\u{1f388}'.repeat(255))
  const longer = { note: `${'\u{1f388}'.repeat(255)}.` }
  expect((await officer.call('PATCH', `/v1/content/items/${id}`, longer)).status).toBe(422)
})
