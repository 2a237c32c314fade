import { expect, test } from 'vitest'
import { correctByCheckDigit, isImoNumber, mrzCheckDigit } from './check-digit.ts'
import { compareDocuments, documentText, type ReadDocument } from './compare-documents.ts'
import { equalWhenFolded, foldDocumentNumber, normaliseDocumentNumber } from './document-number.ts'

test.each([
  ['AB 123-4567', 'AB1234567'],
  ['ab.1234567', 'AB1234567'],
  ['Passport no. B/772 310 (expired 2009)', 'B772310'],
  ['diplomatic passport: Z00112233', 'Z00112233'],
  ['N° 4471120', '4471120'],
  ['No55012/87', '5501287'],
  ['PS 771230200', 'PS771230200'],
  ['identity card (paper) number 771230', '771230'],
  ['R00099123, Atlantis', 'R00099123'],
  ['771230001 issued on 4 May 2011', '771230001'],
  ['ＡＢ１２３４５６７', 'AB1234567'],
])('the number in %j is %s', (written, number) => {
  expect(normaliseDocumentNumber(written)).toBe(number)
})
test.each(['', 'A123', 'passport', 'ABCDEFG', '0000000', 'number 12'])('%j has no usable number', (written) => {
  expect(normaliseDocumentNumber(written)).toBeNull()
})
test('a letter that looks like a digit equals only that digit', () => {
  expect(foldDocumentNumber('OIL5SBZG')).toBe('01155826')
  expect(equalWhenFolded('AB123O5', 'AB12305')).toBe(true)
  // Both sides have a letter at this place, so neither letter is a misread digit.
  expect(equalWhenFolded('I123456', 'L123456')).toBe(false)
})

const document = (number: string, ...countries: string[]): ReadDocument => ({
  written: number,
  number,
  folded: foldDocumentNumber(number),
  countries,
})
test.each([
  ['AB1234567', 'AB1234567', 'equal', 12],
  ['12345678', '12345678', 'equal', 11],
  ['12345', '12345', 'equal', 5],
  ['AB12345O7', 'AB1234507', 'folded', 7],
  ['AB1234567', 'AB1234568', 'one-place', 3],
  ['AB1234567', 'AB1234576', 'one-place', 3],
])('%s and %s: %s', (a, b, relation, weight) => {
  expect(compareDocuments([document(a)], [document(b)])).toMatchObject({ relation, weight })
})
test('numbers are unique only within their issuer', () => {
  const pair = compareDocuments([document('AB1234567', 'FRA')], [document('AB1234567', 'DEU')])
  expect(pair).toMatchObject({ issuer: 'differs', weight: 6 })
  expect(pair && documentText(pair).text).toBe('The document number is the same, but another state issued it.')
  expect(compareDocuments([document('AB1234567', 'FRA')], [document('AB1234567', 'FRA', 'BEL')])).toMatchObject({
    issuer: 'same',
    weight: 12,
  })
})
test('documents with different numbers have no relation, because people renew documents', () => {
  expect(compareDocuments([document('AB1234567')], [document('XY7654321')])).toBeNull()
})
test('the sentence states in how many places a number differs', () => {
  const pair = compareDocuments([document('AB1234567')], [document('AB1234568')])
  expect(pair && documentText(pair).text).toBe('The document number differs in one of nine places.')
})

// The expected values are the worked examples of ICAO Doc 9303-3 and 9303-4 (the specimen passport of Utopia).
test('check digits follow the examples of ICAO Doc 9303', () => {
  expect(mrzCheckDigit('L898902C3')).toBe('6')
  expect(mrzCheckDigit('740812')).toBe('2')
  expect(mrzCheckDigit('120415')).toBe('9')
  expect(mrzCheckDigit('ZE184226B<<<<<')).toBe('1')
})
test('a field with a wrong check digit is corrected if only one replacement is possible', () => {
  expect(correctByCheckDigit('L898902C3', '6')).toBe('L898902C3')
  expect(correctByCheckDigit('L8989O2C3', '6')).toBe('L898902C3')
  expect(correctByCheckDigit('XXXXXXXXX', '6')).toBe(mrzCheckDigit('XXXXXXXXX') === '6' ? 'XXXXXXXXX' : null)
})
test('an IMO ship number must have the right check digit', () => {
  expect(isImoNumber('9074729')).toBe(true)
  expect(isImoNumber('IMO 9074729')).toBe(true)
  expect(isImoNumber('9074728')).toBe(false)
})
