import { expect, test } from 'vitest'
import { isZone, startOfToday, startOfTomorrow } from './zone-days.ts'

test.each([
  ['UTC', '2026-11-24T14:00:00Z', '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z'],
  ['Pacific/Auckland', '2026-11-24T14:00:00Z', '2026-11-24T11:00:00Z', '2026-11-25T11:00:00Z'],
  ['America/New_York', '2026-11-24T03:00:00Z', '2026-11-23T05:00:00Z', '2026-11-24T05:00:00Z'],
  // Days of 25 hours, when the clocks go back, and of 23 hours.
  ['Europe/Oslo', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
  ['Europe/Oslo', '2027-03-27T23:30:00Z', '2027-03-27T23:00:00Z', '2027-03-28T22:00:00Z'],
  ['Pacific/Auckland', '2027-09-26T10:59:00Z', '2027-09-25T12:00:00Z', '2027-09-26T11:00:00Z'],
])('in %s, the day of %s lasts from %s to %s', (zone, at, from, to) => {
  expect(startOfToday(new Date(at), zone)).toEqual(new Date(from))
  expect(startOfTomorrow(new Date(at), zone)).toEqual(new Date(to))
})

test('a zone that does not exist is refused', () => {
  expect(['Europe/Oslo', 'UTC', 'Europe/Atlantis', ''].map(isZone)).toEqual([true, true, false, false])
})
