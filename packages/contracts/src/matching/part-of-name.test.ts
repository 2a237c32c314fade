import { expect, test } from 'vitest'
import { isPartOfName } from './part-of-name.ts'

test.each([
  ['Nils Vork', 'Nils Anders Vork', true],
  ['VORK', 'Vork-Aasen', true],
  ['José', 'JOSE MARIA', true],
  ['رضا', 'رضا بهرامی', true],
  ['Vork Nils', 'Nils Anders Vork', true],
  ['Nils Nils', 'Nils Anders Vork', false],
  ['Nils Vork', 'Nils Vork', false],
  ['Nils Anders Vork', 'Nils Vork', false],
  ['Nils Vorc', 'Nils Anders Vork', false],
  ['', 'Nils', false],
  ['-', 'Nils', false],
])('%s is a part of %s: %s', (part, whole, expected) => {
  expect(isPartOfName(part, whole)).toBe(expected)
})
