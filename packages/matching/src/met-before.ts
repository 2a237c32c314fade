import { hashText } from './hash-text.ts'

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
