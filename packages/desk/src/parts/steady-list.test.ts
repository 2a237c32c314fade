import { expect, test } from 'vitest'
import { keepSteady } from './steady-list.ts'

interface Row {
  id: string
  state?: string
}
const rows = (...ids: string[]): Row[] => ids.map((id) => ({ id }))
const idOf = (row: Row) => row.id
const ids = (list: Row[]) => list.map(idOf)

test('rows keep their places and new rows are counted, for any order of the answer', () => {
  const steady = keepSteady(['a', 'b', 'c'], rows('new', 'c', 'a', 'b'), idOf)
  expect(ids(steady.rows)).toEqual(['a', 'b', 'c'])
  expect(steady.waiting).toBe(1)
})

test('a row is updated from the newer answer', () => {
  const steady = keepSteady(['a'], [{ id: 'a', state: 'late' }], idOf)
  expect(steady.rows).toEqual([{ id: 'a', state: 'late' }])
})

test('the rows of a next page are appended at once', () => {
  const steady = keepSteady(['a', 'b'], rows('a', 'b', 'c', 'd'), idOf)
  expect(ids(steady.rows)).toEqual(['a', 'b', 'c', 'd'])
  expect(steady.waiting).toBe(0)
})

test('a row that the answer lacks stays as it was last known', () => {
  const last = new Map([['b', { id: 'b', state: 'quarantined' }]])
  const steady = keepSteady(['a', 'b'], rows('a'), idOf, last)
  expect(steady.rows).toEqual([{ id: 'a' }, { id: 'b', state: 'quarantined' }])
})

test('an answer without any known row is only counted', () => {
  expect(keepSteady(['a'], rows('x', 'y'), idOf)).toEqual({ rows: [], waiting: 2 })
})
