import { expect, test } from 'vitest'
import { differenceWords, mediaBand } from './media-words.ts'

const near = { type: 'pdq' as const, exact: false, distance: null, radius: null, similarity: null }

test.each([
  [7, 'very-close'],
  [8, 'close'],
  [15, 'close'],
  [16, 'partial'],
  [17, 'partial'],
  [18, 'slight'],
  [31, 'slight'],
] as const)('%i differing bits of 31 allowed ones are %s', (distance, band) => {
  expect(mediaBand({ distance, radius: 31, similarity: null })).toBe(band)
})
test('a share of equal frames or words gives a band', () => {
  expect(mediaBand({ distance: null, radius: null, similarity: 0.86 })).toBe('very-close')
})
test('the difference is described in the terms of its comparison', () => {
  expect(differenceWords({ ...near, distance: 22, radius: 31 })).toBe('22 of 256 bits differ')
  expect(differenceWords({ ...near, distance: 0, radius: 31 })).toBe('the same picture hash')
  expect(differenceWords({ ...near, type: 'vpdq', similarity: 0.864 })).toBe('86 % of frames same')
  expect(differenceWords({ ...near, type: 'sha256', exact: true, distance: 0 })).toBe('exact copy')
})
