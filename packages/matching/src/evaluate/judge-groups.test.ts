import { expect, test } from 'vitest'
import { judgeGroups, smallestDetectable } from './judge-groups.ts'
import { simulatePeriods } from './simulate-periods.ts'

const rounded = (value: number | null | undefined): number => Math.round((value ?? Number.NaN) * 1e4) / 1e4

test('S33: 60 of 4,000 against 160 of 16,000 is an alarm among five groups', () => {
  const groups = [{ count: 60, n: 4000 }, ...Array.from({ length: 4 }, () => ({ count: 40, n: 4000 }))]
  const { groupsTested, groups: judged } = judgeGroups(groups)
  expect(groupsTested).toBe(5)
  const [first, second] = judged
  expect(first?.status).toBe('alarm')
  const { ratio, low95, high95, lowAdjusted, highAdjusted } = first ?? {}
  expect([ratio, low95, high95, lowAdjusted, highAdjusted].map(rounded)).toEqual([1.5, 1.1172, 2.014, 1.0184, 2.2094])
  expect(second?.status).toBe('ok')
})

test('P13: twelve people with three hits are not enough data, however high the ratio', () => {
  const { groups, groupsTested } = judgeGroups([
    { count: 3, n: 12 },
    { count: 100, n: 10_000 },
    { count: 100, n: 10_000 },
  ])
  expect(groups[0]).toMatchObject({ status: 'not-enough-data', smallestDetectable: null })
  expect(groups[0]?.ratio).toBeGreaterThan(20)
  expect(groupsTested).toBe(2)
})

test('P14: a group without hits has a ratio with an interval, and nothing is divided by zero', () => {
  const { groups } = judgeGroups([
    { count: 0, n: 4000 },
    { count: 40, n: 4000 },
  ])
  expect(rounded(groups[0]?.ratio)).toBe(rounded(0.5 / 40.5))
  expect(groups[0]?.low95).toBeGreaterThan(0)
  expect(groups[0]?.high95).toBeLessThan(1)
  expect(groups[0]?.status).toBe('watch')
  expect(groups[1]?.status).toBe('alarm')
  for (const figures of [
    judgeGroups([]),
    judgeGroups([{ count: 0, n: 0 }]),
    judgeGroups([{ count: 5, n: 5 }]),
    judgeGroups([
      { count: 0, n: 100 },
      { count: 0, n: 100 },
    ]),
    judgeGroups([
      { count: 100, n: 100 },
      { count: 100, n: 100 },
    ]),
  ])
    for (const group of figures.groups) expect(Object.values(group)).not.toContain(Number.NaN)
})

test('a ratio from 1.25 on that chance may explain is watched, and so is a low one that chance hardly explains', () => {
  const statusOf = (count: number) =>
    judgeGroups([
      { count, n: 2000 },
      { count: 50, n: 5000 },
    ]).groups[0]?.status
  expect([20, 27, 45, 5].map(statusOf)).toEqual(['ok', 'watch', 'alarm', 'watch'])
})

/** People in each of k equal groups at a share of hits: enough to notice a planted 1.5 in one group with a probability of 0.9. */
const enough = [
  [0.002, { 2: 61_000, 5: 45_000, 10: 44_000 }],
  [0.01, { 2: 12_400, 5: 8_900, 10: 8_700 }],
  [0.05, { 2: 2_350, 5: 1_700, 10: 1_650 }],
  [0.2, { 2: 480, 5: 335, 10: 320 }],
] as const
const cells = enough.flatMap(([base, sizes]) => Object.entries(sizes).map(([k, n]) => ({ base, k: Number(k), n })))

test.each(cells)('S33: $n people in each of $k groups at $base find 1.5 in 2,000 periods', ({ base, k, n }) => {
  const groups = { sizes: Array.from({ length: k }, () => n), base }
  const runs = 2_000
  // The stated sizes have a power of 0.9: of 2,000 drawn periods, 1,760 would be three standard deviations less.
  expect(simulatePeriods(groups, { runs, seed: 33, planted: { group: 0, ratio: 1.5 } })).toBeGreaterThanOrEqual(0.88)
  expect(simulatePeriods(groups, { runs, seed: 34 })).toBeLessThanOrEqual(0.05)
  expect(smallestDetectable(n, n * (k - 1), base, k)).toBeCloseTo(1.5, 1)
})

test('the smallest ratio that can be noticed falls with the people, and is null where nothing can be noticed', () => {
  const found = [500, 5_000, 50_000].map((n) => smallestDetectable(n, 4 * n, 0.01, 5) ?? Number.NaN)
  expect(found).toEqual([...found].sort((one, other) => other - one))
  expect(found.at(-1)).toBeGreaterThan(1.25)
  expect([
    smallestDetectable(3, 10, 0.5, 5),
    smallestDetectable(0, 10, 0.5, 2),
    smallestDetectable(9, 9, 0, 2),
  ]).toEqual([null, null, null])
})
