import { hashText } from './hash-text.ts'

/**
 * A cache of bounded size. It has two generations. When the young generation takes half of the size, the old one is dropped and the young one becomes
 * the old one. A value that is read moves to the young generation, so values in frequent use stay in the cache.
 */
export class RecentlyUsed<K, V> {
  readonly #most: number
  #young = new Map<K, V>()
  #old = new Map<K, V>()
  #size = 0
  readonly #sizeOf: (value: V) => number

  /** `most`: the total size. `sizeOf`: the size of a value, by default 1. */
  constructor(most: number, sizeOf: (value: V) => number = () => 1) {
    this.#most = most
    this.#sizeOf = sizeOf
  }
  get(key: K): V | undefined {
    const known = this.#young.get(key)
    if (known !== undefined) return known
    const older = this.#old.get(key)
    if (older !== undefined) this.set(key, older)
    return older
  }
  set(key: K, value: V): void {
    this.#size += this.#sizeOf(value)
    this.#young.set(key, value)
    if (this.#size * 2 <= this.#most) return
    this.#old = this.#young
    this.#young = new Map()
    this.#size = 0
  }
  clear(): void {
    this.#old = new Map()
    this.#young = new Map()
    this.#size = 0
  }
}

const places = 1 << 17

/**
 * Remembers which texts were passed to `again`, in memory of fixed size. A text overwrites an earlier text with the same place. Rarely, `again`
 * returns true for a new text.
 */
export class MetBefore {
  readonly #hashes = new Int32Array(places)

  /** Records a text and returns whether it was recorded before. */
  again(text: string): boolean {
    const hash = hashText(text, 0) | 0
    const place = hash & (places - 1)
    if (this.#hashes[place] === hash) return true
    this.#hashes[place] = hash
    return false
  }
}
