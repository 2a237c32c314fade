import { expect, test } from 'vitest'
import { spreadLabels } from './spread-labels.ts'

const labels = (row: string) => (row[0] === '-' ? [] : [...(row.split('')[0] ?? '')])
const spread = (rows: string[], before: string[] = []) => spreadLabels(rows, labels, before.map(labels))

test('the fourth of a label waits until another stood between', () => {
  expect(spread(['a1', 'a2', 'a3', 'a4', 'a5', 'b1', '-1'])).toEqual(['a1', 'a2', 'a3', 'b1', 'a4', 'a5', '-1'])
})
test('what is no violent label may stand as often as it does', () => {
  expect(spread(['-1', '-2', '-3', '-4', '-5'])).toEqual(['-1', '-2', '-3', '-4', '-5'])
})
test('a page goes on where the one before ended', () => {
  expect(spread(['a4', 'b1', 'a5'], ['a1', 'a2', 'a3'])).toEqual(['b1', 'a4', 'a5'])
})
test('where nothing else is left, the rest stands in its order, and none is lost', () => {
  expect(spread(['a1', 'a2', 'a3', 'a4'])).toEqual(['a1', 'a2', 'a3', 'a4'])
})
