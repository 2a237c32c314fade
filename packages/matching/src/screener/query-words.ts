import type { Register } from '../names/lexicon.ts'
import { nameWeights as w } from '../names/name-weights.ts'
import type { ReadName } from '../names/read-name.ts'
import type { QualifiedName } from '../score/read-identity.ts'
import { qualityWeight } from '../score/score-pair.ts'
import type { Neighbours } from './neighbours.ts'
import type { JoinedWords } from './run-finder.ts'
import { batchSize, type Scratch } from './search-scratch.ts'
import { inRun, nameOfRun, roles, runDayShift, runSize, type Segment } from './segment.ts'
import { initialsOf, roleOf } from './segment-writer.ts'
import type { WordFinder } from './word-finder.ts'

/** In a number of `joined`, the bits below this bit name the words of the run; the bits from this bit on are the number of its column. */
export const wordsOfRun = 8

/** A word of the query, or neighbouring words joined to one word, with its matches. */
interface Column {
  neighbours: Neighbours
  /** The first and last place of the column's words in the query. */
  from: number
  to: number
  run: boolean
  /** The bits of the letter if the word is an initial; otherwise 0. */
  initial: number
  /** The highest weight that joined words of a name can have as a match of this word. */
  most: number
}

/**
 * One name of a query with its matches in one segment. The matches are weights by word of the vocabulary (a slot of `scratch`) and by word of the
 * query (a column).
 */
export class QueryWords {
  readonly segment: Segment
  readonly scratch: Scratch
  readonly name: ReadName
  readonly register: Register
  readonly quality: number
  readonly columns: Column[] = []
  /** The places of `columns`; columns with the longest posting lists come first. */
  readonly columnsByCost: readonly number[]
  /** One number per column, for choose-words.ts. */
  readonly limits: Float64Array
  /** For each word of the query, its role (`roles`), and whether it is a common name (`known`). */
  readonly roles: number[] = []
  readonly known: boolean[] = []
  /** The number of words of the query by role. */
  readonly counts = [0, 0, 0]
  /** True if a word of the query or of the index may have little weight (`roles.soft`). */
  readonly soft: boolean
  /** The bits of all initials among the words. */
  readonly initials: number
  /**
   * Maps a name to its runs that may be one word of the query. A number has the column from bit `wordsOfRun` on, and the words as bits
   * (run-finder.ts).
   */
  readonly joined = new Map<number, number[]>()
  readonly #joinedWords: (readonly [column: number, found: JoinedWords])[] = []
  readonly #finder: WordFinder
  readonly #touched: number[] = []

