import fc from 'fast-check'
import { expect, test } from 'vitest'
import { birthDateText } from './birth-date-text.ts'
import { compareBirthDates, relateBirthDates } from './compare-birth-dates.ts'
import { parseBirthDate } from './parse-birth-date.ts'

const read = (...texts: string[]) =>
  texts.flatMap((text) => {
    const date = parseBirthDate(text)
    if (typeof date === 'string') throw new Error(`${text}: ${date}`)
    return date
  })
const relate = (a: string, b: string) => compareBirthDates(read(a), read(b))

// Each row has two dates, their relation, and the weight of the relation in nats.
test.each([
  ['1981-05-17', '1981-05-17', 'equal', 5],
  ['1981-05-01', '1981-05-01', 'equal', 5],
  ['1981-01-02', '1981-01-02', 'equal', 5],
  ['1981-01-17', '1981-01-17', 'equal', 5],
  ['1981-02-01', '1981-02-01', 'equal', 5],
  ['1981-07-11', '1981-07-11', 'equal', 5],
  ['1981-01-01', '1981-01-01', 'unknown-day-convention', 1.8],
  ['1981-07-01', '1981-07-01', 'unknown-day-convention', 1.8],
  ['1981-05-06', '1981-06-05', 'day-month-swapped', 3],
  ['1981-05-17', '1981-05-18', 'one-digit', 2],
  ['1981-05-17', '1981-06-17', 'one-digit', 2],
  ['1981-05-11', '1981-06-11', 'one-digit', 2],
  ['1981-02-01', '1981-01-01', 'one-digit', 2],
  ['1981-05-12', '1981-05-21', 'one-digit', 2],
  ['1981-05-17', '1991-05-17', 'one-digit-of-year', 1],
  ['1981-05-17', '1918-05-17', 'one-digit-of-year', 1],
  ['1981-05-17', '1891-05-17', 'one-digit-of-year', 1],
  ['1981-05-17', '1981-05', 'month-only', 3],
  ['1981-05', '1981-05', 'month-only', 3],
  ['1981-05-17', '1981', 'year-only', 2.2],
  ['1981-05-17', '1981-00-00', 'year-only', 2.2],
  ['1981-05-17', '1981-XX-XX', 'year-only', 2.2],
  ['1981-05', '1981', 'year-only', 2.2],
  ['1981-05-17', '1981~', 'approximate-equal', 1.6],
  ['1982-05-17', '1981~', 'approximate-near', 1.2],
  ['1983-05-17', '1981~', 'approximate-near', 0.6],
  ['1984-05-17', '1981~', 'approximate-near', -0.5],
  ['1986-05-17', '1981~', 'approximate-near', -0.5],
  ['1987-05-17', '1981~', 'approximate-apart', -4],
  ['1981', '1978/1982', 'interval', 1.8 - Math.log(4) / 2],
  ['1978', '1978/1982', 'interval', 1.8 - Math.log(4) / 2],
  ['1982', '1978/1982', 'interval', 1.8 - Math.log(4) / 2],
  ['1980/1990', '1978/1982', 'interval', 1.8 - Math.log(10) / 2],
  ['1981', '1980/1981', 'interval', 1.8],
  ['1981', '1900/1999', 'interval', 0.3],
  ['1983', '1978/1982', 'beside-interval', -1],
  ['1977', '1978/1982', 'beside-interval', -1],
  ['1984', '1978/1982', 'outside-interval', -4],
  ['1976', '1978/1982', 'outside-interval', -4],
  ['1988~', '1978/1982', 'approximate-apart', -4],
  ['1981-05-17', '1981-11-30', 'same-year', -1.5],
  ['1981-05-17', '1981-11', 'same-year', -1.5],
  ['1981-05-17', '1982-11-30', 'years-apart', -2],
  ['1981-05-17', '1983-11-30', 'years-apart', -3.5],
  ['1981-05-17', '1984-11-30', 'years-apart', -3.5],
  ['1981-05-17', '1985-11-30', 'years-apart', -6],
  ['1981', '1991', 'years-apart', -6],
])('%s and %s: %s', (a, b, relation, weight) => {
  for (const pair of [relate(a, b), relate(b, a)]) {
    expect(pair?.relation).toBe(relation)
    expect(pair?.weight).toBeCloseTo(weight, 9)
    expect(pair && birthDateText(pair).text).toMatch(/^The .*\.$/)
  }
})
test.each([
  ['1981-05-17', '1981-11-05', 'a day that equals the month of the other'],
  ['1981-05-16', '1981-06-05', 'a day that equals the month of the other'],
  ['1981-05-06', '1981-06-28', 'a month that equals the day of the other'],
  ['1981-05-17', '1981-06-18', 'two digits that are not neighbours'],
  ['1981-05-17', '1981-12-28', 'four digits'],
  ['1981-05-17', '1981-07-15', 'digits exchanged over a third'],
  ['1981-05-12', '1981-05-23', 'two other digits'],
  ['1981-05-12', '1981-05-31', 'the first digit moved'],
  ['1981-05-12', '1981-02-15', 'digits exchanged over a third'],
  ['1981-01-12', '1981-10-13', 'digits exchanged and another replaced'],
])('%s and %s are no typing slip: %s', (a, b) => {
  for (const pair of [relate(a, b), relate(b, a)]) expect(pair?.relation).toBe('same-year')
})
test.each([
  ['1981-05-17', '1992-05-17'],
  ['1981-05-17', '1982-06-17'],
  ['1918-05-12', '1981-05-13'],
])('%s and %s, with a slip in the year and another, are years apart', (a, b) => {
  for (const pair of [relate(a, b), relate(b, a)]) expect(pair?.relation).toBe('years-apart')
})

