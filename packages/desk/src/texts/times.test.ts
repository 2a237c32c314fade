import { afterEach, expect, test } from 'vitest'
import { clockBoth, clockHere, instantBoth, instantHere, setDeskZone, weekday, weekdays } from './times.ts'

afterEach(() => setDeskZone(null))
const at = '2026-11-28T17:36:05Z'
const now = Date.parse('2026-11-28T18:00:00Z')

test.each([
  ['Europe/Oslo', '18:36', '28 Nov 2026 18:36', '28 Nov 2026 18:36 (17:36 UTC)'],
  ['America/New_York', '12:36', '28 Nov 2026 12:36', '28 Nov 2026 12:36 (17:36 UTC)'],
  ['Pacific/Auckland', '06:36', '29 Nov 2026 06:36', '29 Nov 2026 06:36 (28 Nov 2026 17:36 UTC)'],
  ['UTC', '17:36 UTC', '28 Nov 2026 17:36 UTC', '28 Nov 2026 17:36 UTC'],
])('times are in the zone of the desk, and in UTC too on paper: %s', (zone, clock, instant, both) => {
  setDeskZone(zone)
  expect(clockHere(at, false, now)).toBe(clock)
  expect(instantHere(at)).toBe(instant)
  expect(instantBoth(at)).toBe(both)
})

test('a time on another day of the zone carries its day, also when UTC has the same day', () => {
  setDeskZone('Pacific/Auckland')
  expect(clockHere('2026-11-28T10:59:00Z', false, now)).toBe('Sat 23:59')
  expect(clockHere('2026-11-28T11:00:00Z', true, now)).toBe('00:00:00')
})

test('on the days of a clock change, times follow the offset of their own moment', () => {
  setDeskZone('America/New_York')
  expect(instantHere('2026-11-01T05:30:00Z')).toBe('1 Nov 2026 01:30')
  expect(instantHere('2026-11-01T06:30:00Z')).toBe('1 Nov 2026 01:30')
  expect(instantHere('2026-03-08T07:00:00Z')).toBe('8 Mar 2026 03:00')
})

test('several days are named by the first and the last', () => {
  expect(weekdays('2026-11-30', '2026-11-30')).toBe(weekday('2026-11-30'))
  expect(weekdays('2026-11-30', '2026-12-03')).toBe(`${weekday('2026-11-30')} – ${weekday('2026-12-03')}`)
})

test('the log shows seconds in both zones', () => {
  setDeskZone('Europe/Oslo')
  expect(clockBoth(at)).toBe('18:36:05 (17:36:05 UTC)')
  setDeskZone('Pacific/Auckland')
  expect(clockBoth(at)).toBe('Sun 29 Nov 06:36:05 (17:36:05 UTC)')
})
