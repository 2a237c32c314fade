import { nameWeights as w } from '../names/name-weights.ts'
import { withinLetters } from '../names/relate-words.ts'
import { contradictionShare } from '../names/score-name.ts'
import { qualityWeight } from '../score/score-pair.ts'
import { type QueryWords, wordsOfRun } from './query-words.ts'
import {
  anyWord,
  entryBits,
  firstWordOf,
  headSize,
  inHead,
  knownWord,
  moreWords,
  noWord,
  qualityOf,
  roleIn,
  roles,
  wordBits,
  wordCountOf,
  wordMask,
} from './segment.ts'
import { qualities } from './segment-writer.ts'
import {
  absent,
  absentFather,
  absentMost,
  absentSole,
  against,
  againstAlike,
  againstFather,
  againstInitial,
} from './unmatched-words.ts'
import type { Vocabulary } from './vocabulary.ts'

// For each quality, the weight of a name of one word and the weight of a name of several words.
const qualityWeights = qualities.map((quality) =>
  [1, 2].map((counting) => qualityWeight({ quality, read: { counting } })),
)

/**
 * The numbers of words of one side without a match, by role. `unknown` counts the firm words that are no common names, `initials` those of all roles.
 */
interface Unmatched {
  firm: number
  soft: number
  apart: number
  unknown: number
  initials: number
}

/** Computes upper bounds of the weight of names of a segment for one name of a query, from their words alone. */
export class NameBounds {
  readonly #query: QueryWords
  readonly #best: Float64Array
  readonly #matched = new Uint8Array(64)
  /** Words of the last name passed to `bound` that may be spellings of words of the query. */
  readonly #unmatched: number[] = []
  /** The part of the last bound that exists only because such words may be spellings of each other. */
  #slack = 0

  constructor(query: QueryWords) {
    this.#query = query
    this.#best = new Float64Array(query.columns.length)
  }

  /** Returns an upper bound of the weight of a name of the index. A result below `need` states only that the weight is below `need`. */
  bound(name: number, need: number): number {
    const most = this.#bound(name, need)
    return most < need || !this.#compareWords(name) ? most : this.#bound(name, need)
  }
  /** Compares the words of a name whose weights are only bounds so far. Returns true where a weight became lower. */
  #compareWords(name: number): boolean {
    const { segment } = this.#query
    const { columns } = segment
    const start = firstWordOf(columns, name)
    let changed = false
    for (let at = start; at < start + wordCountOf(columns, name); at += 1) {
      if (this.#query.compareWord((columns.words[at] ?? 0) & wordMask)) changed = true
    }
    return changed
  }

