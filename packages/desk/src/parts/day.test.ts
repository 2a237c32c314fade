import { expect, test } from 'vitest'
import { addDays, isDay, today } from './day.ts'

test.each(['2027-03-31', '2028-02-29', '1961-05-17'])('%s is an existing day', (text) => expect(isDay(text)).toBe(true))
test.each([
  '',
  '2027-02-29',
  '2027-13-01',
  '2027-00-10',
  '31.03.2027',
  '03/31/2027',
  '2027-3-31',
  '2027-03-31T00:00',
  '+02027-03-31',
])('%s is not a day', (text) => expect(isDay(text)).toBe(false))

test('the present day is that of the given time zone, not of UTC', () => {
  const late = new Date('2026-11-24T23:30:00Z')
  expect(today('Europe/Oslo', late)).toBe('2026-11-25')
  expect(today('UTC', late)).toBe('2026-11-24')
})

test('days are added across the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
})
