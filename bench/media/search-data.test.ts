import { expect, test } from 'vitest'
import { generator, makeSearchData } from './search-data.ts'

test('the generator gives the numbers that the protocol states', () => {
  const next = generator(1)
  expect(Array.from({ length: 6 }, () => next().toString(16))).toEqual([
    '177119d4',
    '81962de5',
    'e3609ab3',
    '7cbcc17a',
    '6f2c548e',
    '81e3835f',
  ])
})

test('both databases and their queries have the checksums that the protocol states', () => {
  expect(makeSearchData('random', 1000).database.length).toBe(32_000)
  expect(makeSearchData('random', 100_000).queries.length).toBe(512 * 32)
  expect(makeSearchData('skewed', 1000).queries.length).toBe(512 * 32)
})