  constructor(segment: Segment, finder: WordFinder, scratch: Scratch, name: QualifiedName, register: Register) {
    this.segment = segment
    this.scratch = scratch
    this.name = name.read
    this.register = register
    this.quality = qualityWeight(name)
    this.#finder = finder
    scratch.fit(segment)
    this.#addColumns()
    this.#addSlots()
    this.limits = new Float64Array(this.columns.length)
    const costs = this.columns.map(({ neighbours }) => neighbours.nameCount(segment))
    this.columnsByCost = costs.map((_, column) => column).sort((x, y) => (costs[y] ?? 0) - (costs[x] ?? 0))
    this.soft = segment.softWords || (this.counts[roles.soft] ?? 0) > 0
    this.initials = this.columns.reduce((bits, column) => bits | column.initial, 0)
  }
  /** Ends the search and releases its memory. */
  end(): void {
    this.scratch.endWalk()
    for (const word of this.#touched) this.scratch.slots[word] = 0
  }

  #addColumns(): void {
    const { words, runs } = this.name
    words.forEach((word, at) => {
      const role = roleOf(word)
      this.roles.push(role)
      if (role <= roles.apart) this.counts[role] = (this.counts[role] ?? 0) + 1
      this.known.push(word.form.known !== null)
      if (role > roles.apart) return
      const { form } = word
      const initial = form.latin.length === 1 ? initialsOf(form) : 0
      const neighbours = this.#finder.ofWord(this.segment, form)
      const found = this.#finder.runs.runsLike(this.segment, form)
      // The weight of an equal word matters only if names have this word split into neighbouring words.
      const most = found.runs.length > 0 ? neighbours.limits.equal : 0
      const place = this.columns.push({ neighbours, from: at, to: at, run: false, initial, most }) - 1
      if (found.runs.length > 0) this.#joinedWords.push([place, found])
    })
    for (const run of runs) {
      const neighbours = this.#finder.ofRun(this.segment, run)
      if (neighbours.words.length > 0)
        this.columns.push({ neighbours, from: run.from, to: run.to, run: true, initial: 0, most: w.most })
    }
  }
  #addSlots(): void {
    const { scratch } = this
    const { slots } = scratch
    const width = this.columns.length
    this.columns.forEach(({ neighbours, from, to }, column) => {
      const { words, tiers } = neighbours
      for (const tier of tiers)
        for (let at = tier.from; at < tier.to; at += 1) {
          const weight = neighbours.weight(at, tier)
          if (weight <= 0) continue
          const word = words[at] ?? 0
          let slot = slots[word] ?? 0
          if (slot === 0) {
            this.#touched.push(word)
            slot = this.#touched.length
            slots[word] = slot
            scratch.startSlot(slot, width)
          }
          const place = slot * width + column
          scratch.weights[place] = weight
          if (tier.open && neighbours.compared(at) === null) scratch.open[place] = at + 1
          scratch.raise(slot, weight, to - from + 1)
        }
    })
  }

  /** Adds to `joined` the names that pass `mayCount` and have neighbouring words that may be one word of the query. */
  findJoined(mayCount: (name: number, day: number) => boolean): void {
    const { batch } = this.scratch
    const { runs } = this.segment.columns
    for (const [column, found] of this.#joinedWords) {
      let count = 0
      for (let at = 0; at < found.runs.length; at += 1) {
        const run = (found.runs[at] ?? 0) * runSize
        if (!mayCount(nameOfRun(runs[run + inRun.name] ?? 0), (runs[run + inRun.words] ?? 0) >>> runDayShift)) continue
        batch[count] = at
        count += 1
        if (count < batchSize) continue
        this.#addJoined(column, found, count)
        count = 0
      }
      this.#addJoined(column, found, count)
    }
  }
  #addJoined(column: number, found: JoinedWords, count: number): void {
    const { batch } = this.scratch
    found.readAhead(this.scratch, count)
    for (let at = 0; at < count; at += 1) {
      const place = batch[at] ?? 0
      const words = found.wordsAt(place)
      if (words === 0) continue
      const run = (column << wordsOfRun) | words
      const name = nameOfRun(this.segment.columns.runs[(found.runs[place] ?? 0) * runSize + inRun.name] ?? 0)
      const list = this.joined.get(name)
      const last = list?.at(-1) ?? -1
      if (list === undefined) this.joined.set(name, [run])
      else if (last >>> wordsOfRun === column) list[list.length - 1] = last | run
      else list.push(run)
    }
  }
  /** Returns the weight of the word of a slot for a column, or its upper bound. */
  weight(slot: number, column: number): number {
    return this.scratch.weights[slot * this.columns.length + column] ?? 0
  }
  /** Compares a word with the words of the query whose weights are only bounds so far. Returns true where a weight became lower. */
  compareWord(word: number): boolean {
    const { scratch, columns } = this
    const slot = scratch.slots[word] ?? 0
    if (slot === 0) return false
    let changed = false
    for (let column = 0; column < columns.length; column += 1) {
      const place = slot * columns.length + column
      const at = (scratch.open[place] ?? 0) - 1
      const of = columns[column]
      if (at < 0 || !of) continue
      scratch.open[place] = 0
      const { neighbours } = of
      const weight = neighbours.compared(at) ?? this.#finder.compare(this.segment, neighbours, at)
      if (weight === scratch.weights[place]) continue
      scratch.weights[place] = weight
      changed = true
    }
    if (!changed) return false
    scratch.clearSlot(slot)
    columns.forEach(({ from, to }, column) => {
      const weight = this.weight(slot, column)
      if (weight > 0) scratch.raise(slot, weight, to - from + 1)
    })
    if (scratch.most[slot] === 0) scratch.slots[word] = 0
    return true
  }
}