// Each row has the last date that equal names can still outweigh, then the first date that they cannot.
test.each([
  ['years', '1981', '1984', '1985'],
  ['years before', '1981', '1978', '1977'],
  ['an approximate year', '1981~', '1986', '1987'],
  ['an approximate year before', '1981~', '1976', '1975'],
  ['an interval', '1978/1982', '1983', '1984'],
  ['an interval before', '1978/1982', '1977', '1976'],
  ['two intervals', '1978/1982', '1983/1990', '1984/1990'],
])(
  'two birth dates contradict hard from the first distance that equal names cannot outweigh: %s',
  (_, date, last, first) => {
    expect([relate(date, last)?.hard, relate(last, date)?.hard]).toEqual([false, false])
    expect([relate(date, first)?.hard, relate(first, date)?.hard]).toEqual([true, true])
  },
)
test('dates of one year, or one typing slip apart, never contradict hard', () => {
  const pairs = [
    ['1981-05-17', '1981-05-17'],
    ['1981-05-17', '1981-11-30'],
    ['1981-05-17', '1891-05-17'],
    ['1981', '1981-05-17'],
    ['1981~', '1981'],
    ['1981', '1900/1999'],
  ] as const
  for (const [a, b] of pairs) expect(relate(a, b)?.hard, `${a} ${b}`).toBe(false)
})

test('the pair of dates that agrees best counts; without dates there is no relation', () => {
  expect(compareBirthDates(read('1960', '1981-05-17'), read('1975~', '1981-05-17'))?.relation).toBe('equal')
  expect(compareBirthDates(read('1981-05-17', '1960'), read('1981-05-17', '1975~'))?.relation).toBe('equal')
  expect(compareBirthDates([], read('1981'))).toBeNull()
  expect(relateBirthDates(read('1981'), [])).toBeNull()
})
test('if two pairs of dates have the same weight, the first pair counts', () => {
  const [swapped, month] = ['1981-06-05', '1981-05']
  expect(compareBirthDates(read('1981-05-06'), read(swapped, month))).toMatchObject({
    relation: 'day-month-swapped',
    a: { text: '1981-05-06' },
    b: { text: swapped },
  })
  expect(compareBirthDates(read('1981-05-06'), read(month, swapped))?.relation).toBe('month-only')
  expect(relateBirthDates(read('1981-05-06'), read(swapped, month))?.relation).toBe('day-month-swapped')
  expect(relateBirthDates(read('1981-05-06'), read(month, swapped))?.relation).toBe('month-only')
})
test('if two hard contradictions have the same weight, the first one counts', () => {
  const date = read('1984')
  for (const [first, second, relation] of [
    ['1978/1982', '1978~', 'outside-interval'],
    ['1978~', '1978/1982', 'approximate-apart'],
  ] as const) {
    const dates = read(first, second)
    expect([compareBirthDates(date, dates), relateBirthDates(date, dates)]).toMatchObject([{ relation }, { relation }])
  }
})

