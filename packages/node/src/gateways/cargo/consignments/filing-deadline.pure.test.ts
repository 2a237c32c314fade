import { expect, test } from 'vitest'
import { filingDeadline, journeyOf, type Stated } from './filing-deadline.ts'

const tables = { deadlineOf: (_: string, usual = 0) => usual }
const [loads, arrives] = [new Date('2026-11-25T14:20:00Z'), new Date('2026-11-27T18:00:00Z')]
const both = { contained: true, loads_at: loads, arrives_at: arrives }

test.each([
  ['air goods until they load', { ...both, mode: 'air' }, '2026-11-25T14:20:00.000Z'],
  [
    'air goods without a departure four hours before arrival',
    { ...both, mode: 'air', loads_at: null },
    '2026-11-27T14:00:00.000Z',
  ],
  ['a container a day before it loads', { ...both, mode: 'sea' }, '2026-11-24T14:20:00.000Z'],
  [
    'a container without a loading two hours before arrival',
    { ...both, mode: 'sea', loads_at: null },
    '2026-11-27T16:00:00.000Z',
  ],
  ['bulk four hours before arrival', { ...both, mode: 'sea', contained: null }, '2026-11-27T14:00:00.000Z'],
  ['rail two hours before arrival', { ...both, mode: 'rail' }, '2026-11-27T16:00:00.000Z'],
  ['road an hour before arrival', { ...both, mode: 'road' }, '2026-11-27T17:00:00.000Z'],
])('%s', (_, journey, by) => {
  expect(filingDeadline(tables, journey)?.toISOString()).toBe(by)
})

test('goods without a mode or a time have no deadline', () => {
  expect(filingDeadline(tables, { ...both, mode: null })).toBeNull()
  expect(filingDeadline(tables, { ...both, mode: 'road', arrives_at: null })).toBeNull()
})

test('the table of an administration sets the time', () => {
  const own = { deadlineOf: () => 30 }
  expect(filingDeadline(own, { ...both, mode: 'air' })?.toISOString()).toBe('2026-11-25T13:50:00.000Z')
})

test('a day without a time counts until its end for the filing, and from its begin for a decision', () => {
  const consignment = { mode: 'air', equipmentIds: [], route: [{ departureAt: '2026-11-25', arrivalAt: null }] }
  const stated = { consignment, conveyance: null, loads: [] } as unknown as Stated
  const [begin, end] = [false, true].map((dayEnds) =>
    journeyOf(stated, null, new Date('2026-11-25T08:00:00Z'), dayEnds),
  )
  expect(begin?.loads_at?.toISOString()).toBe('2026-11-25T00:00:00.000Z')
  expect(end?.loads_at?.toISOString()).toBe('2026-11-25T23:59:59.999Z')
})
