import { randomUUID } from 'node:crypto'
import type { FlightList, FlightQuery, FlightState } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { writeCursor } from '../../../pipeline/messages/cursor.ts'
import { flightBadges } from '../flights/flight-badges.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { flightColumns, flightsAfter, readPlace } from './flight-order.ts'
import { listFlights } from './list-flights.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())
beforeEach(() => {
  day = `2027-${String(Math.floor(days / 28) + 1).padStart(2, '0')}-${String((days % 28) + 1).padStart(2, '0')}`
  days++
})
let days = 0
/** Each test has its own day. */
let day = ''

type StoredState = Exclude<FlightState, 'check'>
const states: readonly StoredState[] = ['expected', 'incomplete', 'complete', 'late', 'closed', 'cancelled']
type Query = z.infer<typeof FlightQuery>
const list = (query: Query) => stage.act((tx) => listFlights(tx, query))
const numbersOf = ({ items }: Pick<FlightList, 'items'>) => items.map(({ number }) => number)

interface Flight {
  carrier?: string
  number: string
  from?: string
  to?: string
  time?: string | null
  state?: StoredState
}
/** Inserts flights of the day; a flight without a time has only an arrival. */
async function addFlights(flights: readonly Flight[]): Promise<void> {
  await stage.db
    .insertInto('flight')
    .values(
      flights.map(({ carrier = '7N', number, from = 'TUN', to = 'OSL', time = '12:00', state = 'expected' }) => ({
        ...{ id: randomUUID(), key: `${carrier}-${number}-${day}-${from}-${to}`, carrier, number },
        ...{ origin: from, destination: to, from_zone: 'UTC', declared: null, missing: null, state },
        departure: time === null ? null : `${day}T${time}`,
        arrival: `${day}T23:00`,
        departs_at: time === null ? null : `${day}T${time}:00.000Z`,
      })),
    )
    .execute()
}
const time = (n: number) => `${String(Math.floor(n / 60) % 24).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
/** 450 flights in every state; four leave at each time, and every ninth has no departure. */
const manyFlights = () =>
  addFlights(
    Array.from({ length: 450 }, (_, n) => ({
      number: String(n + 1),
      state: states[n % 6] as StoredState,
      time: n % 9 === 0 ? null : time((n % 113) * 5),
    })),
  )
const move = (number: string, state: StoredState, departs?: string) =>
  sql`update flight set state = ${state}, departs_at = ${departs === undefined ? sql`departs_at` : `${day}T${departs}:00Z`}
    where number = ${number} and left(key, 30) like ${`%${day}%`}`.execute(stage.db)

/** Reads all pages. `between` runs after each page with the numbers listed so far. */
async function readPages(query: Query, between: (page: number) => Promise<unknown> = async () => {}) {
  const numbers: string[] = []
  let next: string | null = null
  let page = 0
  do {
    const answer: FlightList = await list({ ...query, ...(next !== null && { next }) })
    numbers.push(...numbersOf(answer))
    next = answer.next
    await between(++page)
  } while (next !== null)
  return numbers
}

const orders: Query[] = [{ order: 'board' }, { order: 'departure' }, {}]
test.each(orders)('pages list each of 450 flights once, in the order of one long page (%o)', async (order) => {
  await manyFlights()
  const whole = numbersOf(await list({ date: day, limit: 450, ...order }))
  expect(new Set(whole).size).toBe(450)
  expect(await readPages({ date: day, limit: 40, ...order })).toEqual(whole)
})

test.each(orders)('pages list each unchanged flight once while others change (%o)', async (order) => {
  await manyFlights()
  const changed = new Set<string>()
  const numbers = await readPages({ date: day, limit: 40, ...order }, async (page) => {
    for (let n = 0; n < 30; n++) {
      const number = String(((page * 131 + n * 37) % 450) + 1)
      changed.add(number)
      await move(number, states[(page + n) % 6] as StoredState, n % 3 === 0 ? time(page * 50 + n) : undefined)
    }
  })
  const unchanged = Array.from({ length: 450 }, (_, n) => String(n + 1)).filter((number) => !changed.has(number))
  expect(unchanged.length).toBeGreaterThan(100)
  expect(numbers.filter((number) => !changed.has(number)).sort()).toEqual(unchanged.sort())
})

test('the board lists late flights first, then incomplete ones, the others, finished ones last', async () => {
  const times = ['05:00', '11:00', '12:00', '18:00', '19:00', '10:00', '04:00', null]
  const of = ['closed', 'expected', 'complete', 'incomplete', 'late', 'complete', 'cancelled', 'late'] as const
  await addFlights(of.map((state, n) => ({ number: String(n + 1), state, time: times[n] ?? null })))
  expect(numbersOf(await list({ date: day, order: 'board' }))).toEqual(['5', '8', '4', '6', '2', '3', '7', '1'])
  expect(numbersOf(await list({ date: day }))).toEqual(['7', '1', '6', '2', '3', '4', '5', '8'])
})

test('a flight to check stands with the incomplete ones, and its former state neither finds nor counts it', async () => {
  const of = ['complete', 'incomplete', 'complete', 'closed'] as const
  await addFlights(of.map((state, n) => ({ number: String(n + 1), state, time: `1${n}:00` })))
  const marked = stage.db.updateTable('flight').set({ to_check: true })
  await marked.where('number', 'in', ['3', '4']).where('key', 'like', `%${day}%`).execute()
  const whole = await list({ date: day, order: 'board' })
  expect(numbersOf(whole)).toEqual(['2', '3', '4', '1'])
  expect(whole.items.map(({ state }) => state)).toEqual(['incomplete', 'check', 'check', 'complete'])
  expect(whole.counts).toMatchObject({ incomplete: 1, check: 2, complete: 1, closed: 0 })
  expect(numbersOf(await list({ date: day, state: 'check' }))).toEqual(['3', '4'])
  expect(numbersOf(await list({ date: day, state: 'complete' }))).toEqual(['1'])
})

test('the counts are those of the whole day, whatever the filters and the page are', async () => {
  await manyFlights()
  const every = { expected: 75, incomplete: 75, check: 0, complete: 75, late: 75, closed: 75, cancelled: 75 }
  const late = await list({ date: day, state: 'late', carrier: '7n', text: '1', limit: 5, order: 'board' })
  expect(late.counts).toEqual(every)
  await move('1', 'late')
  const second = await list({ date: day, state: 'late', limit: 5, order: 'board', next: late.next as string })
  expect(second.counts).toEqual({ ...every, late: 76, expected: 74 })
  expect((await list({ limit: 1 })).counts).toBeNull()
})

test('a flight is found by number, place or route in any spelling', async () => {
  await addFlights([{ number: '482' }, { number: '77', from: 'RIX', to: 'CDG' }])
  const find = async (text: string) => numbersOf(await list({ date: day, text }))
  for (const text of ['7n482', '7N 482', '482', 'tun', 'TUN → OSL', 'tun-osl'])
    expect(await find(text)).toEqual(['482'])
  for (const text of ['481', 'OSL-TUN', 'LRI']) expect(await find(text)).toEqual([])
  for (const text of ['', ' → ', '7']) expect(await find(text)).toHaveLength(2)
})

test('a state filter returns only flights in that state now', async () => {
  await manyFlights()
  const late = await list({ date: day, state: 'late', limit: 100, order: 'board' })
  expect(late.items).toHaveLength(75)
  const ended = late.items[50]?.number as string
  const numbers = await readPages({ date: day, state: 'late', limit: 20, order: 'board' }, async (page) => {
    if (page === 1) await move(ended, 'complete')
  })
  expect(numbers).toEqual(numbersOf(late).filter((number) => number !== ended))
})

test('flights are read by their keys, up to a hundred at once', async () => {
  await addFlights([{ number: '1' }, { number: '2', state: 'late' }, { number: '3' }])
  const keys = (await list({ date: day })).items.map(({ key }) => key)
  expect(numbersOf(await list({ keys: `${keys[0]},${keys[1]},7N-999` }))).toEqual(['1', '2'])
  expect(numbersOf(await list({ keys: keys.join(), state: 'late' }))).toEqual(['2'])
  expect(await list({ keys: Array(100).fill('x').join() })).toMatchObject({ items: [] })
  const tooMany = list({ keys: Array(101).fill('x').join() })
  await expect(tooMany).rejects.toMatchObject({ code: 'body-invalid', fields: { at: '/keys' } })
})

test('the other number of a codeshare is not listed and not counted', async () => {
  stage.clock.now = new Date(`${day}T08:00:00.000Z`)
  await addFlights([{ carrier: 'XY', number: '5022' }, { number: '22' }])
  await sql`update flight set same_as = (select id from flight where number = '22' and key like ${`%${day}%`})
    where number = '5022' and key like ${`%${day}%`}`.execute(stage.db)
  const board = await list({ date: day, order: 'board' })
  expect([numbersOf(board), board.counts?.expected]).toEqual([['22'], 1])
})

test('the order of the board without a day is refused', async () => {
  await expect(list({ order: 'board' })).rejects.toMatchObject({ code: 'body-invalid', fields: { at: '/date' } })
})

const sound = ['board', '0', '2027-01-01T08:00:00.000Z', '7N-1']
const bad: [what: string, next: string][] = [
  ['not a cursor', 'zzz'],
  ['a cursor of another list', writeCursor(['2027-01-01T08:00:00.000Z', '7N-1'])],
  ...(
    [
      ['another order', 0, 'departure'],
      ['no group', 1, '7'],
      ['no time', 2, 'soon'],
      ['a day that does not exist', 2, '2027-02-30T08:00:00.000Z'],
      ['a year that the database does not have', 2, '0000-01-01T08:00:00.000Z'],
      ['a key with a zero byte', 3, '7N\0'],
    ] as const
  ).map(([what, at, value]): [string, string] => [what, writeCursor(sound.with(at, value as string))]),
]
test.each(bad)('a list is not continued from a bad place: %s', async (_what, next) => {
  expect((await list({ date: day, order: 'board', next: writeCursor(sound) })).items).toEqual([])
  await expect(list({ date: day, order: 'board', next })).rejects.toMatchObject({
    code: 'body-invalid',
    fields: { at: '/next' },
  })
})

test('a page of 200 among 3,000 flights reads 201 rows, in every order', async () => {
  for (let n = 0; n < 3000; n += 500) {
    await addFlights(
      Array.from({ length: 500 }, (_, k) => ({
        number: String(n + k),
        state: states[k % 6] as StoredState,
        time: time(n + k),
      })),
    )
  }
  const wanted = sql<boolean>`same_as is null and left(coalesce(departure, arrival), 10) = ${day}`
  for (const order of ['board', 'departure'] as const) {
    const first = await list({ date: day, order })
    for (const place of [null, readPlace(order, first.next as string)]) {
      const after = place === null ? sql`true` : flightsAfter(order, place)
      const page = sql`select * from flight where ${wanted} and ${after} order by ${flightColumns(order)} limit 201`
      const { plan, scanned } = await planOf(page)
      expect(plan).toContain(order === 'board' ? 'flight_board_check' : 'flight_day')
      expect(scanned).toEqual({ read: 201, left: 0 })
    }
    const numbers = await readPages({ date: day, order })
    expect(new Set(numbers).size).toBe(3000)
    expect(numbers).toHaveLength(3000)
  }
})

interface PlanNode {
  'Node Type': string
  'Index Name'?: string
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}
/** Runs a query. Returns its plan, and the rows that its first index scan read and left out. */
async function planOf(query: RawBuilder<unknown>) {
  return stage.db.transaction().execute(async (tx) => {
    // The planner has no statistics of the new rows.
    for (const way of ['seqscan', 'bitmapscan', 'sort']) await sql.raw(`set local enable_${way} = off`).execute(tx)
    const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>`explain (analyze, format json) ${query}`.execute(
      tx,
    )
    const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)]
    const all = nodes((rows[0] as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan)
    const scan = all.find((node) => node['Index Name'] !== undefined)
    return {
      plan: all.map((node) => `${node['Node Type']} ${node['Index Name'] ?? ''}`).join('\n'),
      scanned: { read: scan?.['Actual Rows'], left: scan?.['Rows Removed by Filter'] ?? 0 },
    }
  })
}

test('the number of late flights in the navigation is that of the list which it opens', async () => {
  await addFlights([
    { number: '31', state: 'late' },
    { number: '32', state: 'late' },
    { number: '33', state: 'late' },
    { number: '34' },
  ])
  await stage.db.updateTable('flight').set({ to_check: true }).where('key', '=', `7N-33-${day}-TUN-OSL`).execute()
  const { items } = await list({ date: day, state: 'late' })
  expect(numbersOf({ items })).toEqual(['31', '32'])
  expect((await flightBadges(stage.db, new Date(), day)).flightsLate).toBe(items.length)
})