const two = (value: number): string => String(value).padStart(2, '0')
const anyDates = fc.array(
  fc.oneof(
    fc
      .tuple(fc.integer({ min: 1975, max: 1985 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(([year, month, day]) => `${year}-${two(month)}-${two(day)}`),
    fc.constantFrom('1979', '1981-05', '1982~', '1978/1983', '1402'),
  ),
  { maxLength: 4 },
)
test('compareBirthDates and relateBirthDates both choose the first pair with the highest weight', () => {
  fc.assert(
    fc.property(anyDates, anyDates, (one, other) => {
      const [a, b] = [read(...one), read(...other)]
      const pairs = a.flatMap((left) => b.flatMap((right) => compareBirthDates([left], [right]) ?? []))
      const most = Math.max(...pairs.map(({ weight }) => weight))
      const best = pairs.find(({ weight }) => weight === most) ?? null
      expect(compareBirthDates(a, b)).toEqual(best)
      const { relation, weight, hard } = best ?? {}
      expect(relateBirthDates(a, b)).toEqual(best === null ? null : { relation, weight, hard })
    }),
  )
})
test('relateBirthDates returns one shared object for each relation of fixed weight', () => {
  const twice = [0, 1].map(() => relateBirthDates(read('1981'), read('1981-05-17')))
  expect(twice[0]).toBe(twice[1])
})
test('a Hijri year is read in both Hijri calendars, within one year', () => {
  expect(compareBirthDates(read('1402-06-24'), read('1982'))?.relation).toBe('interval')
  expect(compareBirthDates(read('1360'), read('1981-05-17'))?.relation).toBe('interval')
})

test.each([
  ['1981-05-17', '1981-05-17', 'The birth date is the same, to the day.'],
  [
    '1981-01-01',
    '1981-01-01',
    'The birth dates are the same, on a day that often stands for "day not known"; the year counts.',
  ],
  ['1981-05-06', '1981-06-05', 'The birth dates are the same with day and month exchanged.'],
  ['1981-05-17', '1981-05-18', 'The birth dates differ by one slip of the digits, in the same year.'],
  ['1981-05-17', '1991-05-17', 'The birth dates differ by one slip of the digits, in the year.'],
  ['1981-05-17', '1981-05', 'The birth dates agree in year and month; one of them has no day.'],
  ['1981-05-17', '1981', 'The year of birth is the same; one side has no more than the year.'],
  ['1981-05-17', '1981-11-30', 'The year of birth is the same, but not the day.'],
  ['1981', '1981~', 'The year of birth agrees with the approximate year.'],
  ['1982', '1981~', 'The year of birth is one year from the approximate year.'],
  ['1983-05-17', '1981~', 'The year of birth is 2 years from the approximate year.'],
  ['1986', '1981~', 'The year of birth is 5 years from the approximate year.'],
  ['1987', '1981~', 'The year of birth is 6 years from the approximate year: too far.'],
  ['1981', '1978/1982', 'The year of birth lies within 1978 to 1982.'],
  ['1983', '1978/1982', 'The year of birth is one year outside 1978 to 1982.'],
  ['1984', '1978/1982', 'The year of birth is 2 years outside 1978 to 1982.'],
  ['1981', '1982', 'The birth dates are one year apart.'],
  ['1981-05-17', '1984-11-30', 'The birth dates are 3 years apart.'],
  ['1981', '1985', 'The birth dates are 4 years apart.'],
])('the sentence on %s and %s', (a, b, text) => {
  for (const pair of [relate(a, b), relate(b, a)]) expect(pair && birthDateText(pair).text).toBe(text)
})
