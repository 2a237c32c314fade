import { expect, test } from 'vitest'
import { countries } from '../tables/countries.ts'
import { isAirport, isCountry, isLocode } from './check-places.ts'

test('countries are the codes of ISO 3166-1 and three of customs', () => {
  expect(countries.size).toBe(252)
  for (const code of ['GB', 'XI', 'XK', 'EU', 'ZW']) expect(isCountry(code), code).toBe(true)
  for (const code of ['AB', 'UK', 'gb', 'GBR', '', 'ZZ']) expect(isCountry(code), code).toBe(false)
})

test('a UN/LOCODE begins with a country and has no digit 0 or 1', () => {
  for (const code of ['GBFXT', 'CNSHA', 'US2NY', 'XKPRN']) expect(isLocode(code), code).toBe(true)
  for (const code of ['ABFXT', 'GBFX', 'GBFX1', 'GBFX0', 'gbfxt', 'GB FXT', 'DEPARTPLACE'])
    expect(isLocode(code)).toBe(false)
})

test('an airport has three letters', () => {
  expect(isAirport('LIS')).toBe(true)
  for (const code of ['LI', 'LISB', 'L1S', 'lis', '']) expect(isAirport(code), code).toBe(false)
})
