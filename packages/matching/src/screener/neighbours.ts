import { nameWeights as w } from '../names/name-weights.ts'
import type { Relation } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { type Segment, wordBits } from './segment.ts'

const slipCost = Math.log(w.equal / w.typo)

/**
 * The highest weight that a link to a word can have, by kind of link. It is computed on first use, because a word's frequency is expensive to
 * compute.
 */
export class WeightLimits {
  readonly #form: WordForm
  #logOdds: number | null = null

  constructor(form: WordForm) {
    this.#form = form
  }
  #without(cost: number): number {
    this.#logOdds ??= Math.log(w.equal / this.#form.frequency)
    return Math.min(w.most, Math.max(w.least, this.#logOdds - cost))
  }
  /** The highest weight of an equal word. */
  get equal(): number {
    return this.#without(0)
  }
  get any(): number {
    return Math.max(w.initial, this.#without(0))
  }
  /** The highest weight of a word in the same script that is linked by its sound alone. */
  get sound(): number {
    return this.#without(w.sound)
  }
  /** The highest weight of a word in another script that is linked by its sound alone. */
  get reading(): number {
    return this.#without(Math.min(w.sound, w.reading, w.skeleton))
  }
  /** The highest weight of a word that differs by a typing slip. */
  get slip(): number {
    return this.#without(slipCost)
  }
  /** The highest weight of a word that differs by a typing slip in its first letter. */
  get firstLetter(): number {
    return this.#without(slipCost + w.firstLetter)
  }
}

/** The words with one highest weight. They are at the places `from` to before `to` of `Neighbours.words`, in rising order. */
export interface Tier {
  readonly most: number
  /** True if the words were found only by keys and not compared yet. */
  readonly open: boolean
  readonly from: number
  readonly to: number
  /** The number of these words that are words of organisations. */
  readonly organisations: number
}
const noWords = new Uint32Array(0)

/** Words of the vocabulary that may match a query word. */
export class Neighbours {
  readonly words: Uint32Array
  /** The tiers, by falling weight. */
  readonly tiers: readonly Tier[]
  readonly limits: WeightLimits
  readonly #form: WordForm
  readonly #relate: (one: WordForm, other: WordForm) => Relation | null
  /** The weights of compared words by place of `words`; NaN for others. Null where none was compared. */
  #compared: Float64Array | null = null
  #nameCount: number | null = null

  constructor(
    form: WordForm,
    limits: WeightLimits,
    relate: (one: WordForm, other: WordForm) => Relation | null,
    found: FoundWords,
    segment: Segment,
  ) {
    this.#form = form
    this.#relate = relate
    this.limits = limits
    const { words, tiers } = found.inOrder(segment)
    this.words = words
    this.tiers = tiers
  }
  /** Returns the weight of the word at a place, or its upper bound where it was not compared. */
  weight(at: number, tier: Tier): number {
    const compared = this.#compared === null ? Number.NaN : (this.#compared[at] ?? 0)
    return Number.isNaN(compared) ? tier.most : compared
  }
  /** Returns the weight of the word at a place; null where it was not compared. */
  compared(at: number): number | null {
    const compared = this.#compared === null ? Number.NaN : (this.#compared[at] ?? 0)
    return Number.isNaN(compared) ? null : compared
  }
  /** Compares the word at a place, whose form is `other`, and returns its weight. */
  compare(at: number, other: WordForm | null): number {
    const weight = other === null ? 0 : (this.#relate(this.#form, other)?.weight ?? 0)
    this.#compared ??= new Float64Array(this.words.length).fill(Number.NaN)
    this.#compared[at] = weight
    return weight
  }
  /** Returns how many names have one of the words; a name with two of them counts twice. */
  nameCount({ postings }: Segment): number {
    if (this.#nameCount === null) {
      this.#nameCount = 0
      for (const word of this.words) this.#nameCount += postings.count(word)
    }
    return this.#nameCount
  }
}

/** Sorts a part of an array. Most parts are short, and making a view of one would cost more than the sort. */
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

/** Collects words by their highest weight, of which few different values occur. */
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
