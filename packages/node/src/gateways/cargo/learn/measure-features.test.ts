import { createSender, createSenderKey } from '@entente/node'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveTeams } from '../../../pipeline/case-people.fixture.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { awbOf, xfwb } from '../cargo-messages.fixture.ts'
import { addSightings, refreshPeers } from '../features/refresh-peers.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import { loadSubjects } from '../subjects/load-subjects.ts'
import { measureFeatures, replayFeatures } from './measure-features.ts'

let now = new Date('2026-11-02T12:00:00.000Z')
let node: TestNode
const keys: Record<'carrier' | 'flooder', string> = { carrier: '', flooder: '' }
const deps = () => ({ store: node.store, member: { id: 'norland.example', name: 'Norland' } })
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  for (const name of ['carrier', 'flooder'] as const) {
    const id = await createSender(node.db, { name: `Lune ${name}`, gateway: 'cargo', settings: { filer: 'carrier' } })
    keys[name] = (await createSenderKey(node.db, id)).key
  }
  await giveTeams(node, ['cargo'])
})
afterAll(() => node.stop())

/** Hands a waybill in, and returns the id of its consignment. */
async function file(given: Parameters<typeof xfwb>[0], key = keys.carrier): Promise<string> {
  now = new Date(now.getTime() + 60_000)
  const response = await fetch(`${node.url}/v1/cargo/messages`, {
    ...{ method: 'POST', body: new Uint8Array(xfwb(given)) },
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/xml' },
  })
  expect(response.status).toBe(202)
  await node.whenIdle()
  const row = await node.db
    .selectFrom('cargo_consignment')
    .select('id')
    .where('key', '=', `air/${given.awb}`)
    .executeTakeFirstOrThrow()
  return row.id
}

/** Measures consignments again, as a comparison does. */
async function measure(ids: readonly string[]): Promise<CargoSubject[]> {
  const intent = { action: 'signal.match', type: 'signal.match' } as const
  return systemAccess(deps(), 'customs-security').transaction(intent, async (tx) => {
    const subjects = await loadSubjects(tx, ids)
    await measureFeatures(tx, subjects)
    return subjects
  })
}
const one = async (id: string): Promise<CargoSubject> => (await measure([id]))[0] as CargoSubject
const counted = async (): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`select (coalesce((select sum(count) from cargo_counter), 0) + (select count(*) from cargo_sighting))::int as n`.execute(
    node.db,
  )
  return rows[0]?.n ?? -1
}

test('while a node has no history of a week, it calls no value new', async () => {
  const first = await one(await file({ awb: awbOf(3000000), consignor: 'Sound Paper AB', consignee: 'Holm Books AS' }))
  expect([first.assessed.firstSeen, first.assessed.counters?.settled]).toEqual([{}, 0])
  // The model reads the counts as they are.
  expect(first.assessed.features).toMatchObject({ 'consignee.first': 1, 'consignee.seen': 0 })
  const second = await one(await file({ awb: awbOf(3000010), consignor: 'Ness Paper AB', consignee: 'Holm Books AS' }))
  expect(second.assessed.firstSeen).toEqual({ consignee: false, route: false, hsForConsignee: false })
  const { row, value } = second as CargoSubject & { value: NonNullable<CargoSubject['value']> }
  expect(replayFeatures({ row, value }, second.assessed.counters ?? {}, null).firstSeen).toEqual(
    second.assessed.firstSeen,
  )
  now = new Date(now.getTime() + 7 * 86_400_000)
  // A later comparison of the same goods gives the same answer.
  expect((await one(first.row.id)).assessed.firstSeen).toEqual({})
})

test('a party is first seen unless an earlier consignment had it, also when assessed again', async () => {
  const first = await file({ awb: awbOf(3000001) })
  expect((await one(first)).assessed.firstSeen).toEqual({
    consignor: true,
    consignee: true,
    pair: true,
    route: false,
    hsForConsignee: true,
  })
  const before = await counted()
  const second = await file({ awb: awbOf(3000002), consignor: 'Elm Furniture Ltd' })
  const { assessed } = await one(second)
  expect(assessed.firstSeen).toEqual({
    consignor: true,
    consignee: false,
    pair: true,
    route: false,
    hsForConsignee: false,
  })
  expect(assessed.counters).toMatchObject({ 'consignee.n': 1, 'consignee.filers': 1, 'pair.n': 0 })
  expect(await counted()).toBe(before + 5)
  await addSightings(deps())
  expect(await node.db.selectFrom('cargo_sighting').selectAll().execute()).toEqual([])
  const again = await one(second)
  expect([again.assessed.firstSeen, again.assessed.features]).toEqual([assessed.firstSeen, assessed.features])
  expect((await one(first)).assessed.firstSeen).toMatchObject({ consignee: true })
  expect(await counted()).toBe(before + 5)
})

test('an amended consignment is counted once for each of its values', async () => {
  const awb = awbOf(3000003)
  const id = await file({ awb, consignee: 'Fjord Tools AS' })
  await one(id)
  const before = await counted()
  await file({ awb, consignee: 'Fjord Tools AS', pieces: 7, minute: 6, purpose: 'Update' })
  await one(id)
  expect(await counted()).toBe(before)
  await file({ awb, consignee: 'Fell Tools AS', pieces: 7, minute: 7, purpose: 'Update' })
  const { assessed } = await one(id)
  // The new consignee, its pair and its goods.
  expect(await counted()).toBe(before + 3)
  expect(assessed.features).toMatchObject({ amendments: 2, lateAmendments: 0 })
})

