import { expect, test } from 'vitest'
import { type BirthDate, parseBirthDate, readMrzBirthDate } from './parse-birth-date.ts'

const fields = ({ precision, from, to, month, day, digits }: BirthDate) => [
  precision,
  from,
  to,
  month,
  day,
  digits.toString(16),
]
const read = (text: string, today?: string) => {
  const dates = parseBirthDate(text, today)
  return typeof dates === 'string' ? dates : dates.map(fields)
}

test.each([
  ['1981-05-17', ['day', 1981, 1981, 5, 17, '19810517']],
  ['1981-05', ['month', 1981, 1981, 5, 0, '19810500']],
  ['1981-05-00', ['month', 1981, 1981, 5, 0, '19810500']],
  ['1981-05-XX', ['month', 1981, 1981, 5, 0, '19810500']],
  ['1981', ['year', 1981, 1981, 0, 0, '19810000']],
  ['1981-00-17', ['year', 1981, 1981, 0, 0, '19810000']],
  ['1981-XX-17', ['year', 1981, 1981, 0, 0, '19810000']],
  ['1981-XX', ['year', 1981, 1981, 0, 0, '19810000']],
  ['1981~', ['approximate', 1981, 1981, 0, 0, '19810000']],
  ['1981-05~', ['approximate', 1981, 1981, 5, 0, '19810500']],
  ['1981-05-17~', ['approximate', 1981, 1981, 5, 0, '19810500']],
  ['1958/1963', ['interval', 1958, 1963, 0, 0, '19580000']],
  ['1963/1958', ['interval', 1958, 1963, 0, 0, '19580000']],
  ['1961/1961', ['year', 1961, 1961, 0, 0, '19610000']],
])('%s has these fields', (text, expected) => {
  expect(read(text)).toEqual([expected])
})
test('only an interval with the later year first is marked as reversed', () => {
  const reversed = (text: string) => (parseBirthDate(text) as BirthDate[]).map((date) => date.reversed)
  expect(['1973/1968', '1968/1973', '1971/1971', '1971'].flatMap(reversed)).toEqual([true, false, false, false])
})
test('a date is read with spaces around it and in lower case', () => {
  expect(parseBirthDate(' 1981-xx-xx ')).toMatchObject([{ text: '1981-XX-XX', precision: 'year' }])
})
test('a month and a day must exist in the calendar', () => {
  const lastDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  for (const [at, last] of lastDays.entries()) {
    const month = `1980-${String(at + 1).padStart(2, '0')}`
    expect(read(`${month}-${last}`), month).toHaveLength(1)
    expect(read(`${month}-${last + 1}`), month).toBe('birth-date-invalid')
  }
  for (const text of ['1980-13', '1980-13-01', '1980-05-32']) expect(read(text), text).toBe('birth-date-invalid')
})
test('29 February exists only in leap years of the Gregorian calendar', () => {
  expect(['1980', '1996', '2000'].map((year) => typeof read(`${year}-02-29`))).toEqual(Array(3).fill('object'))
  expect(['1981', '1900'].map((year) => read(`${year}-02-29`))).toEqual(['birth-date-invalid', 'birth-date-invalid'])
})
test.each([
  'May 1981',
  'c1981',
  '198',
  '19811',
  '17.05.1981',
  '1981?',
  '1981~~',
  '1981-5-17',
  '1981-05-17T00:00',
  '11981-05-17',
  'c1958/1963',
  '11958/1963',
  '1958/19631',
  '1958/1963~',
  '1958/1963/1968',
  '',
])('%j is not a birth date', (text) => {
  expect(read(text)).toBe('birth-date-invalid')
})
test('a birth year is 1880 or later, also in an interval', () => {
  for (const text of ['1879', '1879-12-31', '1879/1900', '1900/1879', '1299', '1461'])
    expect(read(text), text).toBe('birth-date-implausible')
  for (const text of ['1880', '1880-01-01', '1880/1881', '1880/1900', '1900/1880'])
    expect(read(text), text).toHaveLength(1)
})
test('a Hijri year from 1300 to 1460 is an interval of three years in each Hijri calendar', () => {
  for (const text of ['1402', '1402-06-24'])
    expect(read(text)).toEqual([
      ['interval', 1980, 1982, 0, 0, '19800000'],
      ['interval', 2022, 2024, 0, 0, '20220000'],
    ])
  expect(read('1300')).toEqual([
    ['interval', 1881, 1883, 0, 0, '18810000'],
    ['interval', 1920, 1922, 0, 0, '19200000'],
  ])
  expect(read('1460-12-31')).toEqual([
    ['interval', 2037, 2039, 0, 0, '20370000'],
    ['interval', 2080, 2082, 0, 0, '20800000'],
  ])
  // The second month of the solar calendar has 31 days.
  expect(read('1360-02-31')).toHaveLength(2)
  for (const text of ['1360-02-32', '1402-06-32']) expect(read(text), text).toBe('birth-date-invalid')
})
test('a date after today is implausible; the current month or year alone is not', () => {
  const today = '2026-03-01'
  for (const text of ['2026-03-02', '2026-10-01', '2026-04', '2027', '2027~', '2027/2030'])
    expect(read(text, today), text).toBe('birth-date-implausible')
  // 1410 is 1989 in the lunar and 2031 in the solar Hijri calendar.
  for (const text of ['2026-03-01', '2026-02-28', '2009-12-31', '2026-03', '2026', '2025/2030', '1410'])
    expect(read(text, today), text).toEqual(read(text))
  for (const text of ['May', '1981-02-29']) expect(read(text, today), text).toBe('birth-date-invalid')
})

test('a two-digit year of a machine-readable zone never gives a future birth date', () => {
  expect(readMrzBirthDate('810517', '2026-03-01')).toBe('1981-05-17')
  expect(readMrzBirthDate('250517', '2026-03-01')).toBe('2025-05-17')
  expect(readMrzBirthDate('260301', '2026-03-01')).toBe('2026-03-01')
  expect(readMrzBirthDate('260302', '2026-03-01')).toBe('1926-03-02')
  expect(readMrzBirthDate('260517', '2026-03-01')).toBe('1926-05-17')
  for (const field of ['811317', '810229']) expect(readMrzBirthDate(field, '2026-03-01'), field).toBeNull()
})
test.each([
  ['81<<<<', '1981'],
  ['810000', '1981'],
  ['81<<17', '1981'],
  ['810017', '1981'],
  ['8100<<', '1981'],
  ['8105<<', '1981-05'],
  ['810500', '1981-05'],
  ['<<<<<<', null],
  ['8105171', null],
  ['1810517', null],
  ['x810517', null],
  ['81051', null],
])('the unknown parts of %s in a machine-readable zone are left out', (field, expected) => {
  expect(readMrzBirthDate(field, '2026-03-01')).toBe(expected)
})
