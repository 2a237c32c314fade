import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readUnNumber, saysDangerous, unNumbersIn } from './dangerous-goods.ts'

test('a UN number has four digits in the range of the list', () => {
  for (const text of ['1993', 'UN1993', 'un 1993', 'ID1993', ' UN-1993 ']) expect(readUnNumber(text)).toBe('1993')
  expect(readUnNumber('UN0004')).toBe('0004')
  expect(readUnNumber('3600')).toBe('3600')
  expect(readUnNumber('ID8000')).toBe('8000')
  for (const text of ['0003', '3601', '9999', '199', '19933', 'UNX993', '', 'UN']) expect(readUnNumber(text)).toBeNull()
})

test('UN numbers are found in text with UN or ID before them', () => {
  expect(unNumbersIn('PAINT UN1263, THINNER (UN 1263) AND UN-NO. 1993')).toEqual(['1263', '1993'])
  expect(unNumbersIn('CONSUMER COMMODITY ID 8000')).toEqual(['8000'])
  for (const text of ['ORDER 1993', 'RUN1993', 'UN19930', 'UN 9999', 'UN1993A', 'UNIT 1234', 'GRID 2000'])
    expect(unNumbersIn(text), text).toEqual([])
})

describe('a text says that goods are dangerous', () => {
  test.each([
    '01 PACKAGE IS DANGEROUS GOODS AS PER ATTACHED LIST',
    "as per attached shipper's declaration",
    'PAINT, FLAMMABLE',
    'INFLAMMABLE LIQUID',
    'RADIOACTIVE MATERIAL TYPE A',
    'CORROSIVE LIQUID',
    'MINING EXPLOSIVES',
    'HAZMAT',
    'DGR ON BOARD',
    'NOT STACKABLE. DANGEROUS GOODS INSIDE',
    'NON-TOXIC BUT FLAMMABLE RESIN',
  ])('%s', (text) => expect(saysDangerous(text)).toBe(true))
})

describe('a text that denies danger, or names none', () => {
  test.each([
    'NOT DANGEROUS GOODS - PAINT BRUSHES',
    'NO DANGEROUS GOODS',
    'NON HAZARDOUS CHEMICALS',
    'NON-HAZ RESIN, FLAMMABLE TEST PASSED',
    'NON-DG',
    'NON DGR LITHIUM BATTERIES',
    'FLAMMABLE COATING NOT RESTRICTED AS PER SPECIAL PROVISION A3',
    'DOES NOT CONTAIN ANY DANGEROUS GOODS',
    'NOT SUBJECT TO DGR',
    'NOT CLASSIFIED AS HAZARDOUS',
    'NON-TOXIC WATER COLOURS',
    'NON FLAMMABLE FABRIC',
    'ANTI-CORROSIVE PAPER',
    'NONTOXIC GLUE',
    'EXPLOSION PROOF MOTORS',
    'INTOXICATION TEST KITS',
    '',
  ])('%s', (text) => expect(saysDangerous(text)).toBe(false))
})

test('long hostile texts are judged', () => {
  for (const piece of ['NOT ', 'NO-', 'NON A ANY AS ', 'UN', 'UN -', '1', ' ', 'SHIPPER ', 'UN NO '])
    expect(saysDangerous(piece.repeat(200_000)) || unNumbersIn(piece.repeat(200_000)).length > 0).toBe(false)
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof saysDangerous(text) === 'boolean'))
})