test('a filer that sends a flood moves a counter by a bounded amount', async () => {
  const id = await file({ awb: awbOf(3000004), consignee: 'Quay Traders AS' })
  await one(id)
  const { key } = await node.db
    .selectFrom('cargo_sighting')
    .select('key')
    .where('kind', '=', 'consignee')
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow()
  const flooder = await node.db
    .selectFrom('sender')
    .select('id')
    .where('name', '=', 'Lune flooder')
    .executeTakeFirstOrThrow()
  const row = { kind: 'consignee', key, month: '2026-10', filer: flooder.id, label: '', count: 100_000 }
  await node.db
    .insertInto('cargo_counter')
    .values({ ...row, first_at: new Date('2026-10-01'), drop_at: new Date('2027-10-01') })
    .execute()
  const { assessed } = await one(id)
  expect(assessed.counters).toMatchObject({ 'consignee.n': 300, 'consignee.filers': 1 })
})

test('counters of a month end when its first record is masked, even before the job', async () => {
  const id = await file({ awb: awbOf(3000005), consignee: 'Skerry Traders AS' })
  await one(id)
  const later = now
  now = new Date('2027-11-01T00:00:00.000Z')
  const second = await file({ awb: awbOf(3000006), consignee: 'Skerry Traders AS' })
  expect((await one(second)).assessed.firstSeen).toMatchObject({ consignee: true })
  await addSightings(deps())
  await refreshPeers(deps())
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from cargo_counter where month < '2027'`.execute(
    node.db,
  )
  expect(rows[0]?.n).toBe(0)
  // A masked consignment has no features and is not counted.
  now = new Date('2027-11-10T00:00:00.000Z')
  const before = await counted()
  expect((await one(id)).assessed).toMatchObject({ features: null, counters: null })
  expect(await counted()).toBe(before)
  now = later
})

test('a batch adds each counter up once, and reads what each consignment would read alone', async () => {
  const serials = Array.from({ length: 6 }, (_, n) => 3300001 + n)
  const ids: string[] = []
  for (const serial of serials)
    ids.push(
      await file({ awb: awbOf(serial), consignor: serial % 2 === 0 ? 'Elm Furniture Ltd' : 'Ash Furniture Ltd' }),
    )
  const scans = async (batch: readonly string[]) => {
    const intent = { action: 'signal.match', type: 'signal.match' } as const
    return systemAccess(deps(), 'customs-security').transaction(intent, async (tx) => {
      const subjects = await loadSubjects(tx, batch)
      const read = () =>
        sql<{ n: number }>`select (seq_scan + coalesce(idx_scan, 0))::int as n from pg_stat_xact_user_tables
          where relname = 'cargo_sighting'`.execute(tx.db)
      const before = (await read()).rows[0]?.n ?? 0
      await measureFeatures(tx, subjects)
      return { scans: ((await read()).rows[0]?.n ?? 0) - before, subjects }
    })
  }
  const together = await scans(ids)
  // Two consignors with their pairs, one consignee, one route, one code.
  expect(together.scans).toBeLessThanOrEqual(7)
  for (const [place, id] of ids.entries()) {
    const alone = (await scans([id])).subjects[0]?.assessed.counters
    expect(together.subjects.find(({ row }) => row.id === ids[place])?.assessed.counters).toEqual(alone)
  }
})

test('a value is compared with peers of its HS code by the day’s rate', async () => {
  const ids: string[] = []
  for (let n = 0; n < 32; n += 1) ids.push(await file({ awb: awbOf(3100001 + n), pieces: 4 + (n % 3) }))
  await measure(ids)
  await refreshPeers(deps())
  const odd = await file({ awb: awbOf(3200001), pieces: 90 })
  const [subject] = await measure([odd])
  expect(subject?.assessed.features?.['z.kgPerPiece']).toBeLessThan(-5)
  expect(subject?.assessed.features).toMatchObject({ 'z.value': null, 'log.value': null })
  expect(subject?.assessed.counters).toMatchObject({ 'hs.kgPerPiece.level': 6 })
  const { row, value, assessed } = subject as CargoSubject & { value: NonNullable<CargoSubject['value']> }
  const replayed = replayFeatures({ row, value }, assessed.counters ?? {}, null)
  expect(JSON.stringify([replayed.features, replayed.firstSeen])).toBe(
    JSON.stringify([assessed.features, assessed.firstSeen]),
  )
  const analyst = await node.signIn('analyst')
  const headers = { 'entente-purpose': 'customs-security' }
  const peers = await analyst.call('GET', `/v1/cargo/consignments/${odd}/peers?of=kgPerPiece`, undefined, headers)
  expect(peers.body).toMatchObject({ level: 'hs6', code: '940171', own: [90, 1] })
  expect((peers.body as { points: unknown[] }).points.length).toBeGreaterThanOrEqual(32)
  const route = await analyst.call('GET', `/v1/cargo/consignments/${odd}/route`, undefined, headers)
  const seen = await analyst.call('GET', `/v1/cargo/consignments/${odd}/sightings`, undefined, headers)
  const { items } = seen.body as { items: { kind: string; consignments: number }[] }
  const others = items.find(({ kind }) => kind === 'route')?.consignments
  expect(others).toBeGreaterThan(30)
  expect(route.body).toMatchObject({
    places: [
      { code: 'IST', name: 'Istanbul', country: 'TR', precision: 'place' },
      { code: 'OSL', name: 'Oslo', country: 'NO', precision: 'place' },
    ],
    legs: [{ from: 'IST', to: 'OSL' }],
    // The consignment itself does not count.
    usual: [{ via: [], share: 1, n: others }],
  })
})
