import type { Register } from '../names/lexicon.ts'
import { nameWeights as w } from '../names/name-weights.ts'
import type { ReadName } from '../names/read-name.ts'
import { relateWords } from '../names/relate-words.ts'
import { unlike } from '../names/score-name.ts'
import type { QualifiedName } from '../score/read-identity.ts'
import { qualityWeight } from '../score/score-pair.ts'
import { entryBits, roleShift, roles, type Segment, wordBits, wordMask } from './segment.ts'
import { initialsOf, qualities, roleOf } from './segment-writer.ts'
import type { Neighbours, WordFinder } from './word-finder.ts'

const unlikeMost = Math.min(
  ...[w.contradiction.unknown, w.contradiction.known, w.contradiction.given, w.contradiction.family].map(Math.abs),
)
/** What two words that stand against each other take away at least; less where one may be a spelling of the other. */
const against = Math.min(unlikeMost, Math.abs(w.contradiction.initial))
const againstAlike = Math.min(unlikeMost * w.contradiction.alike, against)
const absent = Math.abs(w.omission.unknown)
const absentMost = Math.abs(w.omission.least)
const absentSole = Math.abs(w.omission.soleAgreement)
/** What a word of several that finds no answer takes away at least, between two people: where one word agrees, where more do. */
const leastAlone = Math.min(Math.abs(w.contradiction.middle), againstAlike, absentSole)
const leastAmong = Math.min(Math.abs(w.contradiction.middle), againstAlike, absent)

// By quality: of a name of one word, and of one of more.
const qualityWeights = qualities.map((quality) =>
  [1, 2].map((counting) => qualityWeight({ quality, read: { counting } })),
)

/** A word of the query, or neighbouring words written as one, and what answers it. */
interface Column {
  neighbours: Neighbours
  /** The words of the query it stands for, as places. */
  from: number
  to: number
  run: boolean
  /** Set for an initial: the words that begin with it, as a bit. */
  initial: number
  /** What any word can say for it at most. */
  most: number
}

/** Memory for one search at a time, by word and by name of a segment. */
export class Scratch {
  slots = new Uint32Array(0)
  seen = new Uint32Array(0)
  turn = 0
  fit(segment: Segment): void {
    if (this.slots.length < segment.words) this.slots = new Uint32Array(Math.ceil(segment.words * 1.2))
    if (this.seen.length < segment.names) {
      this.seen = new Uint32Array(Math.ceil(segment.names * 1.2))
      this.turn = 0
    }
    if (this.turn >= 0xfffffff0) {
      this.seen.fill(0)
      this.turn = 0
    }
  }
}

/**
 * Finds the names of a segment that may agree with one name, with the most their words can say. Rare words are walked, common ones are only
 * looked at in the names found: that no name with common words alone can reach `need` is proved by their bound (MaxScore, matching.md 3.9).
 */
export class NameSearch {
  readonly #segment: Segment
  readonly #finder: WordFinder
  readonly #scratch: Scratch
  readonly #name: ReadName
  readonly #register: Register
  readonly #quality: number
  readonly #columns: Column[] = []
  /** By slot of a vocabulary word: its weight in every column. */
  readonly #weights: number[] = []
  readonly #touched: number[] = []
  readonly #best: Float64Array
  readonly #roles: number[] = []
  readonly #answered = new Uint8Array(64)
  /** What the last bound allows for words that may be spellings of each other. */
  #cheap = 0
  readonly #known: boolean[] = []
  readonly #joined = new Map<number, number[]>()
  readonly #initials: number

  constructor(segment: Segment, finder: WordFinder, scratch: Scratch, name: QualifiedName, register: Register) {
    this.#segment = segment
    this.#finder = finder
    this.#scratch = scratch
    this.#name = name.read
    this.#register = register
    this.#quality = qualityWeight(name)
    scratch.fit(segment)
    this.#addColumns()
    this.#best = new Float64Array(this.#columns.length)
    this.#initials = this.#columns.reduce((bits, column) => bits | column.initial, 0)
  }

