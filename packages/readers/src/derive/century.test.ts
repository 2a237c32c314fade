import { expect, test } from 'vitest'
import { isoDate } from './calendar.ts'
import { birthDateInCentury, expiryInCentury } from './century.ts'

const birth = (yy: number, month: number, day: number, reference: number) => {
  const { date } = birthDateInCentury(yy, month, day, reference)
  return date === 0 ? null : isoDate(date)
}

test('a birth date is the latest possible date that is not after the reference date', () => {
  expect(birth(15, 7, 12, 20110510)).toBe('1915-07-12')
  expect(birth(11, 5, 10, 20110510)).toBe('2011-05-10')
  expect(birth(11, 5, 11, 20110510)).toBe('1911-05-11')
  expect(birth(3, 1, 1, 21020101)).toBe('2003-01-01')
  expect(birth(2, 1, 1, 21020101)).toBe('2102-01-01')
})

test('the century chosen for 29 February is one in which that day exists', () => {
  expect(birth(0, 2, 29, 20240510)).toBe('2000-02-29')
  expect(birth(0, 2, 29, 19990510)).toBeNull()
  expect(birth(15, 2, 29, 20240510)).toBeNull()
})

test('a birth date that is also plausible a century earlier is ambiguous', () => {
  expect(birthDateInCentury(20, 1, 1, 20240510).ambiguous).toBe(true)
  expect(birthDateInCentury(80, 1, 1, 20240510).ambiguous).toBe(false)
})

test('without a reference date no century is chosen', () => {
  expect(birthDateInCentury(80, 1, 1, 0)).toEqual({ date: 0, problem: 'no-reference', ambiguous: true })
  expect(birthDateInCentury(80, 13, 1, 20240510)).toMatchObject({ date: 0, problem: 'impossible' })
})

const expiry = (yy: number, month: number, day: number, born: number, reference: number) =>
  isoDate(expiryInCentury(yy, month, day, born, reference).date)

test('an expiry date is after the birth date and nearest to the reference date', () => {
  expect(expiry(49, 3, 18, 19830101, 20190601)).toBe('2049-03-18')
  expect(expiry(61, 2, 18, 19780706, 20170127)).toBe('2061-02-18')
  expect(expiry(99, 9, 9, 19590429, 20020131)).toBe('1999-09-09')
  // Without a birth date, only the distance to the reference date counts.
  expect(expiry(61, 2, 18, 0, 20170127)).toBe('2061-02-18')
  expect(expiry(75, 2, 18, 0, 20170127)).toBe('1975-02-18')
})
