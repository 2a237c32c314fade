import { expect, test } from 'vitest'
import { groupByDay } from './log-list.tsx'

test('entries are grouped by day in UTC and keep their order', () => {
  const entries = ['2026-11-24T14:01:00.000Z', '2026-11-24T00:00:00.000Z', '2026-11-23T23:59:59.999Z'].map((at) => ({
    at,
  }))
  expect(groupByDay(entries).map((each) => [each.day, each.entries.length])).toEqual([
    ['2026-11-24', 2],
    ['2026-11-23', 1],
  ])
  expect(groupByDay([])).toEqual([])
})
