import { nameWeights as w } from '../names/name-weights.ts'
import type { Relation } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { type Segment, wordBits } from './segment.ts'

const slipCost = Math.log(w.equal / w.typo)

/** What a word says at most: worked out when something is found, for it takes knowing how common the word is. */
export class Most {
  readonly #form: WordForm
  #equal: number | null = null

  constructor(form: WordForm) {
    this.#form = form
  }
  #without(cost: number): number {
    this.#equal ??= Math.log(w.equal / this.#form.frequency)
    return Math.min(w.most, Math.max(w.least, this.#equal - cost))
  }
  /** The same word. */
  get itself(): number {
    return this.#without(0)
  }
  get any(): number {
    return Math.max(w.initial, this.#without(0))
  }
  /** One linked by its sound alone, in one script or from another. */
  get sound(): number {
    return this.#without(w.sound)
  }
  get reading(): number {
    return this.#without(Math.min(w.sound, w.reading, w.skeleton))
  }
  /** One a slip of the hand away. */
  get slip(): number {
    return this.#without(slipCost)
  }
  get firstLetter(): number {
    return this.#without(slipCost + w.firstLetter)
  }
}

/** Words that may say the same at most, in rising order: those from one place of `Neighbours.words` to before another. */
export interface Tier {
  readonly most: number
  /** Whether they were compared only as far as an index tells. */
  readonly open: boolean
  readonly from: number
  readonly to: number
  /** How many of them are words of organisations. */
  readonly organisations: number
}
const noWords = new Uint32Array(0)

/** Words of the vocabulary that may answer a query word. */
export class Neighbours {
  readonly words: Uint32Array
  /** Those that may say most first. */
  readonly tiers: readonly Tier[]
  readonly mostOfWord: Most
  readonly #form: WordForm
  readonly #relate: (one: WordForm, other: WordForm) => Relation | null
  /** By place of `words`: what a word that was compared says, and NaN. Null: none was since it was found. */
  #settled: Float64Array | null = null
  #held: number | null = null

  constructor(
    form: WordForm,
    most: Most,
    relate: (one: WordForm, other: WordForm) => Relation | null,
    found: FoundWords,
    segment: Segment,
  ) {
    this.#form = form
    this.#relate = relate
    this.mostOfWord = most
    const { words, tiers } = found.inOrder(segment)
    this.words = words
    this.tiers = tiers
  }
  /** What the word at a place says, or the most it can say as long as it is open. */
  weight(at: number, tier: Tier): number {
    const settled = this.#settled === null ? Number.NaN : (this.#settled[at] ?? 0)
    return Number.isNaN(settled) ? tier.most : settled
  }
  /** What the word at a place was found to say when it was compared; null: it was not compared since it was found. */
  settled(at: number): number | null {
    const settled = this.#settled === null ? Number.NaN : (this.#settled[at] ?? 0)
    return Number.isNaN(settled) ? null : settled
  }
  /** Compares with the word at a place; what it says. */
  settle(at: number, other: WordForm | null): number {
    const weight = other === null ? 0 : (this.#relate(this.#form, other)?.weight ?? 0)
    this.#settled ??= new Float64Array(this.words.length).fill(Number.NaN)
    this.#settled[at] = weight
    return weight
  }
  /** How many names have one of the words, about. */
  held({ postings }: Segment): number {
    if (this.#held === null) {
      this.#held = 0
      for (const word of this.words) this.#held += postings.count(word)
    }
    return this.#held
  }
}

/** Sorts a part of an array. Most are short: a view of it would cost more than the sorting. */
function sortRange(words: Uint32Array, from: number, to: number): void {
  if (to - from > 24) {
    words.subarray(from, to).sort()
    return
  }
  for (let at = from + 1; at < to; at += 1) {
    const word = words[at] ?? 0
    let place = at
    for (; place > from && (words[place - 1] ?? 0) > word; place -= 1) words[place] = words[place - 1] ?? 0
    words[place] = word
  }
}

/** Words as they are found: few different numbers say what they may say at most. */
export class FoundWords {
  readonly #tiers: { most: number; open: boolean; words: number[] }[] = []
  #count = 0

  add(word: number, most: number, open: boolean): void {
    this.#count += 1
    for (const tier of this.#tiers)
      if (tier.most === most && tier.open === open) {
        tier.words.push(word)
        return
      }
    this.#tiers.push({ most, open, words: [word] })
  }
  inOrder({ columns }: Segment): Pick<Neighbours, 'words' | 'tiers'> {
    if (this.#count === 0) return { words: noWords, tiers: [] }
    const words = new Uint32Array(this.#count)
    let from = 0
    const tiers = this.#tiers
      .sort((x, y) => y.most - x.most || +x.open - +y.open)
      .map(({ most, open, words: own }) => {
        let organisations = 0
        for (const word of own) if (((columns.wordBits[word] ?? 0) & wordBits.organisation) !== 0) organisations += 1
        words.set(own, from)
        const to = from + own.length
        sortRange(words, from, to)
        const tier: Tier = { most, open, from, to, organisations }
        from = to
        return tier
      })
    return { words, tiers }
  }
}
