import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ArgumentError } from '../errors/argument-error.ts'
import { hamming } from './hamming-distance.ts'
import { hashBytes, hexOf, normaliseHash } from './hash-bytes.ts'

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('the distance is the number of flipped bits', () => {
  fc.assert(
    fc.property(hash, fc.uniqueArray(fc.nat(255), { maxLength: 256 }), (bytes, places) => {
      const flipped = bytes.slice()
      for (const place of places) flipped[place >> 3]! ^= 1 << (place & 7)
      expect(hamming(bytes, flipped)).toBe(places.length)
      expect(hamming(hexOf(flipped), bytes)).toBe(places.length)
    }),
  )
})
test('a hash is read in either case, with spaces around it, and written in lower case', () => {
  fc.assert(
    fc.property(hash, (bytes) => {
      expect(hashBytes(` ${hexOf(bytes).toUpperCase()}\n`, 32)).toEqual(bytes)
      expect(normaliseHash(` ${hexOf(bytes).toUpperCase()}\n`, 32)).toBe(hexOf(bytes))
    }),
  )
  expect(hashBytes('00ff10')).toEqual(Uint8Array.of(0, 255, 16))
})
test('63 digits, other letters and hashes of different lengths are rejected', () => {
  expect(normaliseHash('a'.repeat(63), 32)).toBeNull()
  expect(normaliseHash('a'.repeat(20_000_000), 32)).toBeNull()
  expect(() => hashBytes('a'.repeat(20_000_000))).toThrow(ArgumentError)
  expect(normaliseHash(`${'a'.repeat(63)}g`, 32)).toBeNull()
  for (const [a, b] of [
    ['a'.repeat(63), 'a'.repeat(64)],
    ['xy', 'ab'],
    ['', ''],
    ['ab', 'abcd'],
  ] as const)
    expect(() => hamming(a, b)).toThrow(ArgumentError)
  expect(() => hashBytes('abcd', 32)).toThrow(expect.objectContaining({ code: 'hash-invalid' }))
})
