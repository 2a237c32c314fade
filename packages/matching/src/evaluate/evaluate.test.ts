import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mainScript } from './main-script.ts'
import { measure, wilsonInterval } from './measure.ts'
import { bestThreshold, calibrate, measurePairs } from './measure-pairs.ts'
import { readPair } from './read-pair.ts'

test('precision, recall and F1 follow from the counts; a measure with divisor 0 is null', () => {
  const rows = (same: boolean, match: boolean, n: number) => Array.from({ length: n }, () => ({ same, match }))
  expect(
    measure([...rows(true, true, 6), ...rows(false, true, 2), ...rows(true, false, 3), ...rows(false, false, 9)]),
  ).toEqual({
    n: 20,
    same: 9,
    different: 11,
    truePositives: 6,
    falsePositives: 2,
    falseNegatives: 3,
    trueNegatives: 9,
    precision: 0.75,
    recall: 0.666667,
    f1: 0.705882,
  })
  expect(measure([])).toMatchObject({ n: 0, precision: null, recall: null, f1: null })
  expect(measure(rows(false, false, 3))).toMatchObject({ precision: null, recall: null, f1: null })
  expect(measure(rows(true, false, 3))).toMatchObject({ precision: null, recall: 0, f1: 0 })
})
test('the interval of a rate is the Wilson interval, between 0 and 1', () => {
  const rounded = (hits: number, n: number) =>
    Object.values(wilsonInterval(hits, n)).map((value) => Math.round(value * 1e4) / 1e4)
  // The expected values are in Newcombe 1998, table I, method 3, for 81 of 263, 15 of 148, 0 of 20 and 1 of 29.
  expect(rounded(81, 263)).toEqual([0.2553, 0.3662])
  expect(rounded(15, 148)).toEqual([0.0624, 0.1605])
  expect(rounded(0, 20)).toEqual([0, 0.1611])
  expect(rounded(1, 29)).toEqual([0.0061, 0.1718])
  expect(rounded(0, 0)).toEqual([0, 1])
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(5000), (x, y) => {
      const [hits, n] = [Math.min(x, y), Math.max(x, y, 1)]
      const { low, high } = wilsonInterval(hits, n)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThanOrEqual(hits / n)
      expect(high).toBeGreaterThanOrEqual(hits / n)
    }),
    { seed: 1 },
  )
})
test.each([
  ['Latin', 'Brzezowska'],
  ['Latin', 'Müller'],
  ['Latin', 'Ivan Pеtrov'],
  ['Cyrillic', 'Пётр I'],
  ['Arabic', 'یوسف'],
  ['Han', '田中 修'],
  ['Kana', 'たなか おさむ'],
  ['Kana', 'タナカ'],
  ['Hangul', '김철수'],
  ['Devanagari', 'रजनीकांत'],
  ['Thai', 'สมชาย'],
  ['Georgian', 'გიორგი'],
  ['Ethiopic', 'አበበ'],
  ['Other', 'ꆈꌠ'],
  ['None', '12-7'],
  ['None', ''],
])('the main script is %s: %s', (script, name) => {
  expect(mainScript([name])).toBe(script)
})
test('no other threshold has a higher F1 than the best threshold', () => {
  expect(bestThreshold([{ score: 0.9, same: false }])).toBeNull()
  const row = fc.record({ score: fc.integer({ min: 1, max: 20 }).map((n) => n / 21), same: fc.boolean() })
  const f1At = (rows: readonly { score: number; same: boolean }[], threshold: number): number =>
    measure(rows.map(({ same, score }) => ({ same, match: score >= threshold }))).f1 ?? 0
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
      const best = bestThreshold(rows)
      fc.pre(best !== null)
      expect(f1At(rows, best?.threshold ?? 0)).toBeCloseTo(best?.f1 ?? -1, 6)
      for (const { score } of rows) expect(f1At(rows, score)).toBeLessThanOrEqual((best?.f1 ?? 0) + 1e-6)
    }),
    { seed: 2 },
  )
})
test('each score is counted in one bin; a bin has its share of matching pairs', () => {
  const rows = [
    { score: 0, same: false },
    { score: 0.5, same: true },
    { score: 0.6, same: false },
    { score: 1, same: true },
  ]
  const bins = calibrate(rows)
  expect(bins.map(({ n }) => n)).toEqual([1, 0, 0, 2, 0, 1])
  expect(bins[3]).toEqual({ from: 0.5, to: 0.7, n: 2, meanScore: 0.55, shareSame: 0.5 })
  expect(bins[1]).toMatchObject({ meanScore: null, shareSame: null })
})
test('the fault of a pair points to the faulty value; null counts as absent', () => {
  const side = { names: ['Tebbo Vardak'] }
  const faultOf = (row: unknown): string | null => {
    const read = readPair(row)
    return 'fault' in read ? read.fault.at : null
  }
  expect(faultOf(null)).toBe('')
  expect(faultOf({ a: side })).toBe('/b')
  expect(faultOf({ a: side, b: {} })).toBe('/b/names')
  expect(faultOf({ a: side, b: side, kind: 'robot' })).toBe('/kind')
  expect(faultOf({ a: { ...side, birthDates: '1961' }, b: side })).toBe('/a/birthDates')
  expect(faultOf({ a: side, b: { ...side, documents: [{ number: 12345 }] } })).toBe('/b/documents/0/number')
  expect(faultOf({ a: side, b: { ...side, documents: [{ number: '12345', type: 'visa' }] } })).toBe(
    '/b/documents/0/type',
  )
  expect(faultOf({ a: side, b: { ...side, parts: { family: 7 } } })).toBe('/b/parts/family')
  expect(faultOf({ a: side, b: side, category: 7 })).toBe('/category')
  expect(readPair({ a: { ...side, gender: null, note: 'x' }, b: side, kind: 'org', set: null })).toEqual({
    pair: {
      id: null,
      a: { kind: 'org', ...side },
      b: { kind: 'org', ...side },
      same: null,
      category: null,
      set: null,
      source: null,
    },
  })
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const read = readPair({ a, b })
      expect('fault' in read || Array.isArray(read.pair.a.names)).toBe(true)
    }),
    { seed: 3 },
  )
})

const shared = join(import.meta.dirname, '../../../../../shared/data/names/pairs-dev.jsonl')
if (!existsSync(shared)) console.warn(`SKIPPED: no shared data at ${shared}; the slices are not counted`)
test.skipIf(!existsSync(shared))('the slices of the shared pairs have the documented sizes', () => {
  const lines = readFileSync(shared, 'utf8').trim().split('\n')
  const scored = lines.map((line) => {
    const read = readPair(JSON.parse(line))
    if ('fault' in read) throw new Error(read.fault.at)
    return { pair: read.pair, score: 0, match: false }
  })
  const { overall, bySet, bySlice, byCategory } = measurePairs(scored)
  expect(overall).toMatchObject({ n: 900, same: 467, different: 433 })
  expect(bySet).toMatchObject({ core: { n: 900 }, extra: { n: 108, same: 108 }, handmade: { n: 80, same: 61 } })
  expect(bySlice).toMatchObject({
    latin: { n: 659 },
    crossScript: { n: 169, same: 105 },
    organisations: { n: 161 },
    identity: { n: 62 },
  })
  expect(byCategory).toMatchObject({ patronymic_contradiction: { n: 20, right: 1 }, typo: { n: 98, right: 0 } })
})
