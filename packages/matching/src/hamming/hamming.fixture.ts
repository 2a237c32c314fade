import { Worker } from 'node:worker_threads'
import type { HammingQuery } from './hamming-reader.ts'
import type { HammingMatches } from './nearest.ts'

/** Makes reproducible random integers below `most` from a seed (xorshift32). */
export function numbers(seed: number): (most: number) => number {
  let state = seed | 1
  return (most) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % most
  }
}

export const randomHash = (below: (most: number) => number, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, () => below(256))

/** Flips `count` different bits of a hash. */
export function flipped(hash: Uint8Array, count: number, below: (most: number) => number): Uint8Array {
  const copy = hash.slice()
  const bits = new Set<number>()
  while (bits.size < count) bits.add(below(8 * hash.length))
  for (const bit of bits) copy[bit >>> 3] = (copy[bit >>> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}

const onesOf = Uint8Array.from(
  { length: 256 },
  (_, byte) => [...byte.toString(2)].filter((digit) => digit === '1').length,
)

export function distanceOf(a: Uint8Array, b: Uint8Array): number {
  let distance = 0
  for (let at = 0; at < a.length; at += 1) distance += onesOf[a[at]! ^ b[at]!]!
  return distance
}

/** Computes the expected result of a search by comparing every hash. It shares no code with the index. */
export function bruteForce(
  hashes: ReadonlyMap<number, Uint8Array>,
  query: Uint8Array,
  { radius = 31, limit = 100, accept = () => true }: HammingQuery = {},
): HammingMatches {
  const found: { id: number; distance: number }[] = []
  for (const [id, hash] of hashes) {
    const distance = distanceOf(hash, query)
    if (distance <= radius && accept(id)) found.push({ id, distance })
  }
  found.sort((a, b) => a.distance - b.distance || a.id - b.id)
  const most = Math.max(10_000, limit)
  return {
    matches: found.slice(0, limit),
    total: Math.min(found.length, most),
    truncated: found.length > most,
  }
}

/** Starts a thread with a module of this folder, from its source. */
export function startThread(name: string, workerData: unknown): Worker {
  const [loader, module] = [import.meta.resolve('tsx/esm/api'), new URL(`./${name}.ts`, import.meta.url).href]
  const begin = `import(${JSON.stringify(loader)}).then((tsx) => (tsx.register(), import(${JSON.stringify(module)})))`
  return new Worker(begin, { workerData, eval: true, execArgv: ['--conditions=entente-source'] })
}
