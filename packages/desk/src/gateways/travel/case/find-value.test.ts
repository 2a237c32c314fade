import { expect, test } from 'vitest'
import { usualSeparators } from '../messages/mark-segment.ts'
import { findValue, writtenForms } from './find-value.ts'

const segments = (...texts: string[]) =>
  texts.map((text, place) => ({
    number: place + 8,
    from: 0,
    to: 0,
    tag: text.slice(0, 3),
    text: `${text}'`,
    quarantined: false,
  }))
const listed = segments(
  'NAD+FL+++FERHANY:IDRIS',
  'ATT+2++M',
  'DTM+329:840314',
  'NAT+2+TUN',
  'DOC+P:110:111+K4471906B',
  'DTM+36:320101',
  'LOC+91+TUN',
  'NAD+FL+++HOLMVIK:BERIT',
  'DOC+P:110:111+NO4410982',
)
const marked = (field: string, value: string, from = listed) => {
  const found = findValue(from, field, value, usualSeparators)
  return found && `${found.number} ${found.pieces.flatMap((piece) => (piece.marked ? [piece.text] : [])).join(' ')}`
}

test("each compared value is found in its person's segments", () => {
  expect(marked('name', 'IDRIS FERHANY')).toBe('8 FERHANY IDRIS')
  expect(marked('sex', 'M')).toBe('9 M')
  expect(marked('birth date', '1984-03-14')).toBe('10 840314')
  expect(marked('nationality', 'TUN')).toBe('11 TUN')
  expect(marked('document', 'K4471906B')).toBe('12 K4471906B')
})
test('a segment of another person is never returned', () => {
  expect(marked('document', 'NO4410982')).toBeNull()
  expect(marked('name', 'BERIT HOLMVIK')).toBeNull()
})
test('document number and date of a reservation are found between slashes', () => {
  const booked = segments(
    'TIF+FERHANY+IDRIS MR:A:1',
    'SSR+DOCS:HK:1:7N:::::/P/TUN/K4471906B/TUN/14MAR84/M/01JAN32/FERHANY/IDRIS',
  )
  expect(marked('document', 'K4471906B', booked)).toBe('9 K4471906B')
  expect(marked('birth date', '1984-03-14', booked)).toBe('9 14MAR84')
  expect(marked('sex', 'M', booked)).toBe('9 M')
})
test('an incomplete date is searched for as it is', () => {
  expect(writtenForms('birth date', '1984')).toEqual(['1984'])
})
