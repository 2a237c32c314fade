import { expect, test } from 'vitest'
import { BlockStore } from './block-store.ts'
import { buildSteps, mostParts } from './build-job.ts'
import { distanceOf, flipped, numbers, randomHash } from './hamming.fixture.ts'
import { HammingIndex } from './hamming-index.ts'
import { HammingReader } from './hamming-reader.ts'
import { slotPlan } from './slot-plan.ts'

const widths = (rows: number, bits: 128 | 256) => slotPlan(rows, bits).map(({ width }) => width)
const times = (count: number, value: number) => Array.from({ length: count }, () => value)

test('the number of slots depends on the size of the segment', () => {
  expect(widths(1, 256)).toEqual(times(16, 16))
  expect(widths(299_999, 256)).toEqual(times(16, 16))
  expect(widths(300_000, 256)).toEqual([...times(4, 22), ...times(8, 21)])
  expect(widths(3_000_000, 256)).toEqual([...times(4, 22), ...times(8, 21)])
  expect(widths(3_000_001, 256)).toEqual([...times(3, 24), ...times(8, 23)])
  expect(widths(1, 128)).toEqual(times(8, 16))
  expect(widths(10_000_000, 128)).toEqual([...times(2, 22), ...times(4, 21)])
})

test('slots are adjacent and cover the hash', () => {
  for (const bits of [128, 256] as const)
    for (const rows of [1, 1_000_000, 10_000_000]) {
      const end = slotPlan(rows, bits).reduce((at, { first, width }) => {
        expect(first).toBe(at)
        return at + width
      }, 0)
      expect(end).toBe(bits)
    }
})

test.each([
  [256, 11, 10_000_000],
  [256, 12, 1_000_000],
  [128, 6, 10_000_000],
] as const)('%i bits in %i slots find the same rows as a scan, at every radius', async (bits, slotCount, planRows) => {
  const below = numbers(bits + slotCount)
  const bytes = bits / 8
  const rows = 4000
  const hashes = Array.from({ length: rows }, () => randomHash(below, bytes))
  const queries = hashes.slice(0, 64).map((hash, place) => flipped(hash, place % 32, below))
  // Many rows agree in one slot and differ in the other slots. This makes lists of more than four rows.
  for (let row = 100; row < 200; row += 1) hashes[row]?.set(hashes[99]?.subarray(0, 4) ?? [])
  const store = new BlockStore(bits === 256 ? 5 : 4)
  const block = store.createBlock(rows)
  for (const [id, hash] of hashes.entries()) store.append(block, id, hash)
  const slots = store.createTables(rows, slotPlan(planRows, bits))
  expect(slots.length).toBe(slotCount)
  const counts = store.arena.allocate(4 * mostParts)
  const { memory, shift } = store
  const job = { kind: 'tables', memory, shift, hashes: block.hashes, rows, slots, counts } as const
  for (const _ of buildSteps(store.kernels, job));
  store.publish([store.describe({ ...block, slots })], () => {})
  const reader = new HammingReader({ memory: store.memory, bits, maxRadius: 31, ...store.openReader() })
  queries.push(hashes[99] ?? new Uint8Array(bytes))
  for (const query of queries) {
    const near = hashes
      .map((hash, id) => ({ id, distance: distanceOf(hash, query) }))
      .filter(({ distance }) => distance < 32)
      .sort((a, b) => a.distance - b.distance || a.id - b.id)
    for (let radius = 0; radius < 32; radius += 1)
      expect(reader.query(query, { radius }).matches).toEqual(near.filter(({ distance }) => distance <= radius))
  }
})

test('a search finds all rows with one key, however many they are', async () => {
  const below = numbers(77)
  const index = new HammingIndex()
  const groups = Array.from({ length: 40 }, (_, size) => ({ size, hash: randomHash(below, 32) }))
  let id = 0
  for (const { size, hash } of groups) for (let row = 0; row < size; row += 1) index.add(id++, hash)
  // The index needs enough further rows; with few rows it would scan instead of using these lists.
  for (let other = 0; other < 3000; other += 1) index.add(id++, randomHash(below, 32))
  await index.seal()
  for (const { size, hash } of groups) expect(index.query(hash, { radius: 0 }).total).toBe(size)
})
