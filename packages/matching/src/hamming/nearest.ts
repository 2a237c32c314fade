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

/** Gathers what a search finds and gives the nearest. */
export class Nearest {
  #keys = new Float64Array(1024)
  #count = 0

  clear(): void {
    this.#count = 0
  }

  /** Takes `found` results, (row, distance) from word `at` on, whose ids stand from word `ids` on. */
  take(words: Uint32Array, at: number, found: number, ids: number): void {
    if (this.#count + found > this.#keys.length) {
      const grown = new Float64Array(2 * (this.#count + found))
      grown.set(this.#keys.subarray(0, this.#count))
      this.#keys = grown
    }
    for (let place = at; place < at + 2 * found; place += 2) {
      this.#keys[this.#count] = (words[place + 1] ?? 0) * idSpan + (words[ids + (words[place] ?? 0)] ?? 0)
      this.#count += 1
    }
  }

  /** The `limit` nearest of those that `accept` lets through, by distance, then id. */
  choose(limit: number, accept: ((id: number) => boolean) | undefined): HammingMatches {
    let keys = this.#keys.slice(0, this.#count)
    if (accept !== undefined) keys = keys.filter((key) => accept(key % idSpan))
    const total = keys.length
    if (total > limit) {
      const end = idSpan * (farthestNeeded(keys, limit) + 1)
      keys = keys.filter((key) => key < end)
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
}

/** The smallest distance within which there are `limit` keys. */
function farthestNeeded(keys: Float64Array, limit: number): number {
  const counts = new Uint32Array(257)
  for (const key of keys) {
    const distance = Math.floor(key / idSpan)
    counts[distance] = (counts[distance] ?? 0) + 1
  }
  let [distance, within] = [0, counts[0] ?? 0]
  while (within < limit) {
    distance += 1
    within += counts[distance] ?? 0
  }
  return distance
}
