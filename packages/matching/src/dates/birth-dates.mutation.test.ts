import fc from 'fast-check'
import { expect, test } from 'vitest'
import { birthDateText } from './birth-date-text.ts'
import { compareBirthDates, relateBirthDates } from './compare-birth-dates.ts'
import { parseBirthDate, readMrzBirthDate } from './parse-birth-date.ts'

const read = (...texts: string[]) =>
  texts.flatMap((text) => {
    const date = parseBirthDate(text)
    if (typeof date === 'string') throw new Error(`${text}: ${date}`)
    return date
  })
const relate = (a: string, b: string) => {
  const relation = compareBirthDates(read(a), read(b))
  if (relation === null) throw new Error('no relation')
  return relation
}

test.each([
  ['1984', '1978/1982', true],
  ['1983', '1978/1982', false],
  ['1980', '1978/1982', false],
  ['1978/1982', '1984/1990', true],
  ['1987-05-17', '1981~', true],
  ['1986-05-17', '1981~', false],
  ['1981-05-17', '1981~', false],
  ['1981-05-17', '1985-11-30', true],
  ['1981-05-17', '1984-11-30', false],
  ['1981-05-17', '1982-11-30', false],
  ['1981-05-17', '1981-11-30', false],
  ['1981-05-17', '1981-05-17', false],
])('%s against %s contradicts so that no name outweighs it: %s', (a, b, hard) => {
  expect(relate(a, b).hard).toBe(hard)
  expect(relate(b, a).hard).toBe(hard)
})

test.each([
  // Two places that are no neighbours, and neighbours that are not exchanged.
  ['1981-05-17', '1981-06-18', 'same-year'],
  ['1981-05-12', '1981-05-23', 'same-year'],
  ['1981-05-12', '1981-05-31', 'same-year'],
  ['1981-05-17', '1981-07-15', 'same-year'],
  ['1981-05-17', '1981-12-28', 'same-year'],
  ['1918-05-12', '1981-05-13', 'years-apart'],
  ['1981-05-12', '1981-05-21', 'one-digit'],
  ['1981-05-17', '1981-06-17', 'one-digit'],
  ['1981-05-17', '1982-06-17', 'years-apart'],
  // Only one of day and month is exchanged.
  ['1981-05-16', '1981-06-05', 'same-year'],
  ['1981-05-06', '1981-06-28', 'same-year'],
  // The first of January and of July stand for an unknown day, no other day does.
  ['1981-01-02', '1981-01-02', 'equal'],
  ['1981-07-11', '1981-07-11', 'equal'],
  ['1981-02-01', '1981-02-01', 'equal'],
  ['1981-02-01', '1981-01-01', 'one-digit'],
  ['1981-05-11', '1981-06-11', 'one-digit'],
])('%s and %s: %s', (a, b, relation) => {
  expect([relate(a, b).relation, relate(b, a).relation]).toEqual([relation, relation])
})

test('of pairs that weigh the same the first is told', () => {
  for (const [first, second, relation] of [
    ['1978/1982', '1978~', 'outside-interval'],
    ['1978~', '1978/1982', 'approximate-apart'],
  ] as const) {
    const [a, b] = [read('1984'), read(first, second)]
    expect([compareBirthDates(a, b)?.relation, relateBirthDates(a, b)?.relation]).toEqual([relation, relation])
  }
})

const day = (year: number, month: number, date: number) =>
  [year, month, date].map((part) => String(part).padStart(2, '0')).join('-')
const dates = fc.array(
  fc.oneof(
    fc.tuple(fc.integer({ min: 1975, max: 1985 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })),
    fc.constantFrom('1979', '1981-05', '1982~', '1978/1983', '1402'),
  ),
  { maxLength: 4 },
)

test('the quick comparison says what the one with evidence says: of the pair that weighs most, the first', () => {
  fc.assert(
    fc.property(dates, dates, (one, other) => {
      const [a, b] = [one, other].map((list) =>
        read(...list.map((item) => (typeof item === 'string' ? item : day(...item)))),
      ) as [ReturnType<typeof read>, ReturnType<typeof read>]
      const pairs = a.flatMap((left) => b.flatMap((right) => compareBirthDates([left], [right]) ?? []))
      const most = Math.max(...pairs.map(({ weight }) => weight))
      const best = pairs.find(({ weight }) => weight === most) ?? null
      expect(compareBirthDates(a, b)).toEqual(best)
      const { relation, weight, hard } = best ?? {}
      expect(relateBirthDates(a, b)).toEqual(best === null ? null : { relation, weight, hard })
    }),
  )
})

test.each([
  [
    '1996-02-29',
    '2000-02-29',
    '1981-01-31',
    '1981-04-30',
    '1981-12-31',
    '1880',
    '1880-01-01',
    '1880/1881',
    '1900/1880',
  ],
])('dates of the calendar from 1880 on are read', (...texts) => {
  for (const text of texts) expect(typeof parseBirthDate(text), text).toBe('object')
})

