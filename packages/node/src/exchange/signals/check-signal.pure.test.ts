import { expect, test } from 'vitest'
import { mayBeMinor } from './check-signal.ts'

const now = new Date('2026-11-24T12:00:00.000Z')

test.each([
  ['2008-11-24', false],
  ['2008-11-25', true],
  // If the day is unknown, the last day of the period counts.
  ['2008-11', true],
  ['2008', true],
  ['2007', false],
  ['1990/2008', true],
  ['1990/2007', false],
  // An approximate year may be too early by one year.
  ['2007~', true],
  ['2006~', false],
  // Years of the Hijri calendars: 1430 is 2009; in the solar calendar 1388 is 2009 or 2010.
  ['1430', true],
  ['1430-06-24', true],
  ['1388', true],
  ['1410', false],
])('the birth date %s may be that of a minor: %s', (date, minor) => {
  expect(mayBeMinor([date], now)).toBe(minor)
})

test('one birth date of a minor is enough; without a date nobody is a minor', () => {
  expect(mayBeMinor(['1990-01-01', '2010-01-01'], now)).toBe(true)
  expect(mayBeMinor([], now)).toBe(false)
})
