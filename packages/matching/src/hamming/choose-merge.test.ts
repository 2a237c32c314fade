import { expect, test } from 'vitest'
import type { Block } from './block-store.ts'
import { chooseMerge } from './choose-merge.ts'

const gigabytes = 1e9
const table = { first: 0, width: 16, starts: 0, postings: 0 }
const block = (rows: number, dead: number, sealed: boolean): Block => ({
  at: 0,
  capacity: rows,
  rows,
  dead,
  hashes: 0,
  ids: 0,
  deadBits: 0,
  slots: sealed ? [table] : [],
})
const segment = (rows: number, dead = 0) => block(rows, dead, true)
const loose = (rows: number) => block(rows, 0, false)
const chosen = (blocks: Block[], { purge = false, free = 4 * gigabytes } = {}) =>
  chooseMerge(blocks, purge, free)?.map(({ rows }) => rows) ?? null

test('rows without tables are merged with segments at most twice as large', () => {
  expect(chosen([segment(1000), loose(100), segment(200), segment(700)])).toEqual([100, 200])
  expect(chosen([segment(601), loose(100), segment(200)])).toEqual([100, 200])
  expect(chosen([segment(600), loose(100), segment(200)])).toEqual([100, 200, 600])
  expect(chosen([segment(1000), loose(100), loose(50)])).toEqual([50, 100])
})

test('blocks that need no merge are left unchanged', () => {
  expect(chosen([])).toBeNull()
  expect(chosen([segment(10, 2), segment(10_000)])).toBeNull()
})

test('a segment with a fifth removed is rebuilt; a purge rebuilds after any removal', () => {
  expect(chosen([segment(10, 3), segment(10_000)])).toEqual([10])
  expect(chosen([segment(10, 0), segment(10_000, 1)], { purge: true })).toEqual([10_000])
})

test('if there are more than six segments, the two smallest are merged', () => {
  const six = [64, 32, 16, 8, 4, 2].map((rows) => segment(rows * 1000))
  expect(chosen(six)).toBeNull()
  expect(chosen([...six, segment(1000)])).toEqual([1000, 2000])
})

test('a merge that does not fit in memory is skipped; tables are still built', () => {
  expect(chosen([loose(10_000_000), segment(9_000_000)], { free: 2 * gigabytes })).toEqual([10_000_000])
  expect(chosen([segment(10_000_000, 2_100_000)], { free: gigabytes })).toBeNull()
})
