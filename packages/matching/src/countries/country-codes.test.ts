import { expect, test } from 'vitest'
import { countries } from '../tables/countries.ts'
import { countryCodes } from './country-codes.ts'

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
test('a former state stands for its successors', () => {
  expect(countryCodes('former Soviet Union')).toContain('UKR')
  expect(countryCodes('YUG')).toContain('SRB')
})
test('an unknown word is not a country', () => {
  expect(countryCodes('Atlantis')).toBeNull()
})
test('the table has each country once, by codes of three and two letters', () => {
  expect(countries).toHaveLength(249)
  expect(new Set(countries.map((line) => line.slice(0, 3))).size).toBe(249)
  expect(new Set(countries.map((line) => line.slice(4, 6))).size).toBe(249)
  for (const line of countries) expect(line).toMatch(/^[A-Z]{3} [A-Z]{2} \S/)
})
