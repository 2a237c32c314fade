import type { Register } from '../names/lexicon.ts'
import { nameWeights as w } from '../names/name-weights.ts'
import type { QualifiedName } from '../score/read-identity.ts'
import { chooseWords } from './choose-words.ts'
import type { FieldBounds } from './field-bounds.ts'
import { PostingRows } from './lists.ts'
import { NameBounds } from './name-bounds.ts'
import { QueryWords } from './query-words.ts'
import { ahead } from './read-ahead.ts'
import { batchSize, type Scratch } from './search-scratch.ts'
import { headSize, inHead, knownWord, moreWords, noWord, roleIn, roles, type Segment, wordMask } from './segment.ts'
import {
  absent,
  absentMost,
  against,
  againstAlike,
  againstInitial,
  unmatched,
  unmatchedWithSoft,
} from './unmatched-words.ts'
import type { WordFinder } from './word-finder.ts'

type Visit = (name: number, need: number) => void
/** The names with one word, and their packed birth dates (segment.ts); `days` is null where the segment has none. */
interface Row {
  names: ArrayLike<number>
  days: Uint16Array | null
  from: number
  to: number
}

/**
 * Finds the names of a segment that may agree with one name, with an upper bound of their weight. The search reads the posting lists of rare words.
 * It evaluates common words only in the names found, because names with common words alone cannot reach the need (MaxScore; Turtle and Flood 1995).
 */
export class NameSearch {
  readonly #query: QueryWords
  readonly #bounds: NameBounds
  readonly #finder: WordFinder
  /** The number of firm words of the query, and the number of firm words that are no common names. */
  readonly #firm: number
  readonly #unknown: number

  constructor(segment: Segment, finder: WordFinder, scratch: Scratch, name: QualifiedName, register: Register) {
    this.#finder = finder
    this.#query = new QueryWords(segment, finder, scratch, name, register)
    this.#bounds = new NameBounds(this.#query)
    this.#firm = this.#query.counts[roles.firm] ?? 0
    this.#unknown = this.#query.roles.filter((role, at) => role === roles.firm && !this.#query.known[at]).length
  }
  /** Ends the search and releases its memory. */
  end(): void {
    this.#query.end()
  }
  /** Returns an upper bound of the weight of a name (`NameBounds.bound`). */
  bound(name: number, need: number): number {
    return this.#bounds.bound(name, need)
  }
  /** Tightens the bound of the last name passed to `bound`. */
  tighten(name: number, bound: number): number {
    return this.#bounds.tighten(name, bound, this.#finder.vocabulary)
  }

