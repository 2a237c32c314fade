import { expect, test } from 'vitest'
import { shiftAt, startOfHour } from './shift-times.ts'

const starts = [6 * 60, 14 * 60, 22 * 60]
test.each([
  ['2026-11-28T17:37:00Z', 'Europe/Oslo', '2026-11-28T13:00:00.000Z', '2026-11-28T21:00:00.000Z'],
  ['2026-11-28T13:00:00Z', 'Europe/Oslo', '2026-11-28T13:00:00.000Z', '2026-11-28T21:00:00.000Z'],
  ['2026-11-28T23:30:00Z', 'Europe/Oslo', '2026-11-28T21:00:00.000Z', '2026-11-29T05:00:00.000Z'],
  ['2026-11-28T12:00:00Z', 'Pacific/Auckland', '2026-11-28T09:00:00.000Z', '2026-11-28T17:00:00.000Z'],
  ['2026-11-28T02:00:00Z', 'America/New_York', '2026-11-27T19:00:00.000Z', '2026-11-28T03:00:00.000Z'],
  // In the night of the clock change the shift has nine hours, and in spring seven.
  ['2026-10-25T01:30:00Z', 'Europe/Oslo', '2026-10-24T20:00:00.000Z', '2026-10-25T05:00:00.000Z'],
  ['2026-03-29T01:30:00Z', 'Europe/Oslo', '2026-03-28T21:00:00.000Z', '2026-03-29T04:00:00.000Z'],
])('at %s in %s the shift is from %s to %s', (now, zone, begins, ends) => {
  const shift = shiftAt(new Date(now), zone, starts)
  expect([shift.begins.toISOString(), shift.ends.toISOString()]).toEqual([begins, ends])
})

test('a single shift lasts a day', () => {
  const { begins, ends } = shiftAt(new Date('2026-11-28T05:00:00Z'), 'UTC', [6 * 60])
  expect([begins.toISOString(), ends.toISOString()]).toEqual(['2026-11-27T06:00:00.000Z', '2026-11-28T06:00:00.000Z'])
})

test.each([
  ['2026-11-28T17:37:41.250Z', 'Europe/Oslo', '2026-11-28T17:00:00.000Z'],
  ['2026-11-28T17:37:00.000Z', 'Asia/Kathmandu', '2026-11-28T17:15:00.000Z'],
  ['2026-11-28T17:07:00.000Z', 'Asia/Kolkata', '2026-11-28T16:30:00.000Z'],
])('at %s in %s the hour began at %s', (now, zone, begun) => {
  expect(startOfHour(new Date(now), zone).toISOString()).toBe(begun)
})
