import { expect, test } from 'vitest'
import { cornersOf, needsLogScale, shareBelow } from './peer-figures.ts'

test('an axis is logarithmic only for positive values over more than two decades', () => {
  expect(needsLogScale([1, 100])).toBe(false)
  expect(needsLogScale([1, 101])).toBe(true)
  expect(needsLogScale([0, 1000])).toBe(false)
  expect(needsLogScale([])).toBe(false)
})

test('the share of peers below a value leaves out equal ones', () => {
  const points = [1, 2, 3, 4].map((measure) => [1, measure] as const)
  expect(shareBelow(points, 3)).toBe(0.5)
  expect(shareBelow([], 3)).toBe(0)
})

test('a map shows its places with a margin, and a single place with its surroundings', () => {
  expect(cornersOf([{ longitude: 10, latitude: 60 }])).toEqual([
    [4, 54],
    [16, 66],
  ])
  const [[west, south], [east, north]] = cornersOf([
    { longitude: -170, latitude: -80 },
    { longitude: 175, latitude: 80 },
  ])
  expect([west, south, east, north]).toEqual([-180, -85, 180, 85])
})
