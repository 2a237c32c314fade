import { expect, test } from 'vitest'
import {
  decidedWeeks,
  figureOf,
  groupRatios,
  isRising,
  type SourceCounts,
  shareFigure,
  sourceRates,
  workFigure,
} from './figures.ts'

const rounded = (value: number | null) => value && Math.round(value * 1e4) / 1e4

test('a share has its Wilson interval, and is not compared below thirty', () => {
  const figure = shareFigure({ count: 5, n: 50 })
  // The bounds solve |p - 5/50| = 1.96 sqrt(p (1 - p) / 50), found by bisection.
  expect([figure.state, figure.share, rounded(figure.low), rounded(figure.high)]).toEqual([
    'shown',
    0.1,
    0.0435,
    0.2136,
  ])
  expect(shareFigure({ count: 5, n: 29 })).toMatchObject({ state: 'few', n: 29, share: 5 / 29 })
  expect(shareFigure({ count: 5, n: 30 })).toMatchObject({ state: 'shown' })
})

test('a share over fewer than ten shows nothing, not even of how many', () => {
  const nothing = { state: 'hidden', n: null, count: null, share: null, low: null, high: null }
  for (const [count, n] of [
    [0, 1],
    [1, 1],
    [9, 9],
  ] as const)
    expect(shareFigure({ count, n })).toEqual(nothing)
  expect(shareFigure({ count: 0, n: 0 })).toMatchObject({ n: 0, share: null })
})

test('a share of the work of people needs thirty answers of three people, and hides counts of one to four', () => {
  expect(workFigure({ count: 9, n: 29, people: 9 }).state).toBe('hidden')
  expect(workFigure({ count: 9, n: 90, people: 2 }).state).toBe('hidden')
  expect(workFigure({ count: 9, n: 90, people: 3 })).toMatchObject({ state: 'shown', count: 9, share: 0.1 })
  const few = [1, 2, 3, 4].map((count) => workFigure({ count, n: 90, people: 3 }))
  expect(new Set(few.map((figure) => JSON.stringify(figure))).size).toBe(1)
  expect(few[0]).toMatchObject({ count: null, share: null })
  expect(workFigure({ count: 0, n: 90, people: 3 })).toMatchObject({ count: 0, share: 0 })
})

test('a figure is the sum of its weeks, not the mean of their shares', () => {
  const figure = figureOf(
    [
      { count: 10, n: 10 },
      { count: 0, n: 90 },
    ],
    [{ count: 3, n: 5 }],
  )
  expect(figure).toMatchObject({ n: 100, share: 0.1, weeks: [1, 0], before: { state: 'hidden' } })
})

test.each([
  ['p of 0.0024', { count: 100, n: 200 }, { count: 130, n: 200 }, true],
  ['p of 0.0547', { count: 58, n: 100 }, { count: 71, n: 100 }, false],
  ['a fall', { count: 130, n: 200 }, { count: 100, n: 200 }, false],
  ['59 before', { count: 10, n: 59 }, { count: 190, n: 200 }, false],
  ['59 after', { count: 20, n: 200 }, { count: 57, n: 59 }, false],
  ['60 on both sides', { count: 30, n: 60 }, { count: 45, n: 60 }, true],
])('rising: %s', (_what, earlier, later, expected) => {
  expect(isRising(earlier, later)).toBe(expected)
})

const source = (name: string, n: number, count = 0): SourceCounts => ({
  ...{ source: name, window: { count, n } },
  weeks: Array.from({ length: 12 }, () => ({ count: count / 12, n: n / 12 })),
})
const since = '2026-10-19T00:00:00.000Z'

test('small sources stand together, and never alone in a row that shows fewer than ten', () => {
  const rows = sourceRates([source('a', 40, 20), source('b', 12, 6), source('c', 3), source('d', 2)], since)
  expect(rows.map((row) => [row.source, row.sources, row.n])).toEqual([
    ['a', 1, 40],
    [null, 3, 17],
  ])
  expect(sourceRates([source('a', 3)], since)).toMatchObject([{ source: null, state: 'hidden', n: null }])
  expect(sourceRates([source('a', 30, 3), source('b', 10), source('c', 0)], since).map((row) => row.source)).toEqual([
    'a',
    'b',
  ])
})

