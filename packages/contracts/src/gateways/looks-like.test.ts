import { expect, test } from 'vitest'
import { isTooShort, looksLike } from './looks-like.ts'

test.each([
  ['benh', ['part-of-name']],
  ['بن حمدان', ['part-of-name']],
  ['陈本', ['part-of-name']],
  ['C-4812', ['case', 'part-of-name']],
  ['c 7', ['case']],
  ['7N 482', ['flight', 'part-of-name']],
  ['7N482', ['flight', 'locator', 'part-of-name']],
  ['Q7X2LM', ['locator', 'part-of-name']],
  ['N4471906B', ['document', 'part-of-name']],
  ['192.0.2.17', ['ip']],
  ['2001:db8::17', ['ip', 'part-of-name']],
  ['d41d8cd98f00b204e9800998ecf8427e', ['hash', 'part-of-name']],
  ['020-1234 5675', ['awb', 'document']],
  ['CSQU3054383', ['container', 'document', 'part-of-name']],
  ['ab', ['too-short']],
  ['', ['too-short']],
  ['李', ['too-short']],
])('%j looks like %j', (text, looks) => {
  expect(looksLike(text)).toEqual(looks)
})

test('one word of a text must be long enough for a search by part', () => {
  expect(isTooShort('J Li Ng')).toBe(true)
  expect(isTooShort('J Benh')).toBe(false)
})

test('any text of 200 characters is read quickly and gives an answer', () => {
  for (const piece of ['a', '0', ':', '1.', ' ', '-', '\u0000', '\ud800', '陈', '0-', 'A0 '])
    expect(looksLike(piece.repeat(200).slice(0, 200)).length).toBeGreaterThan(0)
})
