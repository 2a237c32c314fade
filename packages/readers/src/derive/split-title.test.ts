import { expect, test } from 'vitest'
import { splitTitle } from './split-title.ts'

test.each([
  // After a blank every title is removed, whatever the sex.
  ['ANN MS', 'M', 'ANN', 'MS'],
  ['ANN DR', null, 'ANN', 'DR'],
  ['JUAN CARLOS PROF', 'M', 'JUAN CARLOS', 'PROF'],
  ['Ann Mrs', 'F', 'Ann', 'MRS'],
  // Without a blank, academic and clerical titles stay.
  ['ALEXANDR', null, 'ALEXANDR', null],
  ['LEEMISS', 'F', 'LEE', 'MISS'],
  ['PAULMSTR', 'M', 'PAUL', 'MSTR'],
  ['ANNMRS', 'X', 'ANN', 'MRS'],
  ['ANNMRS', 'M', 'ANNMRS', null],
  ['PAULMR', 'F', 'PAULMR', null],
  ['PAULMR', null, 'PAUL', 'MR'],
  // Fewer than two letters would remain.
  ['AMR', 'M', 'AMR', null],
  ['MR', null, 'MR', null],
  ['MISS', 'F', 'MISS', null],
  // A title is never removed from the front.
  ['MR JOHN', 'M', 'MR JOHN', null],
  ['MRJOHN', 'M', 'MRJOHN', null],
  // In mixed case only a capital letter begins a title.
  ['JoMr', 'M', 'Jo', 'MR'],
  ['Adams', null, 'Adams', null],
])('%s, sex %s', (literal, sex, given, title) => {
  const split = splitTitle(literal, sex)
  expect([split.given, split.title]).toEqual([given, title])
})