test('a source that rises says since when', () => {
  const weeks = Array.from({ length: 12 }, (_, week) => ({ count: week < 6 ? 10 : 15, n: 20 }))
  const rows = sourceRates([{ source: 'a', window: { count: 150, n: 240 }, weeks }], since)
  expect(rows[0]).toMatchObject({ risingSince: since, share: 0.625 })
  const level = weeks.map(() => ({ count: 12, n: 20 }))
  expect(sourceRates([{ source: 'a', window: { count: 150, n: 240 }, weeks: level }], since)[0]?.risingSince).toBeNull()
})

test('one hidden week hides a second one, so that the sum does not show it', () => {
  const week = (confirmed: number) => ({ from: since, confirmed, mistaken: 0, notUseful: 0 })
  const shown = (counts: number[]) => decidedWeeks(counts.map(week)).map((one) => one.confirmed)
  expect(shown([30, 20, 3])).toEqual([30, null, null])
  expect(shown([30, 3, 4])).toEqual([30, null, null])
  expect(shown([30, 0, 20])).toEqual([30, 0, 20])
})

test('a week that is hidden in one window is hidden in all, so that two windows together do not show it', () => {
  const week = (confirmed: number, place: number) => ({ from: String(place), confirmed, mistaken: 0, notUseful: 0 })
  // Weeks 1 and 11 of 13 have few, so the longer chart alone would hide no third one.
  const all = [30, 3, 30, 30, 30, 30, 30, 30, 30, 20, 40, 4, 50].map(week)
  expect(decidedWeeks(all).slice(-4)).toEqual(decidedWeeks(all.slice(-4)))
  expect(decidedWeeks(all).flatMap(({ confirmed }, place) => (confirmed === null ? [place] : []))).toEqual([
    0, 1, 9, 11,
  ])
  // The only week with any hits is not the sum.
  const lone = decidedWeeks([0, 0, 0, 3].map(week))
  expect(lone.filter(({ confirmed }) => confirmed === null)).toHaveLength(2)
})

test('a source says no share of a week that the chart of all sources hides', () => {
  const [row] = sourceRates([source('a', 240, 24)], since, [true, false])
  expect(row?.weeks.slice(0, 2)).toEqual([null, 0.1])
})

const rate = (people: number, alerted: number | '<5') => ({ people, alerted, rate: null, low: null, high: null })
test('a group is an alarm only if its ratio stays above 1 for all groups compared', () => {
  const all = rate(20_000, 220)
  const others = ['b', 'c', 'd', 'e'].map((value) => ({ value, ...rate(4000, 40) }))
  const [group] = groupRatios(all, [{ value: 'a', ...rate(4000, 60) }, ...others])
  expect(group).toMatchObject({ state: 'alarm' })
  // 1.1172 to 2.0140 is the interval of one comparison; that of five begins at 1.0184.
  expect([rounded(group?.ratio ?? 0), rounded(group?.low ?? 0), rounded(group?.high ?? 0)]).toEqual([
    1.5, 1.1172, 2.014,
  ])
  expect(groupRatios(rate(2000, 30), [{ value: 'a', ...rate(1000, 18) }])).toMatchObject([{ state: 'watch' }])
  expect(groupRatios(rate(2000, 30), [{ value: 'a', ...rate(1000, 15) }])).toMatchObject([{ state: 'ok', ratio: 1 }])
})

test('a group with few expected hits, or with a hidden count, has no ratio', () => {
  expect(groupRatios(rate(2000, 30), [{ value: 'a', ...rate(600, 30) }])).toMatchObject([
    { state: 'too-few', ratio: null },
  ])
  expect(groupRatios(rate(2000, 30), [{ value: 'a', ...rate(1000, '<5') }])).toMatchObject([{ ratio: null }])
})
