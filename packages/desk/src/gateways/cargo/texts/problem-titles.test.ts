import { cargoVocabulary } from '@entente/contracts'
import { expect, test } from 'vitest'
import { findText } from './index.ts'

test('the title of each error about goods has a text, by its code', () => {
  const titles = Object.entries(cargoVocabulary.errors).map(([code, [, title]]) => [code, title])
  expect(titles.map(([code]) => [code, findText(`cargo.problem-titles.${code}`)])).toEqual(titles)
})
