import { expect, test } from 'vitest'
import { addDays, today } from './days.ts'

test('the day is that of the zone, not of UTC', () => {
  const late = new Date('2026-11-24T23:30:00Z')
  expect(today('Europe/Oslo', late)).toBe('2026-11-25')
  expect(today('UTC', late)).toBe('2026-11-24')
})

test('days are counted over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
})
