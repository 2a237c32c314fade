/**
 * A set of identities that needs 11 to 22 bytes for each, so that it can hold those of a whole manifest. It keeps a hash of
 * 53 bits and no text: among a million identities, one is taken for another with a probability of 1 to 18,000.
 */
export class IdentitySet {
  /** Empty until the first identity: most messages have few, and a typed array is dear to make. */
  private table = noTable
  size = 0

  /** Adds an identity; returns false if the set has it already. */
  add(identity: string): boolean {
    if (this.size * 4 >= this.table.length * 3) this.grow()
    if (!put(this.table, hash53(identity))) return false
    this.size++
    return true
  }

  has(identity: string): boolean {
    if (this.size === 0) return false
    const hash = hash53(identity)
    return this.table[slotOf(this.table, hash)] === hash
  }

  private grow(): void {
    const larger = new Float64Array(Math.max(8, this.table.length * 2))
    for (const hash of this.table) if (hash !== 0) put(larger, hash)
    this.table = larger
  }
}

const noTable = new Float64Array(0)

/** Returns the slot with this hash, or the free one where it belongs. */
function slotOf(table: Float64Array, hash: number): number {
  const mask = table.length - 1
  let slot = (hash % 4294967296) & mask
  while (table[slot] !== 0 && table[slot] !== hash) slot = (slot + 1) & mask
  return slot
}

function put(table: Float64Array, hash: number): boolean {
  const slot = slotOf(table, hash)
  if (table[slot] === hash) return false
  table[slot] = hash
  return true
}

/** Chosen anew by each process, so that nobody can make identities that all fall into one slot. */
const [seedA, seedB] = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number]

/** Mixes the characters into 53 bits by two multiplicative hashes of 32 bits. Never returns 0. */
function hash53(text: string): number {
  let a = 0x811c9dc5 ^ seedA
  let b = 0x41c6ce57 ^ seedB
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x9e3779b1)
    b = Math.imul(b ^ code, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return (b & 0x1fffff) * 4294967296 + (a >>> 0) || 1
}
