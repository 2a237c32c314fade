import { expect, test } from 'vitest'
import { Regime, regimes } from './regimes.ts'

test('a regime that deletes before it masks, or masks a field nobody knows, is no regime', () => {
  const { icao } = regimes
  expect(Regime.safeParse(icao).success).toBe(true)
  const late = Regime.safeParse({ ...icao, maskAfter: 'P6M', deleteAfter: 'P5M' })
  expect(late.error?.issues.map(({ message }) => message)).toEqual(['deleteAfter is before maskAfter'])
  expect(Regime.safeParse({ ...icao, maskedFields: ['names', 'shoe-size'] }).success).toBe(false)
  expect(Regime.safeParse({ ...icao, keepForever: true }).success).toBe(false)
})
