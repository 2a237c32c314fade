import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { bruteForce, flipped, numbers, randomHash } from './hamming.fixture.ts'
import { HammingIndex } from './hamming-index.ts'
import type { HammingMatches } from './nearest.ts'

// The 100,000 steps are divided into several walks, so that a failure names its seed.
const walks = { 128: [1, 2, 3, 4], 256: [5, 6, 7, 8, 9, 10] } as const
const steps = 10_000

// toEqual on thousands of matches is slow, so it only reports a difference.
const expectEqual = (found: HammingMatches, expected: HammingMatches): void => {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected)
}

const cases = ([128, 256] as const).flatMap((bits) => walks[bits].map((seed) => ({ bits, seed })))

test.each(cases)(
  '$bits bits, seed $seed: after any changes a query equals a comparison with every hash',
  async ({ bits, seed }) => {
    const below = numbers(seed * 7919)
    const bytes = bits / 8
    const present = new Map<number, Uint8Array>()
    const sealAt = 40 + below(60)
    let index = new HammingIndex({ bits, sealAt })
    let sealing: Promise<void> = Promise.resolve()
    // A few centres make dense clusters. Many rows of a cluster share keys, so the index searches a cluster by scanning.
    const centres = Array.from({ length: 6 }, () => randomHash(below, bytes))
    const anyPresent = () => [...present.values()][below(present.size)] ?? randomHash(below, bytes)
    const anyHash = (): Uint8Array => {
      const kind = below(10)
      if (kind < 4) return randomHash(below, bytes)
      if (kind < 6) return flipped(anyPresent(), below(41), below)
      if (kind < 9) return flipped(centres[below(centres.length)] ?? new Uint8Array(bytes), below(14), below)
      return anyPresent()
    }
    // The ids are few, so that many are added again. The largest possible ids are among them.
    const anyId = () => (below(20) === 0 ? 4_294_967_295 - below(5) : below(1500))
    const addMany = (count: number, ascending: boolean) => {
      const ids = Uint32Array.from({ length: count }, anyId)
      if (ascending) ids.sort()
      const hashes = Array.from(ids, anyHash)
      index.addMany(ids, Buffer.concat(hashes))
      for (const [row, id] of ids.entries()) present.set(id, hashes[row] ?? new Uint8Array())
    }
    const check = () => {
      const query = anyHash()
      const accept = below(4) === 0 ? (id: number) => id % 3 !== 0 : undefined
      const options = { radius: below(32), limit: 1 + below(below(2) === 0 ? 5 : 3000), ...(accept && { accept }) }
      const expected = bruteForce(present, query, options)
      expectEqual(index.query(query, options), expected)
      expectEqual(index.scan(query, options), expected)
    }
    let queries = 0
    for (let step = 0; step < steps; step += 1) {
      const kind = below(1000)
      if (kind < 420) {
        const [id, hash] = [anyId(), anyHash()]
        index.add(id, hash)
        present.set(id, hash)
      } else if (kind < 640) {
        const id = anyId()
        expect(index.remove(id)).toBe(present.delete(id))
      } else if (kind < 940) {
        check()
        queries += 1
      } else if (kind < 960) await new Promise(setImmediate)
      else if (kind < 970) sealing = Promise.all([sealing, index.seal()]).then(() => {})
      else if (kind < 973) await index.seal()
      else if (kind < 976) sealing = Promise.all([sealing, index.compact()]).then(() => {})
      else if (kind < 978) {
        index.appliedSeq = step
        index = HammingIndex.load(index.save())
        expect(index.appliedSeq).toBe(step)
      } else if (kind < 985) addMany(below(2 * sealAt), below(2) === 0)
      else if (kind < 988)
        for (const id of [...present.keys()].filter((id) => id % 5 === 0)) present.delete(id) && index.remove(id)
      if (index.size !== present.size) expect.fail(`step ${step}: ${index.size} ids instead of ${present.size}`)
    }
    await sealing
    await index.compact()
    expect(index.stats()).toMatchObject({ rows: present.size, deltaRows: 0, tombstones: 0 })
    for (let last = 0; last < 50; last += 1) check()
    expect(queries).toBeGreaterThan(steps / 5)
  },
)
