import { expect, test } from 'vitest'
import { bytesOf } from '../invented-messages.fixture.ts'
import { findStart } from './find-start.ts'

const read = (text: string) => {
  const start = findStart(bytesOf(text), 0)
  if (start === null) return null
  const { separators, una, unb } = start
  const shown = [separators.component, separators.element, separators.release, separators.terminator]
  return [una, unb, String.fromCharCode(...shown.map((byte) => byte || 0x20))]
}
const rest = "UNB+UNOA:4+A+B+240510:0830+R'UNH+1+PAXLST:D:05B:UN'"

test('without UNA, the default separators apply, and UNB shows the element separator', () => {
  expect(read(`header text ${rest}`)).toEqual(['absent', 12, ":+?'"])
  expect(read(rest.replaceAll('+', '*'))).toEqual(['absent', 0, ":*?'"])
})

test('a word that contains UNB is not an interchange', () => {
  expect(read('SUNBURN +1')).toBeNull()
  expect(read('UNBOUND')).toBeNull()
  expect(read('')).toBeNull()
})

test('blanks and line ends are allowed between UNA and UNB', () => {
  expect(read(`UNA:+.? '\r\n  ${rest}`)).toEqual(['present', 13, ":+?'"])
})

test('a repetition separator in the fifth place changes nothing', () => {
  expect(read(`UNA:+.?*'${rest}`)).toEqual(['present', 9, ":+?'"])
})

test('a blank release character in UNA means no release character', () => {
  expect(read(`UNA:+.  '${rest}`)).toEqual(['present', 9, ":+ '"])
})

test.each([
  ['two equal separators', `UNA++.? '${rest}`],
  ['a terminator that closes nothing', `UNA:+.? ~${rest}`],
  ['an element separator that is not used', `UNA:/.? '${rest}`],
  ['seven characters', `UNA:+.? *'${rest}`],
  ['four characters', `UNA:+.?\n${rest}`],
])('UNA with %s is damaged and repaired from the text', (_, text) => {
  expect(read(text)?.[0]).toBe('damaged')
  expect(read(text)?.[2]).toBe(":+?'")
})

test('if UNA is damaged, only the separators that the text confirms are used', () => {
  const used = rest.replaceAll(':', ';').replaceAll("'", '~')
  expect(read(`UNA;+.?~${used}`)?.[2]).toBe(';+?~')
})
