import { expect, test } from 'vitest'
import { readBirthDate } from './birth-date.ts'
import { statedWithMonthName, statedYearFirst } from './stated-date.ts'

const flying = { referenceDate: () => 20240510 }

/** Reads a text where a list has `YYMMDD` or `CCYYMMDD`: the value and the codes of its findings. */
const inList = (literal: string, format: string | null = null, message = flying): string => {
  const { value, findings } = readBirthDate(literal, statedYearFirst(literal), format, message)
  return [value ?? 'none', ...findings.map(({ code }) => code)].join(' ')
}
/** Reads a text where an SSR has `DDMMMYY`. */
const inService = (literal: string): string => {
  const { value, findings } = readBirthDate(literal, statedWithMonthName(literal), null, flying)
  return [value ?? 'none', ...findings.map(({ code }) => code)].join(' ')
}

test.each([
  ['840217', '1984-02-17'],
  ['19840217', '1984-02-17'],
  ['300101', '1930-01-01'],
  ['240101', '2024-01-01 CENTURY_AMBIGUOUS'],
  ['240601', '1924-06-01'],
])('%s is a whole date in the form of a list: %s', (literal, read) => expect(inList(literal)).toBe(read))

test.each([
  ['1990', '1990 DATE_PARTIAL'],
  ['9004', '1990-04 DATE_PARTIAL'],
  ['3004', '1930-04 DATE_PARTIAL'],
  ['199004', '1990-04 DATE_PARTIAL'],
  ['199000', '1990 DATE_PARTIAL'],
  ['900000', '1990 DATE_PARTIAL'],
  ['900400', '1990-04 DATE_PARTIAL'],
  ['19900000', '1990 DATE_PARTIAL'],
  ['19900400', '1990-04 DATE_PARTIAL'],
  ['90XXXX', '1990 DATE_PARTIAL'],
  ['9004<<', '1990-04 DATE_PARTIAL'],
  ['1990xxxx', '1990 DATE_PARTIAL'],
  ['240000', '2024 DATE_PARTIAL CENTURY_AMBIGUOUS'],
  ['300000', '1930 DATE_PARTIAL'],
  ['apr90', '1990-04 DATE_PARTIAL'],
  ['00APR1990', '1990-04 DATE_PARTIAL'],
  ['1990-04', '1990-04 DATE_PARTIAL'],
  ['1990-04-00', '1990-04 DATE_PARTIAL'],
  ['04/1990', '1990-04 DATE_PARTIAL'],
  ['12/04/1990', '1990 DATE_PARTIAL'],
])('%s is a part of a date: %s', (literal, read) => expect(inList(literal)).toBe(read))

test.each([
  ['12APR1990', '1990-04-12 DATE_FORM'],
  ['12apr90', '1990-04-12 DATE_FORM'],
  ['12-APR-1990', '1990-04-12 DATE_FORM'],
  ['1 April 1990', '1990-04-01 DATE_FORM'],
  ['1990-04-12', '1990-04-12 DATE_FORM'],
  ['1990/4/12', '1990-04-12 DATE_FORM'],
  ['1990-04-12T00:00:00Z', '1990-04-12 DATE_FORM'],
  ['90-04-12', '1990-04-12 DATE_FORM'],
  ['22/04/1990', '1990-04-22 DATE_FORM'],
  ['04/22/1990', '1990-04-22 DATE_FORM'],
  ['05.05.1990', '1990-05-05 DATE_FORM'],
  ['9004120000', '1990-04-12 DATE_FORM'],
  ['199004120000', '1990-04-12 DATE_FORM'],
])('%s is a whole date in another form: %s', (literal, read) => expect(inList(literal)).toBe(read))

test.each([
  ...['900431', '991332', '19900431', '31APR1990', '1990-04-31', '1990-13', '13/13/1990', '900012', '99', '12APR'],
  ...['000000', '00000000', '0000', '2030', '30APR2030', '2030-01-01', '1066', 'UNKNOWN', 'APRIL', '19900412 A', '-'],
])('%s is no birth date', (literal) => expect(inList(literal)).toBe('none DATE_INVALID'))

test('four digits that are a year and also a month of a year are neither', () => {
  const { value, findings } = readBirthDate('2004', Number.NaN, null, flying)
  expect([value, findings]).toEqual([
    null,
    [{ code: 'DATE_AMBIGUOUS', message: 'birth date: may be the year 2004 or month 4 of a year 20' }],
  ])
})

test('the code of the form decides what the digits mean', () => {
  expect(inList('2004', '602')).toBe('2004 DATE_PARTIAL')
  expect(inList('2004', '609')).toBe('2020-04 DATE_PARTIAL CENTURY_AMBIGUOUS')
  expect(inList('200412', '610')).toBe('2004-12 DATE_PARTIAL')
  expect(inList('90', '601')).toBe('1990 DATE_PARTIAL')
  // A code that does not fit the text is ignored.
  expect(inList('840217', '602')).toBe('1984-02-17')
  expect(inList('840217', 'constructor')).toBe('1984-02-17')
})

test.each([
  ['12APR90', '1990-04-12'],
  ['APR90', '1990-04 DATE_PARTIAL'],
  ['1990', '1990 DATE_PARTIAL'],
  ['900412', '1990-04-12 DATE_FORM'],
  ['310490', 'none DATE_INVALID'],
  ['120490', '1990-04-12 DATE_FORM'],
  ['120410', 'none DATE_AMBIGUOUS'],
  ['19900412', '1990-04-12 DATE_FORM'],
  ['1990-04-12', '1990-04-12 DATE_FORM'],
])('%s in the place of a date with a month name is %s', (literal, read) => expect(inService(literal)).toBe(read))

test('without a reference date, a two-digit year has no century', () => {
  const nowhere = { referenceDate: () => 0 }
  expect(inList('900000', null, nowhere)).toBe('none DATE_PARTIAL CENTURY_AMBIGUOUS')
  expect(inList('12APR90', null, nowhere)).toBe('none DATE_FORM CENTURY_AMBIGUOUS')
  expect(inList('1990', null, nowhere)).toBe('1990 DATE_PARTIAL')
})
