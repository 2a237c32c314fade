import type { FieldComparison } from '@entente/contracts'
import { expect, test } from 'vitest'
import { relationOf } from './relation-of.ts'

const row = (
  field: string,
  a: string | null,
  b: string | null,
  relation: FieldComparison['relation'],
): FieldComparison => ({
  field,
  a,
  b,
  relation,
  places: [],
})

test('document numbers show how many characters differ', () => {
  const view = relationOf(row('document', 'K4471906B', 'K4471506B', 'spelling'))
  expect(view).toMatchObject({ sign: 'differs', words: '1 of 9 differs' })
  expect(view.alignment?.places).toEqual([6])
})
test('two completely different numbers differ without marks', () => {
  expect(relationOf(row('document', 'J24288149', 'A63481699', 'differs'))).toMatchObject({
    words: 'differs',
    alignment: null,
  })
})
test('an incomplete date agrees in part or differs, without marked digits', () => {
  expect(relationOf(row('birth date', '1970-10-04', '1970~', 'differs'))).toEqual({
    sign: 'spelling',
    words: 'agrees in part',
    alignment: null,
  })
  expect(relationOf(row('birth date', '2004-10-10', '1999~', 'differs'))).toEqual({
    sign: 'differs',
    words: 'differs',
    alignment: null,
  })
})
test('a value that is missing on one side is not a difference', () => {
  expect(relationOf(row('nationality', 'TN', null, 'not-said'))).toEqual({
    sign: 'not-said',
    words: 'not given',
    alignment: null,
  })
})
test('names in two scripts are compared by the evidence, not by their letters', () => {
  expect(relationOf(row('name', 'RIDA BAHRAMI', 'رضا بهرامی', 'differs'))).toEqual({
    sign: 'not-said',
    words: 'in two scripts',
    alignment: null,
  })
  expect(relationOf(row('name', 'RIDA BAHRAMI', 'ANNA SVENSSON', 'differs')).words).toBe('differs')
  expect(relationOf(row('document', 'X1234567', '98765432', 'differs')).words).toBe('differs')
})
test('a name of which a part is missing is alike, in the words of the cell', () => {
  const missing = { sign: 'spelling', words: 'a part is missing', alignment: null }
  expect(relationOf(row('name', 'NILS VORK', 'Nils Anders Vork', 'differs'))).toEqual(missing)
  expect(relationOf(row('given names', 'NILS ANDERS', 'Nils', 'spelling'))).toEqual(missing)
  expect(relationOf(row('name', 'NILS VORK', 'Nils Vorck', 'spelling')).words).toBe('spelling')
})
test('a nationality is compared as a whole', () => {
  expect(relationOf(row('nationality', 'IND', 'NPL', 'differs'))).toEqual({
    sign: 'differs',
    words: 'differs',
    alignment: null,
  })
})
