/** A result is stored as the number distance * 2^32 + id. A JavaScript number represents it exactly, and sorting orders by distance, then id. */
const idSpan = 2 ** 32

export interface HammingMatch {
  id: number
  distance: number
}

/** The result of a search. `total` counts at most 10,000 results, or `limit` if that is more; `truncated` means that there are more results. */
export interface HammingMatches {
  matches: HammingMatch[]
  total: number
  truncated: boolean
}

const mostCounted = 10_000
const mostBits = 256

/**
 * Collects the results of a search and returns the nearest. A result is counted but not kept once `limit` nearer results are known. In a dense
 * cluster this applies to nearly all results.
 */
export class Nearest {
  #keys = new Float64Array(4096)
  #kept = 0
  #counts = new Uint32Array(mostBits + 1)
  /** Results beyond this distance are not kept. */
  #farthest = mostBits
  #total = 0
  /** When this many results are kept, those that are not needed are dropped. */
  #most = 0
  #limit = 0

  /** Starts a search for the `limit` nearest. With `accept` all results are kept, because it is called after the search. */
  begin(limit: number, accept: ((id: number) => boolean) | undefined): void {
    this.#limit = accept === undefined ? limit : Number.POSITIVE_INFINITY
    this.#kept = 0
    this.#total = 0
    this.#counts.fill(0)
    this.#farthest = mostBits
    this.#most = 2 * this.#limit + 1024
  }

  /** Returns the radius for the rest of the search. It shrinks to the distance of the `limit`-th nearest result once `total` is at its maximum. */
  reach(radius: number): number {
    if (this.#limit === Number.POSITIVE_INFINITY || this.#total <= Math.max(mostCounted, this.#limit)) return radius
    this.#dropFar()
    return Math.min(radius, this.#farthest)
  }

  /** Adds `found` results. They are pairs of row and distance from word `at` on; the ids of the rows begin at word `ids`. */
  take(words: Uint32Array, at: number, found: number, ids: number): void {
    const end = at + 2 * found
    this.#total += found
    for (let place = at; place < end; place += 2) {
      const distance = words[place + 1] ?? 0
      this.#counts[distance] = (this.#counts[distance] ?? 0) + 1
      if (distance > this.#farthest) continue
      if (this.#kept === this.#most) this.#dropFar()
      if (this.#kept === this.#keys.length) this.#grow()
      this.#keys[this.#kept] = distance * idSpan + (words[ids + (words[place] ?? 0)] ?? 0)
      this.#kept += 1
    }
  }

  /** Returns the `limit` nearest results that `accept` allows, by distance, then id. */
  choose(limit: number, accept: ((id: number) => boolean) | undefined): HammingMatches {
    if (accept === undefined) this.#dropFar()
    // Copy the keys, because `accept` may start another search.
    let keys = this.#keys.slice(0, this.#kept)
    let total = this.#total
    if (accept !== undefined) {
      keys = keys.filter((key) => accept(key % idSpan))
      total = keys.length
    }
    const most = Math.max(mostCounted, limit)
    return {
      matches: Array.from(keys.sort().subarray(0, limit), (key) => ({
        id: key % idSpan,
        distance: Math.floor(key / idSpan),
      })),
      total: Math.min(total, most),
      truncated: total > most,
    }
  }

  /** Drops results farther away than the limit-th nearest so far. */
  #dropFar(): void {
    let within = this.#counts[0] ?? 0
    let farthest = 0
    while (within < this.#limit && farthest < mostBits) {
      farthest += 1
      within += this.#counts[farthest] ?? 0
    }
    this.#farthest = farthest
    const end = idSpan * (farthest + 1)
    let kept = 0
    for (let place = 0; place < this.#kept; place += 1) {
      const key = this.#keys[place] ?? 0
      if (key >= end) continue
      this.#keys[kept] = key
      kept += 1
    }
    this.#kept = kept
    this.#most = 2 * Math.max(this.#limit, kept) + 1024
  }

  #grow(): void {
    const grown = new Float64Array(2 * this.#keys.length)
    grown.set(this.#keys)
    this.#keys = grown
  }
}
