import { expect, test } from 'vitest'
import { splitTitle } from './split-title.ts'

test.each([
  // After a blank, every title is removed, whatever the stated sex.
  ['ANN MS', 'M', 'ANN', 'MS'],
  ['ANN DR', null, 'ANN', 'DR'],
  ['JUAN CARLOS PROF', 'M', 'JUAN CARLOS', 'PROF'],
  ['Ann Mrs', 'F', 'Ann', 'MRS'],
  // Without a blank before them, academic and clerical titles are not removed.
  ['ALEXANDR', null, 'ALEXANDR', null],
  ['LEEMISS', 'F', 'LEE', 'MISS'],
  ['PAULMSTR', 'M', 'PAUL', 'MSTR'],
  ['ANNMRS', 'X', 'ANN', 'MRS'],
  ['ANNMRS', 'M', 'ANNMRS', null],
  ['PAULMR', 'F', 'PAULMR', null],
  ['PAULMR', null, 'PAUL', 'MR'],
  // A title is not removed if fewer than two letters of the name would remain.
  ['AMR', 'M', 'AMR', null],
  ['MR', null, 'MR', null],
  ['MISS', 'F', 'MISS', null],
  // A title is never removed from the front.
  ['MR JOHN', 'M', 'MR JOHN', null],
  ['MRJOHN', 'M', 'MRJOHN', null],
  // In a name in mixed case, a title begins with a capital letter.
  ['JoMr', 'M', 'Jo', 'MR'],
  ['Adams', null, 'Adams', null],
])('%s, sex %s', (literal, sex, given, title) => {
  const split = splitTitle(literal, sex)
  expect([split.given, split.title]).toEqual([given, title])
})
