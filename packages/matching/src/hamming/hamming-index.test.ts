import { describe, expect, test } from 'vitest'
import { buildSteps, runBuildJob } from './build-job.ts'
import { distanceOf, flipped, numbers, randomHash } from './hamming.fixture.ts'
import { HammingIndex } from './hamming-index.ts'
import { openKernels } from './kernels.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const contains = (bytes: Uint8Array, hash: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(hash) >= 0
const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return (error as { code?: string }).code
  }
  return null
}

describe.each([128, 256] as const)('an index of %i bits', (bits) => {
  const bytes = bits / 8

  test('a row 31 bits away matches, a row 32 bits away does not', async () => {
    const below = numbers(1)
    const query = randomHash(below, bytes)
    const index = new HammingIndex({ bits })
    index.add(7, flipped(query, 31, below))
    index.add(8, flipped(query, 32, below))
    const expected = { matches: [{ id: 7, distance: 31 }], total: 1, truncated: false }
    expect(index.query(query)).toEqual(expected)
    await index.seal()
    expect(index.stats()).toMatchObject({ segments: [{ rows: 2, m: bits / 16 }], deltaRows: 0 })
    expect(index.query(query)).toEqual(expected)
    expect(index.query(query, { radius: 30 }).total).toBe(0)
  })

  test('an index of a single row matches it, before and after sealing', async () => {
    const hash = randomHash(numbers(2), bytes)
    const index = new HammingIndex({ bits })
    index.add(0, hex(hash))
    for (const sealed of [false, true]) {
      if (sealed) await index.seal()
      expect(index.query(hex(hash).toUpperCase())).toEqual({
        matches: [{ id: 0, distance: 0 }],
        total: 1,
        truncated: false,
      })
    }
  })

  test('an empty index finds nothing and can be sealed, saved and loaded', async () => {
    const index = new HammingIndex({ bits })
    await index.seal()
    await index.compact()
    const again = HammingIndex.load(index.save())
    expect(again.size).toBe(0)
    expect(again.query(new Uint8Array(bytes))).toEqual({ matches: [], total: 0, truncated: false })
  })
})

test('a query finds all ids with one hash; an id has only one hash', async () => {
  const below = numbers(3)
  const [hash, other] = [randomHash(below, 32), randomHash(below, 32)]
  const index = new HammingIndex()
  for (const id of [4_294_967_295, 0, 2 ** 31]) index.add(id, hash)
  expect(index.query(hash).matches.map(({ id }) => id)).toEqual([0, 2 ** 31, 4_294_967_295])
  await index.seal()
  index.add(2 ** 31, other)
  expect(index.size).toBe(3)
  expect(index.query(hash).matches.map(({ id }) => id)).toEqual([0, 4_294_967_295])
  expect(index.query(other).matches.map(({ id }) => id)).toEqual([2 ** 31])
})

test('the next query no longer finds a removed row, in delta or segment', async () => {
  const below = numbers(4)
  const hash = randomHash(below, 32)
  const index = new HammingIndex()
  index.add(1, hash)
  index.add(2, hash)
  await index.seal()
  index.add(3, hash)
  expect([index.remove(1), index.remove(3), index.remove(3), index.remove(9)]).toEqual([true, true, false, false])
  expect(index.query(hash).matches).toEqual([{ id: 2, distance: 0 }])
  expect(index.size).toBe(1)
})

test('matches are ordered by distance, then id; `accept` is applied before the limit', () => {
  const below = numbers(5)
  const query = randomHash(below, 32)
  const index = new HammingIndex()
  for (let id = 0; id < 60; id += 1) index.add(id, flipped(query, id % 20, below))
  expect(index.query(query, { limit: 4 })).toEqual({
    matches: [0, 20, 40].map((id) => ({ id, distance: 0 })).concat({ id: 1, distance: 1 }),
    total: 60,
    truncated: false,
  })
  expect(index.query(query, { limit: 2, accept: (id) => id % 2 === 1 })).toEqual({
    matches: [1, 21].map((id) => ({ id, distance: 1 })),
    total: 30,
    truncated: false,
  })
})

