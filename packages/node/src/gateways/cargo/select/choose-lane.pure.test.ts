import { expect, test } from 'vitest'
import { chooseLane, joinCriteria, noCriteria } from './choose-lane.ts'
import { ratesOf, ratesWithoutCommitment, stratumOf } from './rates-of-day.ts'

test('the strongest lane counts: red, yellow, blue, green', () => {
  const joined = joinCriteria({ causes: ['watchlist'], lane: 'yellow' }, noCriteria, { causes: ['rule'], lane: 'blue' })
  expect(joined).toEqual({ causes: ['rule', 'watchlist'], lane: 'yellow' })
  expect(chooseLane(joined, 'random', 'red', null)).toEqual({
    ...{ lane: 'red', selectedBy: ['rule', 'watchlist', 'random'] },
  })
  expect(chooseLane(noCriteria, null, null, 0.9)).toEqual({ lane: 'green', selectedBy: [] })
})

test('a promotion names the model only if there was a score', () => {
  expect(chooseLane(noCriteria, 'expected-rate', 'yellow', 0.4).selectedBy).toEqual(['expected-rate', 'model'])
  expect(chooseLane(noCriteria, 'expected-rate', 'yellow', null).selectedBy).toEqual(['expected-rate'])
  expect(chooseLane(noCriteria, 'exploration', 'red', 0.4).selectedBy).toEqual(['exploration'])
})

test('the last row of rates that fits a stratum counts', () => {
  const random = [
    { stratum: '*/*/*', rate: 0.01 },
    { stratum: 'air/*/known', rate: 0 },
    { stratum: 'air/import/known', rate: 0.2 },
  ]
  const { randomRateOf } = ratesOf({ ...ratesWithoutCommitment, random })
  expect(randomRateOf(stratumOf('sea', 'import', 'known'))).toBe(0.01)
  expect(randomRateOf(stratumOf('air', null, 'known'))).toBe(0)
  expect(randomRateOf(stratumOf('air', 'import', 'known'))).toBe(0.2)
  expect(randomRateOf(stratumOf(null, null, 'other'))).toBe(0.01)
  expect(ratesOf(ratesWithoutCommitment).randomRateOf('air/-/known')).toBe(0)
})
