import { randomUUID } from 'node:crypto'
import { type CaseFilter, mostFilters, type OwnFilter } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personValue } from '../case-people.fixture.ts'
import { listCases } from './list-cases.ts'
import { keepOwnFilters, listOwnFilters } from './own-filters.ts'
import { codeOf, openReviewStage, type ReviewStage } from './review-stage.fixture.ts'
import { assignCase } from './work-on-cases.ts'

let database: TestDatabase
let stage: ReviewStage
let ids: Record<'plain' | 'other' | 'third', string> & { shared?: string }
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openReviewStage(database.connection('entente_app'))
  ids = {
    plain: (await stage.newCase()).id,
    other: (await stage.newCase('Bertrand')).id,
    third: (await stage.newCase('Celestine')).id,
  }
  const { db } = stage.world
  const differs = JSON.stringify([
    { id: 'name', relation: 'same', how: null },
    { id: 'birth-date', relation: 'differs', how: null },
    { id: 'nationality', relation: 'same', how: null },
  ])
  await db.updateTable('case_file').set({ cells: differs }).where('id', '=', ids.other).execute()
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

const fit = async (filter: CaseFilter, zone?: string) => {
  const { items, counts } = await stage.list(stage.analyst, { ...filter, ...(zone && { zone }) })
  expect(counts.fit).toBe(items.length)
  return items.map(({ id }) => id).sort()
}
const all = () => Object.values(ids).sort()

test('the queue is filtered by evidence, age, source and agreement', async () => {
  expect(await fit({})).toEqual(all())
  expect(await fit({ evidence: 'birth-date:differs' })).toEqual([ids.other])
  expect(await fit({ evidence: 'birth-date:same' })).toEqual([ids.plain, ids.third].sort())
  expect(await fit({ from: 'nobody.example' })).toEqual([])
  expect(await fit({ from: stage.world.member.id })).toEqual(all())
  expect(await fit({ agreement: randomUUID() })).toEqual([])
  expect(await fit({ age: 60 })).toEqual([])
  stage.world.pass(3600)
  expect(await fit({ age: 60 })).toEqual(all())
})

test('a filter by agreement finds the cases of signals shared under it', async () => {
  const { world, newCase } = stage
  const value = personValue('Sperrfechter', 'Dagmar', { birthDates: ['1980-02-03'] })
  const { agreements } = await world.signal({ owner: 'sudmark.example', value })
  await world.index.load()
  const { id } = await newCase('Dagmar')
  expect(await fit({ agreement: agreements[0] ?? '' })).toEqual([id])
  ids = { ...ids, shared: id }
})

test('no list can be filtered by nationality, an unknown cell, or a zone that does not exist', async () => {
  const { analyst, list } = stage
  expect(await codeOf(list(analyst, { evidence: 'nationality:same' }))).toBe('body-invalid')
  expect(await codeOf(list(analyst, { evidence: 'religion:same' }))).toBe('body-invalid')
  expect(await codeOf(list(analyst, { due: 'today', zone: 'Europe/Atlantis' }))).toBe('body-invalid')
})

test('the cells of a masked record are neither shown nor found by a filter', async () => {
  const { db, clock } = stage.world
  await db.updateTable('case_file').set({ mask_at: clock() }).where('id', '=', ids.other).execute()
  expect(await fit({ evidence: 'birth-date:differs' })).toEqual([])
  const { items } = await stage.list(stage.analyst)
  expect(items.find(({ id }) => id === ids.other)?.cells).toEqual([])
  expect(items.find(({ id }) => id === ids.plain)?.cells).toHaveLength(4)
  await db.updateTable('case_file').set({ mask_at: null }).where('id', '=', ids.other).execute()
})

const own = (name: string, filter: CaseFilter, gateway: string | null = null): OwnFilter => ({
  ...{ id: randomUUID(), name, gateway, filter },
})

test('own filters are kept with live counts, are applied by id, and belong to one person', async () => {
  const { world, analyst, colleague } = stage
  const kept = [own('Other birth date', { evidence: 'birth-date:differs' }), own('Free', { with: 'none' }, 'travel')]
  expect((await keepOwnFilters(world.access(analyst), world.gateways, kept)).items.map(({ count }) => count)).toEqual([
    1, 4,
  ])
  await assignCase(world.access(analyst), ids.third, analyst.person)
  const { items } = await listOwnFilters(world.access(analyst), world.gateways)
  expect(items).toEqual([
    { ...kept[0], count: 1 },
    { ...kept[1], count: 3 },
  ])
  const id = kept[0]?.id ?? ''
  expect((await stage.list(analyst, { filter: id })).items.map((item) => item.id)).toEqual([ids.other])
  expect(await codeOf(stage.list(colleague, { filter: id }))).toBe('body-invalid')
  expect((await listOwnFilters(world.access(colleague), world.gateways)).items).toEqual([])
})

test('a person keeps at most 20 filters, and none that cannot be applied', async () => {
  const { world, analyst } = stage
  const many = (count: number) => Array.from({ length: count }, (_, place) => own(`F${place}`, { age: place + 1 }))
  const keep = (items: OwnFilter[]) => codeOf(keepOwnFilters(world.access(analyst), world.gateways, items))
  expect(await keep(many(mostFilters))).toBe('done')
  expect(await keep(many(mostFilters + 1))).toBe('filter-limit')
  expect(await keep([own('x', { evidence: 'nationality:same' })])).toBe('body-invalid')
  expect((await listOwnFilters(world.access(analyst), world.gateways)).items).toHaveLength(mostFilters)
})

test('a list and the own filters take as many queries for many rows as for few', async () => {
  const { world, analyst } = stage
  const selects = async (work: () => Promise<unknown>): Promise<number> => {
    const before = world.selects()
    await work()
    return world.selects() - before
  }
  const listed = () => listCases(world.access(analyst), world.gateways, { evidence: 'name:same' })
  const counted = () => listOwnFilters(world.access(analyst), world.gateways)
  const few = [await selects(listed), await selects(counted)]
  for (let more = 0; more < 6; more += 1) await stage.newCase()
  expect((await listed()).items.length).toBeGreaterThan(6)
  expect([await selects(listed), await selects(counted)]).toEqual(few)
  expect(few[0]).toBeLessThanOrEqual(12)
})
