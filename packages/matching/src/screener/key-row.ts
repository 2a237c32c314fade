import { addCharacter, addText, finishHash } from '../lookup/hash-text.ts'

/** A reusable set of keys. Keys are not small integers, so an ordinary array would store each as an object. */
export class KeyRow {
  #keys = new Uint32Array(256)
  #count = 0

  /** Empties the set. */
  begin(): this {
    this.#count = 0
    return this
  }
  add(key: number): this {
    for (let at = 0; at < this.#count; at += 1) if (this.#keys[at] === key) return this
    if (this.#count === this.#keys.length) {
      const more = new Uint32Array(this.#count * 2)
      more.set(this.#keys)
      this.#keys = more
    }
    this.#keys[this.#count] = key
    this.#count += 1
    return this
  }
  /** Adds the key of a part of a text. */
  addText(text: string, kind: number, from = 0, to = text.length): this {
    return this.add(finishHash(addText(0, text, from, to), kind))
  }
  addTexts(texts: readonly string[], kind: number): this {
    for (let at = 0; at < texts.length; at += 1) this.addText(texts[at] ?? '', kind)
    return this
  }
  /** Adds the key of two texts joined by a character (`between`). */
  addJoined(before: string, between: number, after: string, kind: number): this {
    return this.add(finishHash(addText(addCharacter(addText(0, before), between), after), kind))
  }
  /** A copy of the keys. */
  get keys(): Uint32Array {
    return this.#keys.slice(0, this.#count)
  }
}
