import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDocuments } from '../identifiers/compare-documents.ts'
import { foldDocumentNumber } from '../identifiers/document-number.ts'
import { documentKey, documentKeysToFind } from './document-keys.ts'

const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const read = (number: string) => ({ written: number, number, folded: foldDocumentNumber(number), countries: [] })

test('two documents that compareDocuments relates share a key', () => {
  let related = 0
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...characters), { minLength: 5, maxLength: 14 }),
      fc.nat(13),
      fc.constantFrom(...characters),
      fc.nat(2),
      (number, place, letter, kind) => {
        const at = place % number.length
        const other = [...number]
        if (kind === 0) other[at] = letter
        else if (kind === 1) [other[at], other[at + 1]] = [number[at + 1] ?? letter, number[at] ?? letter]
        const [a, b] = [read(number.join('')), read(other.join(''))]
        if (compareDocuments([a], [b]) === null) return
        related += 1
        expect(documentKeysToFind(a.folded)).toContain(documentKey(b.folded))
      },
    ),
    { numRuns: 3000, seed: 9 },
  )
  expect(related).toBeGreaterThan(1000)
})
test('only an equal number finds a short document number', () => {
  expect(documentKeysToFind('A12345')).toEqual(Uint32Array.of(documentKey('A12345')))
})
