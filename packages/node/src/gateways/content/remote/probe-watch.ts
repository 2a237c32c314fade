const words = 8
const keptMs = 24 * 3_600_000
const mostKept = 2000
/**
 * Largest number of different bits at which two hashes count as near. Two saved copies of one picture differ in fewer
 * bits, and so do two probes of one hash.
 */
const nearBits = 40
/**
 * Number of near hashes that counts as probing. A picture that spreads has a few forms, but finding the limit of a match
 * by trial needs hundreds.
 */
const manyNear = 20

interface Asked {
  hashes: Uint32Array
  times: Float64Array
  next: number
}

/**
 * Detects clients that probe the hashes of a list with nearly equal queries: more than twenty different hashes within
 * 40 bits of the current one in a day. A repeated hash does not count again. The state is in memory, by client; the
 * database counts the queries themselves.
 */
export class ProbeWatch {
  readonly #clients = new Map<string, Asked>()

  /** Records a PDQ hash of 32 bytes. Returns whether the client sends many slightly different hashes (probing). */
  asks(client: string, hash: Uint8Array, now: number): boolean {
    const asked = this.#askedBy(client)
    const { hashes, times } = asked
    const query = new Uint32Array(words)
    new Uint8Array(query.buffer).set(hash)
    let near = 0
    let known = -1
    for (let place = 0; place < mostKept; place += 1) {
      if ((times[place] ?? 0) <= now - keptMs) continue
      const distance = bitsApart(hashes, words * place, query)
      if (distance === 0) known = place
      else if (distance <= nearBits) near += 1
    }
    const place = known < 0 ? asked.next : known
    if (known < 0) asked.next = (asked.next + 1) % mostKept
    hashes.set(query, words * place)
    times[place] = now
    return near >= manyNear
  }

  #askedBy(client: string): Asked {
    const asked = this.#clients.get(client) ?? {
      hashes: new Uint32Array(words * mostKept),
      times: new Float64Array(mostKept).fill(Number.NEGATIVE_INFINITY),
      next: 0,
    }
    this.#clients.set(client, asked)
    return asked
  }
}

/** Counts the differing bits of two hashes; it stops above the limit. */
function bitsApart(hashes: Uint32Array, at: number, query: Uint32Array): number {
  let bits = 0
  for (let word = 0; word < words && bits <= nearBits; word += 1)
    bits += ones((hashes[at + word] ?? 0) ^ (query[word] ?? 0))
  return bits
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
