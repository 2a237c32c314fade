import { hashText } from './hash-text.ts'

/**
 * What was worked out and may be asked for again, up to a size in all. When half of it is full, what was not asked for since the half before was
 * full is let go: what is asked for often stays.
 */
export class RecentlyUsed<K, V> {
  readonly #most: number
  #young = new Map<K, V>()
  #old = new Map<K, V>()
  #size = 0
  readonly #sizeOf: (value: V) => number

  /** `sizeOf`: what a value takes of the size in all; 1 each where it is not given. */
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

/** Remembers which texts were met, in memory of one size: what falls in the place of another takes it. Now and then a text is thought to be met that was not. */
export class MetBefore {
  readonly #hashes = new Int32Array(places)

  /** Whether a text was met before; from now on it was. */
  again(text: string): boolean {
    const hash = hashText(text, 0) | 0
    const place = hash & (places - 1)
    if (this.#hashes[place] === hash) return true
    this.#hashes[place] = hash
    return false
  }
}
