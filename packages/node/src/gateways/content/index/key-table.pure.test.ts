import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeyTable } from './key-table.ts'

test('after any additions and removals a table finds the same as a map of lists', () => {
  // The test uses few keys, so that numbers share keys, and many steps, so that the table grows and is cleaned.
  const step = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 60 }))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6000, size: 'max' }), (steps) => {
      const table = new KeyTable()
      const oracle = new Map<number, number[]>()
      for (const [adds, key, number] of steps) {
        const numbers = oracle.get(key) ?? []
        if (adds) {
          table.add(key, key * 7, number)
          numbers.push(number)
        } else {
          const at = numbers.indexOf(number)
          expect(table.remove(key, key * 7, number)).toBe(at >= 0)
          if (at >= 0) numbers.splice(at, 1)
        }
        oracle.set(key, numbers)
      }
      for (const [key, numbers] of oracle)
        expect(table.find(key, key * 7).toSorted((a, b) => a - b)).toEqual(numbers.toSorted((a, b) => a - b))
      expect(table.size).toBe([...oracle.values()].reduce((sum, { length }) => sum + length, 0))
    }),
    { numRuns: 60 },
  )
})

test('keys that agree only in half of their 64 bits do not match', () => {
  const table = new KeyTable()
  table.add(0xffffffff, 1, 5)
  expect(table.find(0xffffffff, 1)).toEqual([5])
  expect(table.find(0xffffffff, 2)).toEqual([])
  expect(table.find(1, 1)).toEqual([])
})
