import { expect, test } from 'vitest'
import { byDay, shareOf } from './by-day.ts'

test('hourly counts are summed by day, newest day first', () => {
  const hour = (at: string, uploads: number, found: number) => ({ at, uploads, found, cases: 0 })
  const hours = [
    hour('2026-11-23T22:00:00.000Z', 4, 1),
    hour('2026-11-23T23:00:00.000Z', 6, 0),
    hour('2026-11-24T00:00:00.000Z', 3, 3),
  ]
  expect(byDay(hours)).toEqual([
    { day: '2026-11-24', uploads: 3, found: 3, cases: 0 },
    { day: '2026-11-23', uploads: 10, found: 1, cases: 0 },
  ])
})
test('the share of a day without uploads is unknown', () => {
  expect(shareOf({ uploads: 0, found: 0 })).toBeNull()
  expect(shareOf({ uploads: 8, found: 2 })).toBe(0.25)
})
