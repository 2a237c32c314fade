import { expect, test } from 'vitest'
import { addDuration, Duration } from './durations.ts'

const start = new Date('2026-08-31T14:02:00.000Z')
const after = (duration: string, factor?: 0.5) => addDuration(start, duration, factor).toISOString()

test('months are calendar months in UTC, limited to the last day of the month', () => {
  expect(after('P6M')).toBe('2027-02-28T14:02:00.000Z')
  expect(addDuration(new Date('2027-08-31T00:00:00.000Z'), 'P6M').toISOString()).toBe('2028-02-29T00:00:00.000Z')
  expect(after('P5Y')).toBe('2031-08-31T14:02:00.000Z')
  expect(after('PT48H')).toBe('2026-09-02T14:02:00.000Z')
})

test('half of an odd number of months is the months rounded down and 15 days', () => {
  expect(after('P6M', 0.5)).toBe('2026-11-30T14:02:00.000Z')
  expect(after('P5M', 0.5)).toBe('2026-11-15T14:02:00.000Z')
  expect(after('P1Y', 0.5)).toBe('2027-02-28T14:02:00.000Z')
  expect(after('P7D', 0.5)).toBe('2026-09-04T02:02:00.000Z')
  expect(after('PT48H', 0.5)).toBe('2026-09-01T14:02:00.000Z')
})

test.each(['P0M', 'P', '6M', 'P6W', 'PT6M', 'P12345D', '-P6M'])('%s is no duration of a regime', (duration) => {
  expect(Duration.safeParse(duration).success).toBe(false)
})
