import { expect, test } from 'vitest'
import { Arena } from './arena.ts'
import { numbers } from './hamming.fixture.ts'
import { createMemory } from './kernels.ts'
import { arenaAt } from './layout.ts'

test('allocated pieces of memory are aligned and disjoint; freed pieces are reused', () => {
  const below = numbers(21)
  const memory = createMemory()
  const arena = new Arena(memory)
  const pieces = new Map<number, number>()
  for (let step = 0; step < 5000; step += 1) {
    const [first] = [...pieces.keys()].slice(below(Math.max(1, pieces.size)))
    if (first !== undefined && below(2) === 0) {
      arena.free(first)
      pieces.delete(first)
      continue
    }
    const size = below(10_000)
    const at = arena.allocate(size)
    expect(at % 64).toBe(0)
    expect(at).toBeGreaterThanOrEqual(arenaAt)
    expect(at + size).toBeLessThanOrEqual(memory.buffer.byteLength)
    expect([...pieces].filter(([other, its]) => at < other + its && other < at + size)).toEqual([])
    pieces.set(at, size)
    if (pieces.size > 60) for (const old of [...pieces.keys()].slice(0, 40)) arena.free(old) ?? pieces.delete(old)
  }
  for (const at of pieces.keys()) arena.free(at)
  expect(arena.used).toBe(0)
  expect(memory.buffer.byteLength).toBeLessThan(2_000_000)
  expect(() => arena.free(arenaAt)).toThrow('Nothing was handed out')
})

test('allocateAll allocates nothing if any piece does not fit', () => {
  const arena = new Arena(createMemory())
  const { left } = arena
  arena.allocate(1000)
  const { used } = arena
  expect(() => arena.allocateAll([100, 200, left])).toThrow(RangeError)
  expect(arena.used).toBe(used)
  expect(arena.allocate(100)).toBeGreaterThan(0)
})
