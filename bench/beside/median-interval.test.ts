import { expect, test } from 'vitest'
import { median, medianInterval } from './median-interval.ts'

test('the median is the middle value, or the mean of the middle two', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([5])).toBe(5)
  expect(median([])).toBeNaN()
})

test('the interval of seven values is their whole range, at 98.4 %', () => {
  const { low, high, level } = medianInterval([1.02, 0.97, 1, 0.99, 1.05, 0.98, 1.01])
  expect([low, high]).toEqual([0.97, 1.05])
  expect(level).toBe(1 - 2 / 128)
})

// The levels follow from the binomial distribution: 1 - 2 P(B < k).
test.each([
  [8, 1, 1 - 2 / 256],
  [9, 2, 1 - (2 * 10) / 512],
  [11, 2, 1 - (2 * 12) / 2048],
  [12, 3, 1 - (2 * (1 + 12 + 66)) / 4096],
  [15, 4, 1 - (2 * (1 + 15 + 105 + 455)) / 32_768],
])('with %i values, the interval omits as many extremes as 95 %% allows', (count, k, expected) => {
  const values = Array.from({ length: count }, (_, place) => place + 1)
  const { low, high, level } = medianInterval(values.toReversed())
  expect([low, high]).toEqual([k, count + 1 - k])
  expect(level).toBeCloseTo(expected, 12)
})

test('too few values give their range, with its level below 95 %', () => {
  expect(medianInterval([2, 1, 3])).toEqual({ low: 1, high: 3, level: 0.75 })
  expect(medianInterval([4])).toEqual({ low: 4, high: 4, level: 0 })
})
