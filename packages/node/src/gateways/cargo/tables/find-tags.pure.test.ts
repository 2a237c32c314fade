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