  /** Calls `visit` once with every name whose weight may reach the need of its entry's birth dates, and perhaps with further names. */
  walk(fields: FieldBounds, visit: Visit): void {
    const { segment, scratch, joined, register } = this.#query
    const seen = scratch.seen
    scratch.turn += 1
    const turn = scratch.turn
    const once = (name: number, need: number): void => {
      if (seen[name] === turn || need === Number.POSITIVE_INFINITY) return
      seen[name] = turn
      visit(name, need)
    }
    this.#query.findJoined(
      (name, day) => (day === 0 ? this.#needOf(name, fields) : fields.needOfDay(day)) < Number.POSITIVE_INFINITY,
    )
    for (const name of joined.keys()) once(name, this.#needOf(name, fields))
    const { needs } = fields
    for (const organisation of [false, true]) {
      const some = chooseWords(this.#query, needs, organisation)
      if (!some) {
        for (let name = 0; name < segment.names; name += 1) once(name, this.#needOf(name, fields))
        return
      }
      const people = !organisation && register === 'person'
      this.#walkRows(people, fields, once)
      scratch.endWalk()
    }
  }
  #needOf(name: number, fields: FieldBounds): number {
    const { nameHeads } = this.#query.segment.columns
    return fields.needWithDates(((nameHeads[name * headSize + inHead.dates] ?? 0) & ~moreWords) >>> 0)
  }
  #rowOf(word: number): Row {
    const { postings } = this.#query.segment
    if (postings instanceof PostingRows) {
      const { names, days, starts } = postings
      return { names, days, from: starts[word] ?? 0, to: starts[word + 1] ?? 0 }
    }
    const names = postings.of(word)
    return { names, days: null, from: 0, to: names.length }
  }

  #walkRows(people: boolean, fields: FieldBounds, once: (name: number, need: number) => void): void {
    const { scratch } = this.#query
    const { batch, needs, walks } = scratch
    this.#readAhead()
    let count = 0
    for (let place = 0; place < walks; place += 1) {
      const upTo = scratch.upTo[scratch.walkedSlots[place] ?? 0] ?? 0
      const { names, days, from, to } = this.#rowOf(scratch.walked[place] ?? 0)
      for (let at = from; at < to; at += 1) {
        const day = days === null ? 0 : (days[at] ?? 0)
        let need = day === 0 ? 0 : fields.needOfDay(day)
        if (need >= upTo) continue
        const name = names[at] ?? 0
        if (day === 0) {
          need = this.#needOf(name, fields)
          if (need >= upTo) continue
        }
        batch[count] = name
        needs[count] = need
        count += 1
        if (count < batchSize) continue
        this.#visitBatch(count, people, once)
        count = 0
      }
    }
    this.#visitBatch(count, people, once)
  }
  #readAhead(): void {
    const { segment, scratch } = this.#query
    const { postings } = segment
    if (!(postings instanceof PostingRows)) return
    const { names, days, starts } = postings
    const { walked, walks } = scratch
    let sum = 0
    for (let at = 0; at < walks; at += 1) sum += starts[walked[at] ?? 0] ?? 0
    for (let at = 0; at < walks; at += 1) {
      const from = starts[walked[at] ?? 0] ?? 0
      sum += (days[from] ?? 0) + (names[from] ?? 0)
    }
    ahead.sum = sum
  }
  // Most names here agree in only one word, and their heads exclude them.
  #visitBatch(count: number, people: boolean, once: (name: number, need: number) => void): void {
    const { segment, scratch, quality, initials } = this.#query
    const { batch, needs, seen } = scratch
    const { nameHeads } = segment.columns
    const base = quality + (people ? 0 : w.legalForm.same)
    // Words that match an initial have no slot, so heads exclude nothing where the query has an initial.
    const headsDecide = initials === 0
    let sum = 0
    for (let at = 0; at < count; at += 1) {
      const name = batch[at] ?? 0
      sum += (nameHeads[name * headSize] ?? 0) + (seen[name] ?? 0)
    }
    ahead.sum = sum
    for (let at = 0; at < count; at += 1) {
      const name = batch[at] ?? 0
      const need = needs[at] ?? 0
      if (!headsDecide || this.#mostOfHead(name, need - base, people) >= need - base) once(name, need)
    }
  }
  /** Returns an upper bound of the weight of a name from its head alone. A result below `need` states only that the weight is below `need`. */
  #mostOfHead(name: number, need: number, people: boolean): number {
    const { segment, scratch } = this.#query
    const { nameHeads } = segment.columns
    const { slots, most, spans } = scratch
    const head = name * headSize
    if ((nameHeads[head + inHead.dates] ?? 0) >= moreWords) return w.nameCap
    let [sum, matches, words, left, unknown] = [0, 0, 0, 0, 0]
    for (let place = head; place < head + inHead.dates; place += 1) {
      const packed = nameHeads[place] ?? noWord
      if (packed === noWord) break
      const slot = slots[packed & wordMask] ?? 0
      if (slot !== 0) {
        sum += most[slot] ?? 0
        matches += spans[slot] ?? 0
        words += 1
      } else if (roleIn(packed) === roles.firm) {
        left += 1
        if (packed < knownWord) unknown += 1
      }
    }
    if (sum > w.nameCap) sum = w.nameCap
    if (!people || sum < need) return sum
    // At least this many firm words of the query have no match.
    const ours = Math.max(0, this.#firm - matches)
    if (ours === 0 && left === 0) return sum
    return sum - this.#leastCost(words <= 1 && matches <= 1, ours, left, unknown)
  }
  /** Returns a lower bound of the cost of at least so many unmatched words of the query and of a name. No word of the query is an initial. */
  #leastCost(few: boolean, ours: number, left: number, unknown: number): number {
    const { soft } = this.#query
    const { one, more } = soft ? unmatchedWithSoft : unmatched
    const least = few ? one : more
    if (soft) return least
    const pairs = Math.min(ours, left)
    const count = Math.max(ours, left)
    if (pairs === 0) return least + Math.min(absentMost - absent, (count - 1) * absent)
    // Count the cheapest pairs first: words that may be spellings of each other, then initials.
    const notKnown = Math.min(pairs, unknown)
    const alike = Math.min(notKnown, this.#unknown)
    const contradictions = alike * againstAlike + (notKnown - alike) * againstInitial + (pairs - notKnown) * against
    return contradictions + Math.min(absentMost, (count - pairs) * absent)
  }
}
