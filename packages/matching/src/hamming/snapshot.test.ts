import { expect, test } from 'vitest'
import { IndexCorrupt } from '../errors/index-corrupt.ts'
import { crc32c } from './crc32c.ts'
import { flipped, numbers, randomHash } from './hamming.fixture.ts'
import { HammingIndex } from './hamming-index.ts'

const below = numbers(31)
const hashes = Array.from({ length: 120 }, () => randomHash(below, 32))

/** Makes an index with 80 rows in a segment and 40 in the delta, one removed from each. */
async function filled(): Promise<HammingIndex> {
  const index = new HammingIndex({ maxRadius: 40, sealAt: 1000 })
  for (const [id, hash] of hashes.slice(0, 80).entries()) index.add(id, hash)
  await index.seal()
  for (const [id, hash] of hashes.slice(80).entries()) index.add(80 + id, hash)
  for (const id of [5, 85]) index.remove(id)
  index.appliedSeq = 2 ** 40 + 3
  return index
}
const loadError = (parts: Uint8Array[]): unknown => {
  try {
    HammingIndex.load(parts)
  } catch (error) {
    return error
  }
  return null
}

test('crc32c gives the values of RFC 3720 for any length, also in pieces', () => {
  const text = new TextEncoder().encode('123456789')
  expect(crc32c(text).toString(16)).toBe('e3069283')
  expect(crc32c(text.subarray(4), crc32c(text.subarray(0, 4))).toString(16)).toBe('e3069283')
  expect(crc32c(new Uint8Array(32)).toString(16)).toBe('8a9136aa')
  expect(crc32c(new Uint8Array(32).fill(0xff)).toString(16)).toBe('62a8ab43')
  const long = randomHash(below, 200_000)
  expect(crc32c(long)).toBe(crc32c(long.subarray(70_001), crc32c(long.subarray(0, 70_001))))
})

test('a snapshot in pieces of any size restores the index', async () => {
  const index = await filled()
  const parts = index.save()
  const all = Buffer.concat(parts)
  const cut = Array.from({ length: 7 }, (_, piece) =>
    all.subarray(Math.ceil((piece * all.length) / 7), Math.ceil(((piece + 1) * all.length) / 7)),
  )
  for (const pieces of [parts, [all], [new Uint8Array(), ...cut]]) {
    const again = HammingIndex.load(pieces)
    expect(again.size).toBe(118)
    expect(again.appliedSeq).toBe(2 ** 40 + 3)
    expect(again.stats().segments).toEqual([{ rows: 80, m: 16 }])
    for (const hash of hashes) {
      const query = flipped(hash, below(41), below)
      expect(again.query(query, { radius: 40 })).toEqual(index.query(query, { radius: 40 }))
    }
  }
})

test('a loaded index can be changed', async () => {
  const again = HammingIndex.load((await filled()).save())
  const [first = new Uint8Array(), fifth = new Uint8Array()] = [hashes[0], hashes[5]]
  expect([again.remove(0), again.remove(5)]).toEqual([true, false])
  again.add(5, fifth)
  await again.seal()
  expect(again.query(first).total).toBe(0)
  expect(again.query(fifth).matches).toEqual([{ id: 5, distance: 0 }])
})

test('later changes to an index do not affect its snapshot, nor the reverse', async () => {
  const index = await filled()
  const parts = index.save()
  index.remove(1)
  for (const part of index.save()) part.fill(0)
  const [, second = new Uint8Array()] = hashes
  expect(HammingIndex.load(parts).query(second).total).toBe(1)
  expect(index.query(hashes[2] ?? '').total).toBe(1)
})

test('a snapshot with any flipped bit is rejected', async () => {
  const parts = (await filled()).save()
  const all = Buffer.concat(parts)
  const heads: number[] = []
  for (let part = 0, at = 0; part < parts.length; at += parts[part]?.length ?? 0, part += 1) heads.push(at)
  // The test flips a bit in every byte of the first section, in one byte of every head, and in a sample of the other bytes.
  const places = [...Array(heads[1] ?? 0).keys(), ...heads.map((at) => at + below(16))]
  for (let sample = 0; sample < 60; sample += 1) places.push(below(all.length))
  for (const place of places) {
    const damaged = Buffer.from(all)
    damaged[place] = (damaged[place] ?? 0) ^ (1 << below(8))
    expect(loadError([damaged]), `byte ${place}`).toBeInstanceOf(IndexCorrupt)
  }
})

test('a snapshot that is truncated, extended or reordered is rejected with a stable code', async () => {
  const parts = (await filled()).save()
  const all = Buffer.concat(parts)
  for (const length of [0, 1, 15, 16, 55, all.length - 1])
    expect(loadError([all.subarray(0, length)]), `${length} bytes`).toBeInstanceOf(IndexCorrupt)
  for (let left = 0; left < parts.length; left += 1)
    expect(loadError(parts.filter((_, part) => part !== left)), `without section ${left}`).toBeInstanceOf(IndexCorrupt)
  expect(loadError([...parts, Uint8Array.of(0)])).toMatchObject({ code: 'index-corrupt', name: 'IndexCorrupt' })
  expect(loadError([...parts].reverse())).toBeInstanceOf(IndexCorrupt)
  const [head, segment, ...rest] = parts
  expect(loadError([head, ...rest, segment].filter((part) => part !== undefined))).toBeInstanceOf(IndexCorrupt)
  expect(loadError([])).toBeInstanceOf(IndexCorrupt)
})

/** Changes a word of a section and its checksum. */
function change(section: Uint8Array, word: number, value: number): void {
  const view = new DataView(section.buffer)
  view.setUint32(16 + 4 * word, value, true)
  view.setUint32(8, crc32c(section.subarray(16), crc32c(section.subarray(0, 8))), true)
}

test.each([
  ['a table that leads outside its rows', 6, 0, 80],
  ['starts that fall', 5, 1, 81],
  ['ids that do not ascend', 3, 1, 0],
  ['another number of removed rows', 1, 1, 2],
  ['slots that leave bits out', 1, 3, 15],
  ['more rows than there are bytes', 1, 0, 2 ** 31],
  ['a radius beyond the bits', 0, 4, 257],
  ['a version of the future', 0, 2, 2],
])('%s is rejected although the checksums are right', async (_, section, word, value) => {
  const parts = (await filled()).save()
  change(parts[section] ?? new Uint8Array(), word, value)
  expect(loadError(parts)).toBeInstanceOf(IndexCorrupt)
})
