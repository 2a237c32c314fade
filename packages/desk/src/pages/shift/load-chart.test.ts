import { expect, test } from 'vitest'
import { hourNames } from './load-chart.tsx'

const hoursFrom = (start: string, count: number) =>
  Array.from({ length: count }, (_, place) => ({
    from: new Date(Date.parse(start) + place * 3_600_000).toISOString(),
  }))
const names = (start: string, count: number, zone: string) => [...hourNames(hoursFrom(start, count), zone).values()]

test('an hour on another day has its day', () => {
  expect(names('2026-11-28T10:00:00Z', 3, 'Pacific/Auckland')).toEqual(['23:00', 'Sun 00:00', 'Sun 01:00'])
})

test('the hour that comes twice has its offset, and the hour that is left out has no name', () => {
  expect(names('2026-10-25T00:00:00Z', 3, 'Europe/Oslo')).toEqual(['02:00 UTC+2', '02:00 UTC+1', '03:00'])
  expect(names('2026-04-04T13:00:00Z', 3, 'Pacific/Auckland')).toEqual(['02:00 UTC+13', '02:00 UTC+12', '03:00'])
  expect(names('2026-03-29T00:00:00Z', 2, 'Europe/Oslo')).toEqual(['01:00', '03:00'])
})
