import { expect, test } from 'vitest'
import { markChange } from './mark-change.ts'

const shown = (pieces: { text: string; differs: boolean }[]) =>
  pieces.map((piece) => (piece.differs ? `[${piece.text}]` : piece.text)).join('')

test('only the part between the common start and the common end is marked', () => {
  const { before, after } = markChange('passport A1182234', 'passport A1182334')
  expect([shown(before), shown(after)]).toEqual(['passport A1182[2]34', 'passport A1182[3]34'])
})

test('a value that only lost its end is marked only in the old version', () => {
  const { before, after } = markChange('1968-02-11', '1968')
  expect([shown(before), shown(after)]).toEqual(['1968[-02-11]', '1968'])
})

test('a letter is never separated from its accents', () => {
  const { before, after } = markChange('Jose\u0301', 'Jose')
  expect([shown(before), shown(after)]).toEqual(['Jos[e\u0301]', 'Jos[e]'])
})

test('repeated letters count for the common start or end, not for both', () => {
  const { before, after } = markChange('aa', 'aaa')
  expect([shown(before), shown(after)]).toEqual(['aa', 'aa[a]'])
})

test('a list is compared item by item, in any order', () => {
  const { before, after } = markChange(
    'national-id U8993849 TUR; passport XU1561342 TUR',
    'passport XU1561347 TUR; national-id U8993849 TUR; visa Q1',
  )
  expect(shown(before)).toBe('national-id U8993849 TUR; passport XU156134[2] TUR')
  expect(shown(after)).toBe('passport XU156134[7] TUR; national-id U8993849 TUR; [visa Q1]')
})