test('the function `accept` may search and change the index', () => {
  const hash = randomHash(numbers(6), 32)
  const index = new HammingIndex({ sealAt: 2 })
  for (let id = 0; id < 7; id += 1) index.add(id, hash)
  const { matches } = index.query(hash, {
    accept: (id) => index.remove(id) && index.query(hash).total === 6 - id,
  })
  expect(matches.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(index.size).toBe(0)
})

test('a query near 40,000 rows returns the hundred nearest and a truncated total', async () => {
  const below = numbers(7)
  const centre = randomHash(below, 32)
  const distances = Array.from({ length: 40_000 }, () => 3 + below(20))
  const hashes = distances.map((distance) => flipped(centre, distance, below))
  const index = new HammingIndex()
  index.addMany(Uint32Array.from(hashes.keys()), Buffer.concat(hashes))
  const expected = distances
    .map((distance, id) => ({ id, distance }))
    .sort((a, b) => a.distance - b.distance || a.id - b.id)
    .slice(0, 100)
  for (const sealed of [false, true]) {
    if (sealed) await index.seal()
    expect(index.query(centre)).toEqual({ matches: expected, total: 10_000, truncated: true })
  }
  expect(index.query(centre, { limit: 40_000 })).toMatchObject({ total: 40_000, truncated: false })
})

test('tables and scan return all 100,000 results, more than a reader’s area can store', async () => {
  const below = numbers(8)
  const query = randomHash(below, 32)
  const far = Array.from({ length: 100_000 }, () => flipped(query, 28 + below(4), below))
  const index = new HammingIndex()
  index.addMany(Uint32Array.from(far.keys()), Buffer.concat(far))
  await index.seal()
  expect(index.query(query, { limit: 200_000 }).total).toBe(100_000)
  expect(index.scan(query, { limit: 200_000 }).total).toBe(100_000)
})

test('addMany accepts rows in any order; the last row of an id counts', async () => {
  const below = numbers(9)
  const index = new HammingIndex({ sealAt: 8 })
  const hashes = Array.from({ length: 20 }, () => randomHash(below, 32))
  const hashAt = (place: number) => hashes[place] ?? new Uint8Array()
  index.add(3, randomHash(below, 32))
  index.addMany(
    Uint32Array.from({ length: 10 }, (_, row) => 40 + row),
    Buffer.concat(hashes.slice(0, 10)),
  )
  const ids = [9, 3, 41, 4_000_000_000, 9, 1, 2, 5, 6, 7]
  index.addMany(Uint32Array.from(ids), Buffer.concat(hashes.slice(10)))
  for (const sealed of [false, true]) {
    if (sealed) await index.seal()
    expect(index.size).toBe(18)
    for (const [place, id] of [
      [14, 9],
      [11, 3],
      [12, 41],
      [13, 4_000_000_000],
      [0, 40],
      [9, 49],
    ] as const)
      expect(index.query(hashAt(place)).matches).toEqual([{ id, distance: 0 }])
    for (const place of [10, 1]) expect(index.query(hashAt(place)).total).toBe(0)
  }
})

test('a search in a segment of 300,001 rows misses no row within the radius', async () => {
  const below = numbers(10)
  const rows = 300_001
  const hashes = new Uint8Array(32 * rows)
  for (let at = 0; at < hashes.length; at += 1) hashes[at] = below(256)
  const index = new HammingIndex()
  index.addMany(
    Uint32Array.from({ length: rows }, (_, row) => row),
    hashes,
  )
  await index.seal()
  expect(index.stats().segments).toEqual([{ rows, m: 12 }])
  for (let distance = 0; distance < 40; distance += 1) {
    const row = below(rows)
    const query = flipped(hashes.subarray(32 * row, 32 * row + 32), distance, below)
    const expected = distance <= 31 ? [{ id: row, distance }] : []
    expect(index.query(query).matches).toEqual(expected)
    expect(index.scan(query).matches).toEqual(expected)
    expect(index.query(query, { radius: 12 }).total).toBe(distance <= 12 ? 1 : 0)
  }
})

test('merges limit the number of segments; a segment with a fifth removed is rebuilt', async () => {
  const below = numbers(11)
  const index = new HammingIndex({ sealAt: 16 })
  for (let id = 0; id < 2000; id += 1) {
    index.add(id, randomHash(below, 32))
    if (id % 100 === 99) await index.seal()
  }
  expect(index.stats().segments.length).toBeLessThanOrEqual(6)
  for (let id = 0; id < 1000; id += 1) index.remove(id)
  await index.seal()
  const { rows, tombstones, segments } = index.stats()
  expect(rows - tombstones).toBe(1000)
  expect(5 * tombstones).toBeLessThanOrEqual(rows)
  expect(segments.length).toBeLessThanOrEqual(6)
})

test('merging segments frees their memory', async () => {
  const below = numbers(12)
  const index = new HammingIndex({ sealAt: 100 })
  const hashes = Array.from({ length: 100 }, () => randomHash(below, 32))
  const fill = async () => {
    for (const [id, hash] of hashes.entries()) index.add(id, hash)
    await index.compact()
    return index.stats().bytes
  }
  const before = await fill()
  for (let round = 0; round < 20; round += 1) expect(await fill()).toBe(before)
  for (let id = 0; id < 100; id += 1) index.remove(id)
  await index.compact()
  expect(index.stats()).toMatchObject({ rows: 0, segments: [], tombstones: 0 })
  expect(index.stats().bytes).toBeLessThan(before)
})

test('neither memory nor snapshot contains the hash of a removed row', async () => {
  const below = numbers(13)
  const index = new HammingIndex({ sealAt: 64 })
  const hashes = Array.from({ length: 300 }, () => randomHash(below, 32))
  for (const [id, hash] of hashes.entries()) index.add(id, hash)
  const sealed = index.seal()
  await new Promise(setImmediate)
  const { memory } = index.openReader()
  const removed = [0, 63, 64, 150, 299]
  for (const id of removed) index.remove(id)
  for (const id of removed)
    for (const part of index.save()) expect(contains(part, hashes[id] ?? new Uint8Array())).toBe(false)
  await sealed
  await index.seal()
  for (const id of removed) expect(contains(new Uint8Array(memory.buffer), hashes[id] ?? new Uint8Array())).toBe(false)
  expect(contains(new Uint8Array(memory.buffer), hashes[1] ?? new Uint8Array())).toBe(true)
})

test('a radius that is too large for the tables is searched by scanning', async () => {
  const below = numbers(14)
  const query = randomHash(below, 16)
  const index = new HammingIndex({ bits: 128, maxRadius: 50 })
  for (let id = 0; id < 60; id += 1) index.add(id, flipped(query, id, below))
  await index.seal()
  expect(index.query(query).total).toBe(51)
  expect(index.query(query, { radius: 50 }).matches).toEqual(index.scan(query).matches)
})

test('an invalid argument is rejected with its error code and adds nothing', () => {
  const index = new HammingIndex()
  const hash = 'a'.repeat(64)
  expect(thrown(() => index.add(1, 'a'.repeat(63)))).toBe('hash-invalid')
  expect(thrown(() => index.add(1, `${'a'.repeat(63)}g`))).toBe('hash-invalid')
  expect(thrown(() => index.add(1, new Uint8Array(16)))).toBe('hash-invalid')
  expect(thrown(() => index.addMany(new Uint32Array(2), new Uint8Array(63)))).toBe('hash-invalid')
  for (const id of [-1, 1.5, 2 ** 32, Number.NaN]) {
    expect(thrown(() => index.add(id, hash))).toBe('id-invalid')
    expect(thrown(() => index.remove(id))).toBe('id-invalid')
  }
  for (const radius of [-1, 32, 1.5, Number.NaN])
    expect(thrown(() => index.query(hash, { radius }))).toBe('radius-out-of-range')
  for (const limit of [0, -1, 2.5, 2 ** 32])
    expect(thrown(() => index.scan(hash, { limit }))).toBe('limit-out-of-range')
  expect(thrown(() => new HammingIndex({ bits: 64 as 128 }))).toBe('option-invalid')
  expect(thrown(() => new HammingIndex({ maxRadius: 257 }))).toBe('option-invalid')
  expect(thrown(() => new HammingIndex({ sealAt: 0 }))).toBe('option-invalid')
  expect(index.size).toBe(0)
})

test('after a failed build, searches find all rows, and the next seal builds the segment', async () => {
  const below = numbers(15)
  let failing = true
  const index = new HammingIndex({
    sealAt: 4,
    build: async (job) => {
      if (failing) throw new Error('The builder is gone.')
      runBuildJob(job)
    },
  })
  const hashes = Array.from({ length: 10 }, () => randomHash(below, 32))
  for (const [id, hash] of hashes.entries()) index.add(id, hash)
  await expect(index.seal()).rejects.toThrow('The builder is gone.')
  const before = index.stats().bytes
  await expect(index.seal()).rejects.toThrow('The builder is gone.')
  expect(index.stats().bytes).toBe(before)
  for (const [id, hash] of hashes.entries()) expect(index.query(hash).matches).toEqual([{ id, distance: 0 }])
  index.remove(3)
  failing = false
  await index.seal()
  expect(index.stats()).toMatchObject({ segments: [{ rows: 9, m: 16 }] })
  for (const [id, hash] of hashes.entries()) expect(index.query(hash).total).toBe(id === 3 ? 0 : 1)
})

test('the fixture counts different bits correctly', () => {
  const below = numbers(16)
  const hash = randomHash(below, 32)
  expect([0, 1, 31, 256].map((count) => distanceOf(hash, flipped(hash, count, below)))).toEqual([0, 1, 31, 256])
})

test('a row removed while its segment is built stays removed, in snapshots too', async () => {
  const below = numbers(17)
  const hashes = Array.from({ length: 400 }, () => randomHash(below, 32))
  const removed = new Set<number>()
  const removeOne = () => {
    const id = below(hashes.length)
    if (index.remove(id)) removed.add(id)
  }
  let steps = 0
  const index = new HammingIndex({
    sealAt: 200,
    build: async (job) => {
      for (const _ of buildSteps(openKernels(job.memory), job)) {
        steps += 1
        if (steps % 5 !== 0) continue
        removeOne()
        if (steps % 50 !== 0) continue
        const snapshot = Buffer.concat(index.save())
        for (const id of removed) expect(contains(snapshot, hashes[id] ?? snapshot)).toBe(false)
        expect(HammingIndex.load([snapshot]).size).toBe(hashes.length - removed.size)
      }
    },
  })
  for (const [id, hash] of hashes.entries()) index.add(id, hash)
  await index.seal()
  // Remove rows once more, now from segments with tables.
  for (let id = 0; id < 150; id += 1) removeOne()
  await index.compact()
  expect(removed.size).toBeGreaterThan(100)
  for (const [id, hash] of hashes.entries())
    expect(index.query(hash).matches).toEqual(removed.has(id) ? [] : [{ id, distance: 0 }])
})
