import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binOf, bins, binValues, findEdges } from './bin-values.ts'

const value = fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 0, max: 9 }))

test('a higher value never has a lower bin, and an absent value has bin 0', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 200 }), value, value, (values, one, other) => {
      const edges = findEdges(Float64Array.from([...values, Number.NaN]))
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      expect(binOf(low, edges)).toBeGreaterThan(0)
      expect(binOf(low, edges)).toBeLessThanOrEqual(binOf(high, edges))
      expect(binOf(high, edges)).toBeLessThan(bins)
      expect(binOf(Number.NaN, edges)).toBe(0)
    }),
    { seed: 1 },
  )
})

test('each of a few distinct values has a bin of its own', () => {
  const values = Float64Array.from({ length: 500 }, (_, place) => (place % 63) / 4)
  expect(new Set(binValues(values, findEdges(values))).size).toBe(63)
})

test('many distinct values are divided into quantiles of about the same size', () => {
  const values = Float64Array.from({ length: 6300 }, (_, place) => ((place * 37) % 6300) ** 2)
  const counts = new Map<number, number>()
  for (const bin of binValues(values, findEdges(values))) counts.set(bin, (counts.get(bin) ?? 0) + 1)
  expect(counts.size).toBe(63)
  expect([...counts.values()].every((count) => count === 100)).toBe(true)
})

test('a value that most rows have is one bin', () => {
  const values = Float64Array.from({ length: 1000 }, (_, place) => (place < 900 ? 0 : place))
  const edges = findEdges(values)
  expect(edges[0]).toBe(0)
  expect(new Set(edges).size).toBe(edges.length)
})
