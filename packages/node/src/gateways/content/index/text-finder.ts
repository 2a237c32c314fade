import { bandKeys, type ComparableText, compareTexts, type TextComparison } from '@entente/matching/media'
import { unpackText } from '../signals/pack.ts'
import { KeyTable } from './key-table.ts'

/** Texts of banks: equal ones are found by SHA-256, near ones by the bands of their minhashes. */
export class TextFinder {
  readonly #texts = new Map<number, ComparableText>()
  readonly #exact = new KeyTable()
  readonly #bands = new KeyTable()

  get size(): number {
    return this.#texts.size
  }
  has(number: number): boolean {
    return this.#texts.has(number)
  }
  get bytes(): number {
    return this.#exact.bytes + this.#bands.bytes + 1100 * this.#texts.size
  }

  add(number: number, raw: Uint8Array): void {
    const text = unpackText(raw)
    this.#texts.set(number, text)
    this.#exact.add(...exactKey(text), number)
    for (const key of keysOf(text)) this.#bands.add(...key, number)
  }

  remove(number: number): void {
    const text = this.#texts.get(number)
    if (text === undefined) return
    this.#texts.delete(number)
    this.#exact.remove(...exactKey(text), number)
    for (const key of keysOf(text)) this.#bands.remove(...key, number)
    text.minhash?.fill(0n)
  }

  find(raw: Uint8Array): { number: number; comparison: TextComparison }[] {
    const query = unpackText(raw)
    const near = new Set(this.#exact.find(...exactKey(query)))
    for (const key of keysOf(query)) for (const number of this.#bands.find(...key)) near.add(number)
    return [...near].flatMap((number) => {
      const comparison = compareTexts(query, this.#texts.get(number) as ComparableText)
      return comparison.match ? [{ number, comparison }] : []
    })
  }
}

const exactKey = ({ sha256 }: ComparableText): [number, number] => [
  Number.parseInt(sha256.slice(0, 8), 16),
  Number.parseInt(sha256.slice(8, 16), 16),
]
const keysOf = ({ minhash }: ComparableText): [number, number][] =>
  minhash === null ? [] : Array.from(bandKeys(minhash), (key) => [Number(key >> 32n), Number(key & 0xffffffffn)])
