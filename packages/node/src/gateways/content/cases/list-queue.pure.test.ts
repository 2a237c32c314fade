import { expect, test } from 'vitest'
import { spreadLabels } from './list-queue.ts'

const labels = (row: string) => (row[0] === '-' ? [] : [...(row.split('')[0] ?? '')])
const spread = (rows: string[], before: string[] = []) => spreadLabels(rows, labels, before.map(labels))

test('after three rows with one violent label, a row without it moves up', () => {
  expect(spread(['a1', 'a2', 'a3', 'a4', 'a5', 'b1', '-1'])).toEqual(['a1', 'a2', 'a3', 'b1', 'a4', 'a5', '-1'])
})
test('rows without a violent label keep their order', () => {
  expect(spread(['-1', '-2', '-3', '-4', '-5'])).toEqual(['-1', '-2', '-3', '-4', '-5'])
})
test('labels of the last rows of a page count for the next page', () => {
  expect(spread(['a4', 'b1', 'a5'], ['a1', 'a2', 'a3'])).toEqual(['b1', 'a4', 'a5'])
})
test('if only rows with one label remain, they keep their order', () => {
  expect(spread(['a1', 'a2', 'a3', 'a4'])).toEqual(['a1', 'a2', 'a3', 'a4'])
})