  #bound(name: number, need: number): number {
    const { segment, columns: ours, joined, quality: own } = this.#query
    const { columns } = segment
    const best = this.#best
    best.fill(0)
    const left: Unmatched = { firm: 0, soft: 0, apart: 0, unknown: 0, initials: 0 }
    this.#unmatched.length = 0
    let [theirs, counting, taken] = [0, 0, 0]
    const runs = joined.size > 0 ? joined.get(name) : undefined
    // A match of joined words takes the words it is made of, and no others.
    if (runs !== undefined)
      for (const run of runs) {
        const column = run >>> wordsOfRun
        const most = ours[column]?.most ?? 0
        theirs += most
        best[column] = Math.max(best[column] ?? 0, most)
        taken |= run & anyWord
      }
    // The head of a name usually has all its counting words. The places of words matter only where a joined match uses some of them.
    const whole = runs === undefined && (columns.nameHeads[name * headSize + inHead.dates] ?? 0) < moreWords
    const words = whole ? columns.nameHeads : columns.words
    const start = whole ? name * headSize : firstWordOf(columns, name)
    const end = start + (whole ? inHead.dates : wordCountOf(columns, name))
    for (let at = start; at < end; at += 1) {
      const packed = words[at] ?? noWord
      if (packed === noWord) break
      const role = roleIn(packed)
      if (role > roles.apart) continue
      counting += 1
      const word = packed & wordMask
      const most = this.#agreement(word)
      theirs += most
      if (most > 0 || taken === anyWord || ((taken >>> (at - start)) & 1) === 1) continue
      const bits = columns.wordBits[word] ?? 0
      if ((bits & wordBits.single) !== 0) left.initials += 1
      if (role === roles.soft) left.soft += 1
      else if (role === roles.apart) left.apart += 1
      else {
        left.firm += 1
        if (packed < knownWord) {
          left.unknown += 1
          this.#unmatched.push(word)
        }
      }
    }
    const quality = (qualityWeights[qualityOf(columns, name)]?.[counting > 1 ? 1 : 0] ?? 0) + own
    this.#slack = 0
    const rough = Math.min(w.nameCap, theirs) + w.legalForm.same + quality
    if (rough < need) return rough
    const organisation =
      this.#query.register === 'organisation' ||
      ((columns.nameHeads[name * headSize + inHead.facts] ?? 0) & entryBits.organisation) !== 0
    return this.#total(theirs, left, runs !== undefined, organisation) + quality
  }
  /** Returns the highest weight of one word of a name and raises the best weight of each column. */
  #agreement(word: number): number {
    const { segment, scratch, columns, initials } = this.#query
    const best = this.#best
    let most = 0
    const slot = scratch.slots[word] ?? 0
    if (slot !== 0)
      for (let column = 0; column < best.length; column += 1) {
        const weight = this.#query.weight(slot, column)
        if (weight > (best[column] ?? 0)) best[column] = weight
        if (weight > most) most = weight
      }
    if (initials === 0 || most >= w.initial) return most
    const first = segment.columns.initials[word] ?? 0
    for (let column = 0; column < best.length; column += 1) {
      if (((columns[column]?.initial ?? 0) & first) === 0) continue
      if ((best[column] ?? 0) < w.initial) best[column] = w.initial
      most = Math.max(most, w.initial)
    }
    return most
  }

  #total(theirs: number, left: Unmatched, joined: boolean, organisation: boolean): number {
    const { columns, roles: ours, known, name } = this.#query
    let sum = 0
    let agreeing = joined ? 2 : 0
    const matched = this.#matched
    matched.fill(0)
    for (let column = 0; column < columns.length; column += 1) {
      const weight = this.#best[column] ?? 0
      const of = columns[column]
      if (weight <= 0 || !of) continue
      sum += weight
      agreeing += of.from === of.to ? 1 : 2
      for (let at = of.from; at <= of.to; at += 1) matched[at] = 1
    }
    const own: Unmatched = { firm: 0, soft: 0, apart: 0, unknown: 0, initials: left.initials }
    for (let at = 0; at < ours.length; at += 1) {
      if (matched[at] === 1) continue
      const role = ours[at]
      if ((role ?? 0) <= roles.apart && name.words[at]?.form.latin.length === 1) own.initials += 1
      if (role === roles.firm) {
        own.firm += 1
        if (!known[at]) own.unknown += 1
      } else if (role === roles.soft) own.soft += 1
      else if (role === roles.apart) own.apart += 1
    }
    sum = Math.min(w.nameCap, sum, theirs)
    if (organisation) {
      const lone = own.firm + left.firm + own.soft + left.soft + own.apart + left.apart > 0
      return sum + w.legalForm.same - (agreeing === 1 && lone ? w.leastWithSoleAgreement : 0)
    }
    const pairs = Math.max(0, Math.min(own.firm - left.soft, left.firm - own.soft))
    // A father's name contradicts only another father's name.
    const fathers = joined ? 0 : Math.min(own.apart, left.apart)
    const alike = this.#anyAlike(matched) ? Math.min(pairs, own.unknown, left.unknown) : 0
    const each = own.initials > 0 ? againstInitial : against
    this.#slack = alike * (each - againstAlike)
    const single = Math.max(0, Math.abs(own.firm - left.firm) - own.soft - left.soft)
    const sole =
      agreeing <= 1 &&
      fathers === 0 &&
      Math.min(own.firm + own.soft, left.firm + left.soft) === 0 &&
      single + own.apart + left.apart > 0
    const missing = sole
      ? (single > 0 ? absentSole : absentFather) + Math.min(absentMost, Math.max(0, single - 1) * absent)
      : Math.min(absentMost, single * absent)
    return sum - pairs * each + this.#slack - fathers * againstFather - missing
  }

  /**
   * Returns whether an unmatched word of the name and one of the query, neither of them a common name, share enough letters to be spellings of each
   * other (score-name.ts).
   */
  #anyAlike(matched: Uint8Array): boolean {
    const { segment, roles: ours, known, name } = this.#query
    const { letters, textStarts, wordBits: bits } = segment.columns
    for (const word of this.#unmatched) {
      const plain = ((bits[word] ?? 0) & wordBits.plain) !== 0
      const length = (textStarts[word + 1] ?? 0) - (textStarts[word] ?? 0)
      for (let at = 0; at < ours.length; at += 1) {
        const form = name.words[at]?.form
        if (matched[at] === 1 || ours[at] !== roles.firm || known[at] || form === undefined) continue
        // If a name contains Abdul, only its second part is compared.
        if (!plain || form.servantOf !== null) return true
        const limit = Math.max(1, Math.floor(Math.max(form.latin.length, length) / 3))
        if (Math.abs(form.latin.length - length) <= limit && withinLetters(form.letters, letters[word] ?? 0, limit))
          return true
      }
    }
    return false
  }

  /** Tightens the bound of the last name passed to `bound`: checks whether words that do not agree resemble each other. */
  tighten(name: number, bound: number, vocabulary: Vocabulary): number {
    if (this.#slack === 0) return bound
    const query = this.#query
    const { columns } = query.segment
    const start = firstWordOf(columns, name)
    for (let at = start; at < start + wordCountOf(columns, name); at += 1) {
      const packed = columns.words[at] ?? 0
      if (roleIn(packed) !== roles.firm) continue
      const word = packed & wordMask
      const form = vocabulary.formOf(query.segment, word)
      if (form === null) return bound
      const slot = query.scratch.slots[word] ?? 0
      for (let column = 0; column < query.columns.length; column += 1) {
        const of = query.columns[column]
        const own = of && !of.run ? query.name.words[of.from] : undefined
        if (!of || !own || query.roles[of.from] !== roles.firm) continue
        const agrees = slot !== 0 && query.weight(slot, column) > 0
        if (!agrees && contradictionShare(own, { form }) < 1) return bound
      }
    }
    return bound - this.#slack
  }
}
