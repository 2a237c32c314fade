import { expect, test } from 'vitest'
import { birthDateText } from './birth-date-text.ts'
import { compareBirthDates } from './compare-birth-dates.ts'
import { parseBirthDate, readMrzBirthDate } from './parse-birth-date.ts'

const read = (...texts: string[]) =>
  texts.flatMap((text) => {
    const date = parseBirthDate(text)
    if (typeof date === 'string') throw new Error(`${text}: ${date}`)
    return date
  })
const relate = (a: string, b: string) => compareBirthDates(read(a), read(b))

// One row for each relation, with its weight in nats.
test.each([
  ['1981-05-17', '1981-05-17', 'equal', 5],
  ['1981-01-01', '1981-01-01', 'unknown-day-convention', 1.8],
  ['1981-07-01', '1981-07-01', 'unknown-day-convention', 1.8],
  ['1981-05-06', '1981-06-05', 'day-month-swapped', 3],
  ['1981-05-17', '1981-05-18', 'one-digit', 2],
  ['1981-05-12', '1981-05-21', 'one-digit', 2],
  ['1981-05-17', '1991-05-17', 'one-digit-of-year', 1],
  ['1981-05-17', '1918-05-17', 'one-digit-of-year', 1],
  ['1981-05-17', '1981-05', 'month-only', 3],
  ['1981-05', '1981-05', 'month-only', 3],
  ['1981-05-17', '1981', 'year-only', 2.2],
  ['1981-05-17', '1981-00-00', 'year-only', 2.2],
  ['1981-05-17', '1981-XX-XX', 'year-only', 2.2],
  ['1981-05-17', '1981~', 'approximate-equal', 1.6],
  ['1982-05-17', '1981~', 'approximate-near', 1.2],
  ['1983-05-17', '1981~', 'approximate-near', 0.6],
  ['1986-05-17', '1981~', 'approximate-near', -0.5],
  ['1987-05-17', '1981~', 'approximate-apart', -4],
  ['1981', '1978/1982', 'interval', 1.8 - Math.log(4) / 2],
  ['1981', '1900/1999', 'interval', 0.3],
  ['1983', '1978/1982', 'beside-interval', -1],
  ['1984', '1978/1982', 'outside-interval', -4],
  ['1981-05-17', '1981-11-30', 'same-year', -1.5],
  ['1981-05-17', '1981-11', 'same-year', -1.5],
  ['1981-05-17', '1982-11-30', 'years-apart', -2],
  ['1981-05-17', '1984-11-30', 'years-apart', -3.5],
  ['1981-05-17', '1985-11-30', 'years-apart', -6],
])('%s and %s: %s', (a, b, relation, weight) => {
  for (const pair of [relate(a, b), relate(b, a)]) {
    expect(pair?.relation).toBe(relation)
    expect(pair?.weight).toBeCloseTo(weight, 9)
    expect(pair && birthDateText(pair)).toMatch(/^The .*\.$/)
  }
})
test('the pair of dates that agrees best counts; without a date there is no relation', () => {
  expect(compareBirthDates(read('1960', '1981-05-17'), read('1975~', '1981-05-17'))?.relation).toBe('equal')
  expect(compareBirthDates([], read('1981'))).toBeNull()
})
test('a Hijri year is read in both Hijri calendars, one year to either side', () => {
  expect(compareBirthDates(read('1402-06-24'), read('1982'))?.relation).toBe('interval')
  expect(compareBirthDates(read('1360'), read('1981-05-17'))?.relation).toBe('interval')
})
test('a two-digit year of a machine-readable zone never gives a future birth date', () => {
  expect(readMrzBirthDate('810517', '2026-03-01')).toBe('1981-05-17')
  expect(readMrzBirthDate('250517', '2026-03-01')).toBe('2025-05-17')
  expect(readMrzBirthDate('260517', '2026-03-01')).toBe('1926-05-17')
  expect(readMrzBirthDate('81<<<<', '2026-03-01')).toBe('1981')
  expect(readMrzBirthDate('810500', '2026-03-01')).toBe('1981-05')
  expect(readMrzBirthDate('811317', '2026-03-01')).toBeNull()
  expect(readMrzBirthDate('<<<<<<', '2026-03-01')).toBeNull()
})
