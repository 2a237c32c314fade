import { expect, test } from 'vitest'
import { mediaStrength, strengthOf } from './bands.ts'

const evidence = (weights: [kind: string, weight: number | null][]) =>
  weights.map(([kind, weight]) => ({ kind, weight }))
const names: [string, number][] = [
  ['name', 5.3],
  ['name', 5.3],
  ['cap', -0.6],
]
const agreeing: [string, number][] = [...names, ['birth-date', 5], ['nationality', 2.5], ['gender', 0.3]]

test.each([
  [
    'two common names',
    [
      ['name', 2.5],
      ['name', 2.5],
    ],
    2.17,
  ],
  ['two names and nothing else', names, 4.34],
  ['the same names and another birth date', [...names, ['birth-date', -4.6]], 2.35],
  ['names, birth date, nationality and sex', agreeing, 7.73],
  ['the same and a document with six different places', [...agreeing, ['document', -4]], 5.99],
] as [string, [string, number][], number][])('the strength of %s is in powers of ten', (_what, weights, strength) => {
  expect(strengthOf(evidence(weights))).toBeCloseTo(strength, 2)
})

test('the prior, the calibration and a line without weight do not count', () => {
  const weights: [string, number | null][] = [...names, ['prior', -6.5], ['prior', 0.4], ['alias-quality', null]]
  expect(strengthOf(evidence(weights))).toBe(strengthOf(evidence(names)))
})

test('the strength of content falls from 8 for equal bytes to 0 at the limit of the radius', () => {
  const near = (distance: number | null, radius: number | null, similarity: number | null) =>
    mediaStrength({ distance, radius, similarity })
  expect([near(0, 31, null), near(31, 31, null), near(0, 0, null), near(null, null, null)]).toEqual([8, 0, 8, 8])
  expect(near(null, null, 0.5)).toBe(4)
})
