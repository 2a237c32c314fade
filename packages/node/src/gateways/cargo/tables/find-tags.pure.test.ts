import { expect, test } from 'vitest'
import { shippedTables, TagTables, type TermRow } from './find-tags.ts'

const tables = new TagTables()
const tags = (hs: string[], texts: string[] = [], day = '2026-03-01') => [...tables.tagsOf({ hs, texts, day })].sort()

test('listed arms have the tag arms, and headings that need a look have their own', () => {
  expect(tags(['930630'])).toEqual(['arms'])
  expect(tags(['9306300000'])).toEqual(['arms'])
  expect(tags(['284410'])).toEqual(['nuclear'])
  expect(tags(['845611', '901310'])).toEqual(['dual-use-equipment', 'sights'])
  expect(tags(['93', '610510'])).toEqual([])
})

test('a code counts however it is written', () => {
  for (const code of ['9302.00', ' 930 200', '9302-00-00', '9302/0000']) expect(tags([code]), code).toEqual(['arms'])
  expect(tags(['8456.11'])).toEqual(['dual-use-equipment'])
})

test('a heading with a listed arm has the tag arms, while the row counts', () => {
  for (const code of ['9301', '9306', '93.07', '93063']) expect(tags([code]), code).toEqual(['arms'])
  expect(tags(['93', '9300', '6105', ''])).toEqual([])
  expect(tags(['9301'], [], '1990-01-01')).toEqual([])
})

test('terms are whole words, in any case, with marks or a plural', () => {
  expect(tags([], ['Hunting rifles, used'])).toEqual(['arms-words'])
  expect(tags([], ['DÉTONATEURS'])).toEqual(['explosive-words'])
  expect(tags([], ['BALLISTIC PLATES'])).toEqual(['military-words'])
  expect(tags([], ['TRIFLES AND PLATES'])).toEqual([])
})

test('every row has a source with a date, and every look-only row stays without a case', () => {
  for (const row of [...shippedTables.goods, ...shippedTables.terms]) {
    expect(row.source).not.toBe('')
    expect([row.sourceDate, row.validFrom].every((day) => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true)
  }
  expect(shippedTables.goods.filter(({ effect }) => effect === 'arms')).toHaveLength(18)
  expect(shippedTables.terms.every(({ effect }) => effect === 'look')).toBe(true)
  expect(shippedTables.goods.every(({ hs, level }) => hs.length === level)).toBe(true)
})

test('a row counts from its first day until its last, which is exclusive', () => {
  const row = {
    ...(shippedTables.terms[0] as TermRow),
    term: 'WIDGET',
    validFrom: '2026-02-01',
    validUntil: '2026-03-01',
  }
  const dated = new TagTables({ goods: [], terms: [row] })
  const on = (day: string) => dated.tagsOf({ hs: [], texts: ['WIDGET'], day }).size
  expect(['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map(on)).toEqual([0, 1, 1, 0])
})
