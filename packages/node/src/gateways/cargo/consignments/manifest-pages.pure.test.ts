import type { CargoLoad } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consignmentOf } from '../consignment.fixture.ts'
import { checkPages, codesWithPages, missingPage } from './manifest-pages.ts'

const load = (pieces: number | null, totalPieces: number | null): CargoLoad => ({
  ...{ consignmentId: '999-00000011', equipmentId: null, unloadingPlace: null, pieces, totalPieces, grossKg: null },
  ...{ volumeM3: null, splitCode: null, description: null },
})
const merged = (loads: CargoLoad[], pieces: number | null = 9) => ({
  ...{ consignment: consignmentOf({ pieces }), conveyance: null, loads, differences: [] },
})
const found = (loads: CargoLoad[], missing: number | null) =>
  checkPages(merged(loads), { missing }).found.map(({ code, expected, actual }) => [code, expected, actual])
const page = (number: number, continued: boolean) => ({ page: number, continued })

test('a page is missing before the last one, or after one that continues', () => {
  expect(missingPage([])).toBeNull()
  expect(missingPage([page(1, false)])).toBeNull()
  expect(missingPage([page(1, true)])).toBe(2)
  expect(missingPage([page(1, true), page(2, false)])).toBeNull()
  expect(missingPage([page(1, true), page(3, false)])).toBe(2)
  expect(missingPage([page(2, false)])).toBe(1)
})

test('pages in any order are whole exactly when none is left out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(29), fc.gen(), (count, left, gen) => {
      const all = Array.from({ length: count }, (_, at) => page(at + 1, at + 1 < count))
      const mixed = gen(() => fc.shuffledSubarray(all, { minLength: count }))
      expect(missingPage(mixed)).toBeNull()
      const without = left % count
      // Nobody can know of a single page that never came.
      if (count > 1) expect(missingPage(mixed.filter((one) => one.page !== without + 1))).toBe(without + 1)
    }),
  )
})

test('while a page is missing, fewer pieces mean nothing', () => {
  expect(found([load(4, 9)], 2)).toEqual([['MANIFEST_CONTINUES', 2, null]])
  expect(found([load(4, 9)], null)).toEqual([['PART_SHIPMENT', 9, 4]])
  expect(found([load(4, 9), load(5, 9)], null)).toEqual([])
  // More pieces than the shipment has stay too many, whatever follows.
  expect(found([load(10, 9)], 2)).toEqual([
    ['EXCESS_PIECES', 9, 10],
    ['MANIFEST_CONTINUES', 2, null],
  ])
})

test('codes of single pages fall away for those of all pages', () => {
  const codes = ['PART_SHIPMENT', 'VAGUE_DESCRIPTION']
  expect(codesWithPages(merged([load(4, 9)]), codes, undefined)).toEqual(codes)
  expect(codesWithPages(merged([load(4, 9)]), codes, { missing: 3 })).toEqual([
    'MANIFEST_CONTINUES',
    'VAGUE_DESCRIPTION',
  ])
  expect(codesWithPages(merged([load(4, 9)]), ['VAGUE_DESCRIPTION'], { missing: null })).toEqual(codes)
  expect(codesWithPages(merged([load(4, 9), load(5, 9)]), codes, { missing: null })).toEqual(['VAGUE_DESCRIPTION'])
  // Without the pieces of a load nothing is compared: the reader's word stays.
  expect(codesWithPages(merged([load(null, 9)]), codes, { missing: null })).toEqual(codes)
  expect(codesWithPages(merged([load(null, 9)]), codes, { missing: 2 })).toEqual([
    'MANIFEST_CONTINUES',
    'VAGUE_DESCRIPTION',
  ])
})
