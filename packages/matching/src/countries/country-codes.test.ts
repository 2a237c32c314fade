import { expect, test } from 'vitest'
import { countries } from '../tables/countries.ts'
import { countryCodes, countryRegion, countryRegions } from './country-codes.ts'

test.each([
  ['FRA', ['FRA']],
  ['fr', ['FRA']],
  ['D', ['DEU']],
  ['GBN', ['GBR']],
  ['RKS', ['RKS']],
  ['Iran (Islamic Republic of)', ['IRN']],
  ["Democratic People's Republic of Korea", ['PRK']],
  ['Democratic People’s Republic of Korea', ['PRK']],
  ['Türkiye', ['TUR']],
  ['State of Palestine', ['PSE']],
  ["CÔTE D'IVOIRE", ['CIV']],
  ['na', []],
  ['XXA', []],
])('%s is %j', (text, codes) => {
  expect(countryCodes(text)).toEqual(codes)
})
test('the name of a former state gives the codes of its successor states', () => {
  expect(countryCodes('former Soviet Union')).toContain('UKR')
  expect(countryCodes('YUG')).toContain('SRB')
})
test('an unknown word is not a country', () => {
  expect(countryCodes('Atlantis')).toBeNull()
})
test('the table has each country once, with a three-letter and a two-letter code', () => {
  expect(countries).toHaveLength(249)
  expect(new Set(countries.map((line) => line.slice(0, 3))).size).toBe(249)
  expect(new Set(countries.map((line) => line.slice(4, 6))).size).toBe(249)
  for (const line of countries) expect(line).toMatch(/^[A-Z]{3} [A-Z]{2} \S/)
})

test('each country is in exactly one region', () => {
  const inRegions = Object.values(countryRegions).flatMap((codes) => codes.split(' '))
  expect(inRegions.toSorted()).toEqual([...countries.map((line) => line.slice(0, 3)), 'RKS'].toSorted())
  expect(['PAK', 'D', 'Pakistan', 'SUN', 'XXA', 'UNO', 'nowhere', ''].map(countryRegion)).toEqual([
    '034',
    '155',
    '034',
    '151',
    null,
    null,
    null,
    null,
  ])
})