  #addColumns(): void {
    const { words, runs } = this.#name
    words.forEach((word, at) => {
      const role = roleOf(word)
      this.#roles.push(role)
      this.#known.push(word.form.known !== null)
      if (role > roles.soft) return
      const { form } = word
      const initial = form.latin.length === 1 ? initialsOf(form) : 0
      const most = relateWords(form, form)?.weight ?? w.most
      const neighbours = this.#finder.ofWord(this.#segment, form)
      const place = this.#columns.push({ neighbours, from: at, to: at, run: false, initial, most }) - 1
      for (const name of this.#finder.namesWithRun(this.#segment, form)) {
        const list = this.#joined.get(name)
        if (list) list.push(place)
        else this.#joined.set(name, [place])
      }
    })
    for (const run of runs) {
      const neighbours = this.#finder.ofRun(this.#segment, run)
      if (neighbours.words.length > 0)
        this.#columns.push({ neighbours, from: run.from, to: run.to, run: true, initial: 0, most: w.most })
    }
    const { slots } = this.#scratch
    const width = this.#columns.length
    this.#columns.forEach(({ neighbours }, column) => {
      neighbours.words.forEach((word, at) => {
        let slot = slots[word] ?? 0
        if (slot === 0) {
          this.#touched.push(word)
          slot = this.#touched.length
          slots[word] = slot
          for (let more = 0; more < width; more += 1) this.#weights.push(0)
        }
        this.#weights[(slot - 1) * width + column] = neighbours.weights[at] ?? 0
      })
    })
  }

  /** Gives the memory back; the search is over. */
  end(): void {
    const { slots } = this.#scratch
    for (const word of this.#touched) slots[word] = 0
  }

  /** Calls `visit` with every name whose words may say `need`, each once, and the entry it is of. */
  walk(need: number, visit: (name: number, entry: number) => void): void {
    const { segment, seen, turn } = { segment: this.#segment, seen: this.#scratch.seen, turn: ++this.#scratch.turn }
    const { nameEntries } = segment.columns
    const once = (name: number): void => {
      if (seen[name] === turn) return
      seen[name] = turn
      visit(name, nameEntries[name] ?? 0)
    }
    for (const name of this.#joined.keys()) once(name)
    for (const organisation of [false, true]) {
      const walked = this.#chooseWords(need, organisation)
      if (walked === null) {
        for (let name = 0; name < segment.names; name += 1) once(name)
        return
      }
      for (const word of walked) {
        const list = segment.postings.of(word)
        for (let at = 0; at < list.length; at += 1) once(list[at] ?? 0)
      }
    }
  }

  /**
   * The words to walk among those of people or of organisations: what is left out cannot reach `need` by itself. The costliest words of
   * the query are left out first, whole or as far as their weaker answers go. Null: nothing can be left out.
   */
  #chooseWords(need: number, organisation: boolean): Set<number> | null {
    const people = !organisation && this.#register === 'person'
    const { wordBits: bits } = this.#segment.columns
    const ofRegister = (word: number): boolean => (((bits[word] ?? 0) & wordBits.organisation) !== 0) === organisation
    const limits: number[] = this.#columns.map((column) => (column.initial !== 0 ? w.initial : 0))
    const bound = (): number => this.#most(limits, people)
    if (bound() >= need) return null
    const lists = this.#columns.map(({ neighbours }, column) => {
      const found: { word: number; weight: number; count: number }[] = []
      neighbours.words.forEach((word, at) => {
        if (ofRegister(word))
          found.push({ word, weight: neighbours.weights[at] ?? 0, count: this.#segment.postings.of(word).length })
      })
      return { column, found, count: found.reduce((sum, { count }) => sum + count, 0) }
    })
    const walked = new Set<number>()
    for (const { column, found } of lists.sort((x, y) => y.count - x.count)) {
      const before = limits[column] ?? 0
      // Weights come in falling order: the first that may be left out is the limit for all after it.
      let from = 0
      for (; from < found.length; from += 1) {
        const weight = found[from]?.weight ?? 0
        if (from > 0 && found[from - 1]?.weight === weight) continue
        limits[column] = Math.max(before, weight)
        if (bound() < need) break
        limits[column] = before
      }
      for (let at = 0; at < from; at += 1) walked.add(found[at]?.word ?? 0)
    }
    return walked
  }

  /** The most a name can say in which each column agrees at most so much. */
  #most(limits: readonly number[], people: boolean): number {
    let sum = 0
    let agreeing = 0
    const answered = this.#name.words.map(() => false)
    this.#columns.forEach(({ from, to }, column) => {
      const limit = limits[column] ?? 0
      if (limit <= 0) return
      sum += limit
      agreeing += from === to ? 1 : 2
      for (let at = from; at <= to; at += 1) answered[at] = true
    })
    const alone = this.#roles.some((role, at) => role === roles.firm && !answered[at])
    const taken = !alone
      ? 0
      : !people
        ? agreeing === 1
          ? w.leastWithSoleAgreement
          : 0
        : agreeing <= 1
          ? leastAlone
          : leastAmong
    return Math.min(w.nameCap, sum) - taken + (people ? 0 : w.legalForm.same) + this.#quality
  }

  /** The most a name of the index can say, by its words; below `need` only that it is below. */
  bound(name: number, entry: number, need: number): number {
    const { columns } = this.#segment
    const { slots } = this.#scratch
    const best = this.#best
    const width = best.length
    best.fill(0)
    let [theirs, firmB, softB, unknownB, counting] = [0, 0, 0, 0, 0]
    const end = columns.nameWords[name + 1] ?? 0
    for (let at = columns.nameWords[name] ?? 0; at < end; at += 1) {
      const packed = columns.words[at] ?? 0
      const role = packed >>> roleShift
      if (role > roles.soft) continue
      counting += 1
      const most = this.#agreement(packed & wordMask, slots, best, width)
      theirs += most
      if (most > 0) continue
      if (role === roles.soft) softB += 1
      else {
        firmB += 1
        if (((columns.wordBits[packed & wordMask] ?? 0) & wordBits.known) === 0) unknownB += 1
      }
    }
    let joined = false
    if (this.#joined.size > 0)
      for (const column of this.#joined.get(name) ?? []) {
        const most = this.#columns[column]?.most ?? 0
        theirs += most
        best[column] = Math.max(best[column] ?? 0, most)
        joined = true
        // It may take up any of the words.
        firmB = 0
        softB = 0
        unknownB = 0
      }
    const quality = (qualityWeights[columns.nameQualities[name] ?? 0]?.[counting > 1 ? 1 : 0] ?? 0) + this.#quality
    this.#cheap = 0
    const rough = Math.min(w.nameCap, theirs) + w.legalForm.same + quality
    if (rough < need) return rough
    const organisation =
      this.#register === 'organisation' || ((columns.entryBits[entry] ?? 0) & entryBits.organisation) !== 0
    return this.#total(theirs, { firmB, softB, unknownB, joined }, organisation) + quality
  }
  /** The most one word of a name says; what it says for each column is noted. */
  #agreement(word: number, slots: Uint32Array, best: Float64Array, width: number): number {
    let most = 0
    const slot = slots[word] ?? 0
    if (slot !== 0)
      for (let column = 0, place = (slot - 1) * width; column < width; column += 1, place += 1) {
        const weight = this.#weights[place] ?? 0
        if (weight > (best[column] ?? 0)) best[column] = weight
        if (weight > most) most = weight
      }
    if (this.#initials === 0 || most >= w.initial) return most
    const initials = this.#segment.columns.initials[word] ?? 0
    for (let column = 0; column < width; column += 1) {
      if (((this.#columns[column]?.initial ?? 0) & initials) === 0) continue
      if ((best[column] ?? 0) < w.initial) best[column] = w.initial
      most = Math.max(most, w.initial)
    }
    return most
  }

  #total(
    theirs: number,
    { firmB, softB, unknownB, joined }: { firmB: number; softB: number; unknownB: number; joined: boolean },
    organisation: boolean,
  ): number {
    let ours = 0
    let agreeing = joined ? 2 : 0
    const answered = this.#answered
    answered.fill(0)
    for (let column = 0; column < this.#columns.length; column += 1) {
      const weight = this.#best[column] ?? 0
      const of = this.#columns[column]
      if (weight <= 0 || !of) continue
      ours += weight
      agreeing += of.from === of.to ? 1 : 2
      for (let at = of.from; at <= of.to; at += 1) answered[at] = 1
    }
    let [firmA, softA, unknownA] = [0, 0, 0]
    for (let at = 0; at < this.#roles.length; at += 1) {
      if (answered[at] === 1) continue
      const role = this.#roles[at]
      if (role === roles.firm) {
        firmA += 1
        if (!this.#known[at]) unknownA += 1
      } else if (role === roles.soft) softA += 1
    }
    const sum = Math.min(w.nameCap, ours, theirs)
    if (organisation) {
      const alone = firmA + firmB + softA + softB > 0
      return sum + w.legalForm.same - (agreeing === 1 && alone ? w.leastWithSoleAgreement : 0)
    }
    const pairs = Math.max(0, Math.min(firmA - softB, firmB - softA))
    const alike = Math.min(pairs, unknownA, unknownB)
    this.#cheap = alike * (against - againstAlike)
    const single = Math.max(0, Math.abs(firmA - firmB) - softA - softB)
    const sole = agreeing <= 1 && Math.min(firmA + softA, firmB + softB) === 0 && single > 0
    const missing = sole
      ? absentSole + Math.min(absentMost, (single - 1) * absent)
      : Math.min(absentMost, single * absent)
    return sum - pairs * against + this.#cheap - missing
  }

  /** The bound of the name that was asked for last, made closer by looking whether words that do not agree resemble each other. */
  sharpen(name: number, bound: number): number {
    if (this.#cheap === 0) return bound
    const { columns } = this.#segment
    for (let at = columns.nameWords[name] ?? 0; at < (columns.nameWords[name + 1] ?? 0); at += 1) {
      const packed = columns.words[at] ?? 0
      if (packed >>> roleShift !== roles.firm) continue
      const word = packed & wordMask
      const form = this.#finder.formOf(this.#segment, word)
      if (form === null) return bound
      const slot = this.#scratch.slots[word] ?? 0
      for (let column = 0; column < this.#columns.length; column += 1) {
        const of = this.#columns[column]
        const own = of && !of.run ? this.#name.words[of.from] : undefined
        if (!of || !own || this.#roles[of.from] !== roles.firm) continue
        const agrees = slot !== 0 && (this.#weights[(slot - 1) * this.#columns.length + column] ?? 0) > 0
        if (!agrees && unlike(own, { form }) < 1) return bound
      }
    }
    return bound - this.#cheap
  }
}