test.each([
  ['birth-date-invalid', '1981-02-29'],
  ['birth-date-invalid', '1900-02-29'],
  ['birth-date-invalid', '1402-06-32'],
  ['birth-date-invalid', '11958/1963'],
  ['birth-date-invalid', '1958/19631'],
  ...['04', '06', '09', '11'].map((month) => ['birth-date-invalid', `1981-${month}-31`]),
  ...['1981-13', '1981-13-01', '1981-05-32', '17.05.1981', '', '198', '19811', '1981-5-17', '1981-05-17T', 'c1981'].map(
    (text) => ['birth-date-invalid', text],
  ),
  ...['1879', '1879-12-31', '1461', '1299', '1879/1900', '1900/1879'].map((text) => ['birth-date-implausible', text]),
])('%s: %j', (fault, text) => {
  expect(parseBirthDate(text)).toBe(fault)
})

test.each([
  ['1961-05-17', { precision: 'day', from: 1961, to: 1961, month: 5, day: 17 }],
  ['1961-05', { precision: 'month', from: 1961, to: 1961, month: 5, day: 0 }],
  ['1961-05-00', { precision: 'month', month: 5, day: 0 }],
  ['1961-05-xx', { precision: 'month', month: 5, day: 0, text: '1961-05-XX' }],
  [' 1961 ', { precision: 'year', month: 0, day: 0, text: '1961', reversed: false }],
  ['1961-00-17', { precision: 'year', month: 0, day: 0 }],
  ['1961-XX-17', { precision: 'year', month: 0, day: 0 }],
  ['1961-05~', { precision: 'approximate', from: 1961, to: 1961, month: 5, day: 0 }],
  ['1958/1963', { precision: 'interval', from: 1958, to: 1963, reversed: false }],
  ['1963/1958', { precision: 'interval', from: 1958, to: 1963, reversed: true }],
  ['1958/1958', { precision: 'year', from: 1958, to: 1958, reversed: false }],
])('%j is read as what it says', (text, date) => {
  expect(parseBirthDate(text)).toMatchObject([date])
})

test.each([
  ['1402', [1980, 1982, 2022, 2024]],
  ['1402-06-24', [1980, 1982, 2022, 2024]],
  ['1300', [1881, 1883, 1920, 1922]],
  ['1460', [2037, 2039, 2080, 2082]],
])('%s is a year of the lunar or of the solar Hijri calendar', (text, years) => {
  const readings = read(text)
  expect(readings.flatMap(({ from, to }) => [from, to])).toEqual(years)
  expect(readings.map(({ precision, month, day: date }) => [precision, month, date])).toEqual(
    readings.map(() => ['interval', 0, 0]),
  )
})

test('a birth date after today is implausible, unless one of its readings is not', () => {
  const today = '2026-03-01'
  for (const text of ['2026-03-01', '2026-02-28', '2026-03', '2026', '2009-12-31', '1410'])
    expect(typeof parseBirthDate(text, today), text).toBe('object')
  for (const text of ['2026-03-02', '2026-04', '2027', '2026-10-01'])
    expect(parseBirthDate(text, today), text).toBe('birth-date-implausible')
  expect(parseBirthDate('1981-02-29', today)).toBe('birth-date-invalid')
})

test.each([
  ['810517', '1981-05-17'],
  ['260301', '2026-03-01'],
  ['260302', '1926-03-02'],
  ['8105<<', '1981-05'],
  ['81<<17', '1981'],
  ['8100<<', '1981'],
  ['810017', '1981'],
  ['810229', null],
  ['8105177', null],
  ['x810517', null],
  ['81051', null],
])('the birth date %s of a machine-readable zone is %s', (field, date) => {
  expect(readMrzBirthDate(field, '2026-03-01')).toBe(date)
})

test.each([
  ['1981-05-17', '1981-05-17', 'The birth date is the same, to the day.'],
  [
    ...['1981-01-01', '1981-01-01'],
    'The birth dates are the same, on a day that often stands for "day not known"; the year counts.',
  ],
  ['1981-05-06', '1981-06-05', 'The birth dates are the same with day and month exchanged.'],
  ['1981-05-17', '1981-05-18', 'The birth dates differ by one slip of the digits, in the same year.'],
  ['1981-05-17', '1991-05-17', 'The birth dates differ by one slip of the digits, in the year.'],
  ['1981-05-17', '1981-05', 'The birth dates agree in year and month; one of them has no day.'],
  ['1981-05-17', '1981', 'The year of birth is the same; one side has no more than the year.'],
  ['1981-05-17', '1981-11-30', 'The year of birth is the same, but not the day.'],
  ['1981-05-17', '1981~', 'The year of birth agrees with the approximate year.'],
  ['1982-05-17', '1981~', 'The year of birth is one year from the approximate year.'],
  ['1983-05-17', '1981~', 'The year of birth is 2 years from the approximate year.'],
  ['1987-05-17', '1981~', 'The year of birth is 6 years from the approximate year: too far.'],
  ['1981', '1978/1982', 'The year of birth lies within 1978 to 1982.'],
  ['1983', '1978/1982', 'The year of birth is one year outside 1978 to 1982.'],
  ['1984', '1978/1982', 'The year of birth is 2 years outside 1978 to 1982.'],
  ['1981-05-17', '1984-11-30', 'The birth dates are 3 years apart.'],
  ['1981-05-17', '1982-11-30', 'The birth dates are one year apart.'],
] as [string, string, string][])('of %s and %s is said: %s', (a, b, text) => {
  expect([relate(a, b), relate(b, a)].map(birthDateText)).toEqual([text, text])
})
