import { expect, test } from 'vitest'
import { hitRateOf, makeHitRateTable } from './hit-rate.ts'

test('a key with few rows stays near the overall rate', () => {
  // 3 of 4 at an overall rate of 0.216: (3 + 2.16) / 14.
  const keys = Array.from({ length: 125 }, (_, row) => (row < 4 ? 'XA|847130' : `other ${row}`))
  const labels = Int8Array.from({ length: 125 }, (_, row) => (row < 3 || (row > 3 && row < 28) ? 1 : 0))
  const table = makeHitRateTable(keys, labels)
  expect(table.overall).toBe(0.216)
  const found = hitRateOf(table, 'XA|847130')
  expect(found).toMatchObject({ rows: 4, positives: 3 })
  expect(found.rate).toBeCloseTo(0.369, 3)
  // Wilson's interval of 3 of 4.
  expect(found.low).toBeCloseTo(0.301, 3)
  expect(found.high).toBeCloseTo(0.954, 3)
})

test('an unknown key has the overall rate and says nothing', () => {
  const table = makeHitRateTable(['a', 'a', 'b', 'b'], Int8Array.of(1, 0, 0, 0))
  expect(hitRateOf(table, 'c')).toEqual({ rows: 0, positives: 0, rate: 0.25, low: 0, high: 1 })
  expect(makeHitRateTable([], new Int8Array(0)).overall).toBe(0)
})
