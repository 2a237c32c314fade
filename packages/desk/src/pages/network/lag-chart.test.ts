import { expect, test } from 'vitest'
import { lagPlace, lagWords } from './lag-chart.tsx'

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [5_400_000, '2 h'],
  [86_400_000, '24 h'],
  [30 * 86_400_000, '30 d'],
])('%d ms are %s', (ms, words) => {
  expect(lagWords(ms)).toBe(words)
})

test('a duration has its place between a second and thirty days', () => {
  expect([lagPlace(0), lagPlace(1000), lagPlace(30 * 86_400_000), lagPlace(1e15)]).toEqual([0, 0, 1, 1])
  expect(lagPlace(60_000)).toBeCloseTo(Math.log(60) / Math.log(2_592_000), 9)
})
