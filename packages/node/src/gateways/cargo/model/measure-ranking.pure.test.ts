import { expect, test } from 'vitest'
import { measureClass, measureRanking, orderByScore } from './measure-ranking.ts'

test('equal scores are ordered by ascending id, and ids of digits by their number', () => {
  const ids = ['100', '99', 'b', '7', 'a', '099', '98']
  expect(orderByScore(Float64Array.of(1, 1, 1, 2, 1, 1, 1), ids)).toEqual([3, 6, 5, 1, 0, 4, 2])
})

test('the inspected share is rounded down, and the measures follow from the counts', () => {
  // 59 rows, 12 of them positive; 2 rows are inspected at 5 %, 5 at 10 %.
  const labels = Int8Array.from({ length: 59 }, (_, row) => ([0, 2, 3].includes(row) || row >= 50 ? 1 : 0))
  const order = Array.from({ length: 59 }, (_, row) => row)
  const [five, ten] = measureRanking('m', order, labels)
  expect(five).toMatchObject({ model: 'm', share: 0.05, k: 2, precision: 0.5, recall: 1 / 12 })
  expect(ten).toMatchObject({ share: 0.1, k: 5, precision: 0.6, recall: 3 / 12 })
  expect(ten?.lift).toBeCloseTo(0.6 / (12 / 59), 12)
  // Wilson's interval of 3 of 5.
  expect([ten?.low, ten?.high].map((value) => Math.round((value as number) * 1000) / 1000)).toEqual([0.231, 0.882])
})

test('a measure whose divisor is 0 is null', () => {
  const [none] = measureRanking('m', [0, 1, 2], Int8Array.of(0, 0, 0))
  expect(none).toEqual({ model: 'm', share: 0.05, k: 0, precision: null, recall: null, lift: null, low: 0, high: 1 })
})

test('a rare class is measured by the part of it that is found', () => {
  const labels = Int8Array.from({ length: 40 }, (_, row) => (row === 1 || row === 30 ? 1 : 0))
  const [five] = measureClass(
    'm',
    Array.from({ length: 40 }, (_, row) => row),
    labels,
  )
  expect(five).toMatchObject({ k: 2, found: 1, of: 2, recall: 0.5 })
  expect(five?.low).toBeCloseTo(0.095, 3)
})
