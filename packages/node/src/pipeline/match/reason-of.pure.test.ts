import { compare, type Identity } from '@entente/matching'
import { expect, test } from 'vitest'
import { reasonOf } from './reason-of.ts'
import { relateCells, statedBy } from './relate-cells.ts'

const today = '2026-11-24'
function reason(a: Partial<Identity>, b: Partial<Identity>): string {
  const [record, entry] = [
    { names: ['Nils Vork'], ...a },
    { id: 'x', names: ['Nils Vork'], ...b },
  ]
  const { evidence } = compare(record, entry, { today })
  return reasonOf(evidence, relateCells(evidence, statedBy(record, entry))).text
}

const born = { birthDates: ['1971-03-02'] }
const passport = { documents: [{ number: 'N4471906B', country: 'NOR' }] }

test('a row starts with the fact that tells most: document, birth date, then name', () => {
  expect(reason({ ...born, ...passport }, { ...born, ...passport })).toBe(
    'Same document number, same birth date, same name',
  )
  expect(reason({ ...born, ...passport }, born)).toBe('Same birth date, same name; no document to compare')
})

test('a row names what differs, a document first', () => {
  const other = { documents: [{ number: 'P9002771', country: 'NOR' }] }
  expect(reason({ ...born, ...passport }, { ...born, ...other })).toBe('Same birth date, same name; document differs')
  expect(reason({ ...born, nationalities: ['NOR'] }, { birthDates: ['1990-08-09'], nationalities: ['SWE'] })).toBe(
    'Same name; birth date differs, nationality differs, no document to compare',
  )
})

test('a row always names a missing comparison', () => {
  expect(reason({}, {})).toBe('Same name; only the name could be compared')
  expect(reason(passport, passport)).toBe('Same document number, same name; no birth date to compare')
  expect(reason(born, {})).toBe('Same name; only the name could be compared')
})
