import { expect, test } from 'vitest'
import { percentOf, scaleFor } from './scale.ts'

test.each([
  [[0], 1, [0, 0.5, 1]],
  [[8, 3], 1, [0, 2, 4, 6, 8]],
  [[47], 1, [0, 20, 40, 60]],
  [[0.02], 0.01, [0, 0.005, 0.01, 0.015, 0.02]],
  [[Number.NaN, 1000], 1, [0, 500, 1000]],
])('the scale for %j has the lines %3$j', (values, least, ticks) => {
  expect(scaleFor(values, least).ticks).toEqual(ticks)
})

test('a position is between 0 and 100', () => {
  const scale = scaleFor([8])
  expect([percentOf(2, scale), percentOf(-1, scale), percentOf(99, scale)]).toEqual([25, 0, 100])
})
