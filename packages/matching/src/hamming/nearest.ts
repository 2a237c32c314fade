/** Rows that were found, as distance * 2^32 + id: a number holds both exactly, and their order is that of distance, then id. */
const idSpan = 2 ** 32

export interface HammingMatch {
  id: number
  distance: number
}

/** What a search found. `total` counts up to 10,000 (or `limit`, if that is more); with more `truncated` is true. */
export interface HammingMatches {
  matches: HammingMatch[]
  total: number
  truncated: boolean
}

const mostCounted = 10_000
const mostBits = 256

/**
 * Gathers what a search finds and gives the nearest. What lies farther than `limit` others is counted and not kept: in a hot cluster that
 * is nearly everything.
 */
export class Nearest {
  #keys = new Float64Array(4096)
  #kept = 0
  #counts = new Uint32Array(mostBits + 1)
  /** Farther results are not kept any more. */
  #farthest = mostBits
  #total = 0
  /** How many may be kept before looking again which are needed. */
  #most = 0
  #limit = 0

  /** Begins a search for the `limit` nearest; with `accept` everything is kept, since only then it is known what counts. */
  begin(limit: number, accept: ((id: number) => boolean) | undefined): void {
    this.#limit = accept === undefined ? limit : Number.POSITIVE_INFINITY
    this.#kept = 0
    this.#total = 0
    this.#counts.fill(0)
    this.#farthest = mostBits
    this.#most = 2 * this.#limit + 1024
  }

  /**
   * How far the search need go on looking: once there are more results than are counted, only what is nearer than the nearest found so far
   * matters.
   */
  reach(radius: number): number {
    if (this.#limit === Number.POSITIVE_INFINITY || this.#total <= Math.max(mostCounted, this.#limit)) return radius
    this.#dropFar()
    return Math.min(radius, this.#farthest)
  }

  /** Takes `found` results, (row, distance) from word `at` on, whose ids stand from word `ids` on. */
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

  /** The `limit` nearest of those that `accept` lets through, by distance, then id. */
  choose(limit: number, accept: ((id: number) => boolean) | undefined): HammingMatches {
    if (accept === undefined) this.#dropFar()
    // A copy: `accept` may itself search.
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

  /** Keeps what lies no farther than the limit-th nearest found so far. */
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
