import { expect, test } from 'vitest'
import { instantOf } from './partial-date.ts'

const received = new Date('2026-01-03T09:00:00.000Z')
test.each([
  ['2026-01-04T14:20', '2026-01-04T14:20:00.000Z'],
  ['2026-01-04T14:20+02:00', '2026-01-04T12:20:00.000Z'],
  ['2026-01-04T23:30-02:00', '2026-01-05T01:30:00.000Z'],
  ['2026-01-04', '2026-01-04T00:00:00.000Z'],
  // The nearest year and month, before and after the turn of the year.
  ['--12-30T14:05', '2025-12-30T14:05:00.000Z'],
  ['--01-20', '2026-01-20T00:00:00.000Z'],
  ['---31', '2025-12-31T00:00:00.000Z'],
  ['---05T06:00', '2026-01-05T06:00:00.000Z'],
  ['2026-02-31T00:00', null],
  ['--02-30', null],
  ['soon', null],
])('%s received on 3 January 2026 is %s', (text, expected) => {
  expect(instantOf(text, received)?.toISOString() ?? null).toBe(expected)
})
