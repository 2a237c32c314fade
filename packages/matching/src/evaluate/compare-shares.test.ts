import { expect, test } from 'vitest'
import { compareShares, ratioOfShares } from './compare-shares.ts'

// The expected values were computed with the error function of Python's standard library.
test.each([
  [[45, 60], [30, 60], 2.828427, 4.677735e-3],
  [[130, 200], [100, 200], 3.03433, 2.410702e-3],
  [[3, 1000], [9, 900], -1.923112, 5.4466042e-2],
  [[55, 60], [33, 60], 4.541476, 5.586187e-6],
  [[90, 100], [10, 100], 11.313708, 1.12243e-29],
  [[5, 50], [5, 50], 0, 1],
])('%j against %j: z is %d and p is %d', ([a, n], [b, m], z, p) => {
  const found = compareShares({ count: a as number, n: n as number }, { count: b as number, n: m as number })
  expect(found.z).toBeCloseTo(z, 5)
  expect((found.p ?? 0) / p).toBeCloseTo(1, 5)
})

test('shares of nothing, and shares that cannot differ, are not compared', () => {
  expect(compareShares({ count: 0, n: 0 }, { count: 1, n: 9 })).toEqual({ z: null, p: null })
  expect(compareShares({ count: 5, n: 5 }, { count: 9, n: 9 })).toEqual({ z: null, p: null })
  expect(ratioOfShares({ count: 0, n: 0 }, { count: 1, n: 9 })).toBeNull()
})

test('the ratio of two shares has an interval, which is wider for several comparisons', () => {
  const group = { count: 60, n: 4000 }
  const others = { count: 160, n: 16_000 }
  const rounded = (comparisons: number) =>
    Object.values(ratioOfShares(group, others, comparisons) ?? {}).map((value) => Math.round(value * 1e4) / 1e4)
  expect(rounded(1)).toEqual([1.5, 1.1172, 2.014])
  expect(rounded(5)).toEqual([1.5, 1.0184, 2.2094])
  // 0 of 100 against 4 of 100 counts as 0.5 against 4.5.
  expect(ratioOfShares({ count: 0, n: 100 }, { count: 4, n: 100 })?.ratio).toBeCloseTo(0.5 / 4.5, 9)
})
