import type { Register } from '../names/lexicon.ts'
import { nameWeights as w } from '../names/name-weights.ts'
import type { QualifiedName } from '../score/read-identity.ts'
import { chooseWords } from './choose-words.ts'
import type { FieldBounds } from './field-bounds.ts'
import { absent, absentMost, against, againstAlike, againstInitial, alone, aloneBySoft } from './left-words.ts'
import { PostingRows } from './lists.ts'
import { NameBounds } from './name-bounds.ts'
import { QueryWords } from './query-words.ts'
import { ahead } from './read-ahead.ts'
import { batchSize, type Scratch } from './search-scratch.ts'
import { headSize, inHead, knownWord, moreWords, noWord, roleIn, roles, type Segment, wordMask } from './segment.ts'
import type { WordFinder } from './word-finder.ts'

type Visit = (name: number, need: number) => void
/** Names that have one word, and their days of birth (segment.ts) where they are known. */
interface Row {
  names: ArrayLike<number>
  days: Uint16Array | null
  from: number
  to: number
}

/**
 * Finds the names of a segment that may agree with one name, with the most their words can say. Rare words are walked, common ones are only
 * looked at in the names found: that no name with common words alone can reach `need` is proved by their bound (MaxScore, matching.md 3.9).
 */
export class NameSearch {
  readonly #query: QueryWords
  readonly #bounds: NameBounds
  readonly #finder: WordFinder
  /** Words of the query that count, and those of them that are no common name. */
  readonly #firm: number
  readonly #unknown: number

  constructor(segment: Segment, finder: WordFinder, scratch: Scratch, name: QualifiedName, register: Register) {
    this.#finder = finder
    this.#query = new QueryWords(segment, finder, scratch, name, register)
    this.#bounds = new NameBounds(this.#query)
    this.#firm = this.#query.counts[roles.firm] ?? 0
    this.#unknown = this.#query.roles.filter((role, at) => role === roles.firm && !this.#query.known[at]).length
  }
  /** Gives the memory back; the search is over. */
  end(): void {
    this.#query.end()
  }
  /** The most a name can say, by its words; below `need` only that it is below. */
  bound(name: number, need: number): number {
    return this.#bounds.bound(name, need)
  }
  /** The bound of the name that was asked for last, made closer. */
  sharpen(name: number, bound: number): number {
    return this.#bounds.sharpen(name, bound, this.#finder.vocabulary)
  }

  /**
   * Calls `visit` with every name whose words may say what the entry's birth dates leave to be said (`need`), and perhaps others, each
   * once.
   */
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
        this.#lookAt(count, people, once)
        count = 0
      }
    }
    this.#lookAt(count, people, once)
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
  // Most names that are met here agree in one word and nothing else: they are told by their heads.
  #lookAt(count: number, people: boolean, once: (name: number, need: number) => void): void {
    const { segment, scratch, quality, initials } = this.#query
    const { batch, needs, seen } = scratch
    const { nameHeads } = segment.columns
    const base = quality + (people ? 0 : w.legalForm.same)
    // An initial is answered by words that have no slot.
    const told = initials === 0
    let sum = 0
    for (let at = 0; at < count; at += 1) {
      const name = batch[at] ?? 0
      sum += (nameHeads[name * headSize] ?? 0) + (seen[name] ?? 0)
    }
    ahead.sum = sum
    for (let at = 0; at < count; at += 1) {
      const name = batch[at] ?? 0
      const need = needs[at] ?? 0
      if (!told || this.#mostOfHead(name, need - base, people) >= need - base) once(name, need)
    }
  }
  /** The most a name's words can say, as far as its head tells; below `need` only that it is below. */
  #mostOfHead(name: number, need: number, people: boolean): number {
    const { segment, scratch } = this.#query
    const { nameHeads } = segment.columns
    const { slots, most, spans } = scratch
    const head = name * headSize
    if ((nameHeads[head + inHead.dates] ?? 0) >= moreWords) return w.nameCap
    let [sum, answers, words, left, unknown] = [0, 0, 0, 0, 0]
    for (let place = head; place < head + inHead.dates; place += 1) {
      const packed = nameHeads[place] ?? noWord
      if (packed === noWord) break
      const slot = slots[packed & wordMask] ?? 0
      if (slot !== 0) {
        sum += most[slot] ?? 0
        answers += spans[slot] ?? 0
        words += 1
      } else if (roleIn(packed) === roles.firm) {
        left += 1
        if (packed < knownWord) unknown += 1
      }
    }
    if (sum > w.nameCap) sum = w.nameCap
    if (!people || sum < need) return sum
    // Words of the query that nothing answers, if those that are answered are all firm.
    const ours = Math.max(0, this.#firm - answers)
    if (ours === 0 && left === 0) return sum
    return sum - this.#leastTaken(words <= 1 && answers <= 1, ours, left, unknown)
  }
  /** What so many words of the query and of a name take away at least that find no answer; more than these may be left. No word of the query is an initial. */
  #leastTaken(few: boolean, ours: number, left: number, unknown: number): number {
    const { soft } = this.#query
    const { one, more } = soft ? aloneBySoft : alone
    const least = few ? one : more
    if (soft) return least
    const pairs = Math.min(ours, left)
    const count = Math.max(ours, left)
    if (pairs === 0) return least + Math.min(absentMost - absent, (count - 1) * absent)
    // The cheapest first: those that may be spellings of each other, and initials.
    const notKnown = Math.min(pairs, unknown)
    const alike = Math.min(notKnown, this.#unknown)
    const stand = alike * againstAlike + (notKnown - alike) * againstInitial + (pairs - notKnown) * against
    return stand + Math.min(absentMost, (count - pairs) * absent)
  }
}
