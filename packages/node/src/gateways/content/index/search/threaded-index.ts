import { HammingIndex, type HammingMatches } from '@entente/matching'
import type { Near, SearchPool } from './search-pool.ts'

interface Wanted {
  radius: number
  limit: number
  accept: (id: number) => boolean
}
/** The number of queries that are sent to threads at the same time. */
const atOnce = 64
const mostCounted = 10_000

/**
 * A Hamming index of 256 bits that threads search if that is faster; it gives the same answer as `HammingIndex.query`.
 */
export class ThreadedIndex {
  readonly index: HammingIndex
  readonly #pool: SearchPool | null

  constructor(pool: SearchPool | null, index = new HammingIndex(pool === null ? {} : { build: pool.build })) {
    this.index = index
    this.#pool = pool
  }

  /** Number of queries to send at once: one if the caller's own thread searches. */
  get atOnce(): number {
    return this.#pool?.takes(this.index) === true ? atOnce : 1
  }

  /** Finds the accepted rows within the radius, nearest first. */
  async near(hash: Uint8Array, { radius, limit, accept }: Wanted): Promise<HammingMatches> {
    if (this.#pool?.takes(this.index) !== true) return this.index.query(hash, { radius, limit, accept })
    let near: Near
    try {
      near = await this.#pool.near(this.index, hash, radius)
    } catch {
      return this.index.query(hash, { radius, limit, accept })
    }
    return accepted(near, limit, accept)
  }
}

function accepted({ ids, distances }: Near, limit: number, accept: (id: number) => boolean): HammingMatches {
  const matches: HammingMatches['matches'] = []
  const most = Math.max(mostCounted, limit)
  let total = 0
  for (const [place, id] of ids.entries()) {
    if (!accept(id)) continue
    total += 1
    if (total > most) break
    if (matches.length < limit) matches.push({ id, distance: distances[place] ?? 0 })
  }
  return { matches, total: Math.min(total, most), truncated: total > most }
}
