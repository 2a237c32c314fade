import { expect, test } from 'vitest'
import { readFlightIdentification, splitFlightNumber } from './flight-number.ts'

test.each([
  ['XY0417', null, ['XY', '417', null]],
  ['U20071', null, ['U2', '71', null]],
  ['9X12A', null, ['9X', '12', 'A']],
  ['XYZ0088', null, ['XYZ', '88', null]],
  ['0417', 'XY', ['XY', '417', null]],
  ['XY0417', 'XY', ['XY', '417', null]],
  ['XY 0417 B', null, ['XY', '417', 'B']],
  ['QZ55', 'XYZ', ['XYZ', '55', null]],
  ['XYMCL', null, ['XY', null, null]],
  [null, 'XY', ['XY', null, null]],
  ['XY0000', null, ['XY', '0', null]],
])('%s beside carrier %s', (text, carrier, expected) => {
  const read = readFlightIdentification(text, carrier)
  expect([read.carrier, read.number, read.suffix]).toEqual(expected)
})

test('text that does not begin with a digit has no flight number', () => {
  expect(splitFlightNumber('ARNK')).toEqual({ number: null, suffix: null })
})
