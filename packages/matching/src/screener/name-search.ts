import type { Register } from '../names/lexicon.ts'
import { nameWeights as w } from '../names/name-weights.ts'
import type { ReadName } from '../names/read-name.ts'
import { relateWords } from '../names/relate-words.ts'
import { unlike } from '../names/score-name.ts'
import type { QualifiedName } from '../score/read-identity.ts'
import { qualityWeight } from '../score/score-pair.ts'
import type { FieldBounds } from './field-bounds.ts'
import {
  entryBits,
  headSize,
  moreWords,
  noWord,
  roleShift,
  roles,
  type Segment,
  wordBits,
  wordMask,
} from './segment.ts'
import { initialsOf, qualities, roleOf } from './segment-writer.ts'
import type { Neighbours, WordFinder } from './word-finder.ts'

const unlikeMost = Math.min(
  ...[w.contradiction.unknown, w.contradiction.known, w.contradiction.given, w.contradiction.family].map(Math.abs),
)
/** What two words that stand against each other take away at least: usually, where one is an initial, and where one may be a spelling of the other. */
const against = unlikeMost
const againstInitial = Math.min(unlikeMost, Math.abs(w.contradiction.initial))
const againstAlike = Math.min(unlikeMost * w.contradiction.alike, againstInitial)
const againstFather = Math.min(Math.abs(w.contradiction.patronymic) * w.contradiction.alike, againstInitial)
const absent = Math.abs(w.omission.unknown)
const absentMost = Math.abs(w.omission.least)
const absentSole = Math.abs(w.omission.soleAgreement)
/** The same of a father's name, where generations may stand against each other. */
const absentFather = Math.min(absentSole, Math.abs(w.contradiction.generation))
/**
 * What a word of several that finds no answer takes away at least, between two people: where one word agrees, where more do; and the same where
 * a word may stand against it that counts for little.
 */
const alone = { one: Math.min(againstAlike, absentSole), more: Math.min(againstAlike, absent) }
const aloneBySoft = {
  one: Math.min(Math.abs(w.contradiction.middle), alone.one),
  more: Math.min(Math.abs(w.contradiction.middle), alone.more),
}

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

/** Words of one side that find no answer, by what they do; of the firm ones, those that are no common name; and initials among all. */
interface Left {
  firm: number
  soft: number
  apart: number
  unknown: number
  initials: number
}

/** Memory for one search at a time, by word and by name of a segment. */
export class Scratch {
  slots = new Uint32Array(0)
  /** By slot: the most its word says, and how many words of the query it may answer. */
  most = new Float64Array(64)
  spans = new Uint8Array(64)
  seen = new Uint32Array(0)
  turn = 0
  /** Begins a slot. */
  makeRoom(slot: number): void {
    if (slot >= this.most.length) {
      const [most, spans] = [new Float64Array(slot * 2), new Uint8Array(slot * 2)]
      most.set(this.most)
      spans.set(this.spans)
      this.most = most
      this.spans = spans
    }
    this.most[slot] = 0
    this.spans[slot] = 0
  }
  note(slot: number, weight: number, span: number): void {
    if (weight > (this.most[slot] ?? 0)) this.most[slot] = weight
    if (span > (this.spans[slot] ?? 0)) this.spans[slot] = span
  }
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
  /** Words of the query by what they do. */
  readonly #counts = [0, 0, 0]
  /** Whether a word may count for little, on either side. */
  readonly #soft: boolean
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
    this.#soft = segment.softWords || (this.#counts[roles.soft] ?? 0) > 0
    this.#best = new Float64Array(this.#columns.length)
    this.#initials = this.#columns.reduce((bits, column) => bits | column.initial, 0)
  }

  #addColumns(): void {
    const { words, runs } = this.#name
    words.forEach((word, at) => {
      const role = roleOf(word)
      this.#roles.push(role)
      if (role <= roles.apart) this.#counts[role] = (this.#counts[role] ?? 0) + 1
      this.#known.push(word.form.known !== null)
      if (role > roles.apart) return
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
    this.#columns.forEach(({ neighbours, from, to }, column) => {
      const { words: found, weights } = neighbours
      for (let at = 0; at < found.length; at += 1) {
        const word = found[at] ?? 0
        const weight = weights[at] ?? 0
        let slot = slots[word] ?? 0
        if (slot === 0) {
          this.#touched.push(word)
          slot = this.#touched.length
          slots[word] = slot
          this.#scratch.makeRoom(slot)
          for (let more = 0; more < width; more += 1) this.#weights.push(0)
        }
        this.#weights[(slot - 1) * width + column] = weight
        this.#scratch.note(slot, weight, to - from + 1)
      }
    })
  }

  /** Gives the memory back; the search is over. */
  end(): void {
    const { slots } = this.#scratch
    for (const word of this.#touched) slots[word] = 0
  }

  /**
   * Calls `visit` with every name whose words may say what the entry's birth dates leave to be said (`need`), and perhaps others, each
   * once; and with the entry it is of.
   */
  walk(fields: FieldBounds, visit: (name: number, entry: number, need: number) => void): void {
    const segment = this.#segment
    const seen = this.#scratch.seen
    this.#scratch.turn += 1
    const turn = this.#scratch.turn
    const { nameEntries, nameHeads } = segment.columns
    const once = (name: number): void => {
      if (seen[name] === turn) return
      seen[name] = turn
      const need = fields.needWithDates(((nameHeads[name * headSize + headSize - 1] ?? 0) & ~moreWords) >>> 0)
      if (need < Number.POSITIVE_INFINITY) visit(name, nameEntries[name] ?? 0, need)
    }
    for (const name of this.#joined.keys()) once(name)
    for (const organisation of [false, true]) {
      const walked = this.#chooseWords(fields.need, organisation)
      if (walked === null) {
        for (let name = 0; name < segment.names; name += 1) once(name)
        return
      }
      const people = !organisation && this.#register === 'person'
      for (const word of walked) this.#walkWord(segment.postings.of(word), people, fields, once)
    }
  }

  // Most names that are met here agree in one word and nothing else: they are told by their heads.
  #walkWord(list: ArrayLike<number>, people: boolean, fields: FieldBounds, once: (name: number) => void): void {
    const { nameHeads } = this.#segment.columns
    const { slots, most, spans } = this.#scratch
    const base = this.#quality + (people ? 0 : w.legalForm.same)
    const firm = this.#counts[roles.firm] ?? 0
    const { one, more } = this.#soft ? aloneBySoft : alone
    // An initial is answered by words that have no slot.
    const told = this.#initials === 0
    for (let at = 0; at < list.length; at += 1) {
      const name = list[at] ?? 0
      const head = name * headSize
      const last = nameHeads[head + headSize - 1] ?? 0
      const need = fields.needWithDates((last & ~moreWords) >>> 0)
      if (need === Number.POSITIVE_INFINITY) continue
      if (told && last < moreWords) {
        let [sum, answers, words, left] = [0, 0, 0, 0]
        for (let place = head; place < head + headSize - 1; place += 1) {
          const packed = nameHeads[place] ?? noWord
          if (packed === noWord) break
          const slot = slots[packed & wordMask] ?? 0
          if (slot !== 0) {
            sum += most[slot] ?? 0
            answers += spans[slot] ?? 0
            words += 1
          } else if (packed >>> roleShift === roles.firm) left += 1
        }
        if (sum > w.nameCap) sum = w.nameCap
        if (people && sum + base >= need) {
          // Words of the query that nothing answers, if those that are answered are all firm.
          const ours = Math.max(0, firm - answers)
          const pairs = Math.min(ours, left)
          const count = Math.max(ours, left)
          if (count > 0) {
            const few = words <= 1 && answers <= 1
            sum -= this.#soft ? (few ? one : more) : Math.max(few ? one : more, pairs * againstAlike)
          }
        }
        if (sum + base < need) continue
      }
      once(name)
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
    const lone = this.#roles.some((role, at) => role === roles.firm && !answered[at])
    const least = this.#soft ? aloneBySoft : alone
    const taken = !lone
      ? 0
      : !people
        ? agreeing === 1
          ? w.leastWithSoleAgreement
          : 0
        : agreeing <= 1
          ? least.one
          : least.more
    return Math.min(w.nameCap, sum) - taken + (people ? 0 : w.legalForm.same) + this.#quality
  }

  /** The most a name of the index can say, by its words; below `need` only that it is below. */
  bound(name: number, entry: number, need: number): number {
    const { columns } = this.#segment
    const { slots } = this.#scratch
    const best = this.#best
    const width = best.length
    best.fill(0)
    const left: Left = { firm: 0, soft: 0, apart: 0, unknown: 0, initials: 0 }
    let [theirs, counting] = [0, 0]
    const end = columns.nameWords[name + 1] ?? 0
    for (let at = columns.nameWords[name] ?? 0; at < end; at += 1) {
      const packed = columns.words[at] ?? 0
      const role = packed >>> roleShift
      if (role > roles.apart) continue
      counting += 1
      const most = this.#agreement(packed & wordMask, slots, best, width)
      theirs += most
      if (most > 0) continue
      const bits = columns.wordBits[packed & wordMask] ?? 0
      if ((bits & wordBits.single) !== 0) left.initials += 1
      if (role === roles.soft) left.soft += 1
      else if (role === roles.apart) left.apart += 1
      else {
        left.firm += 1
        if ((bits & wordBits.known) === 0) left.unknown += 1
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
        left.firm = 0
        left.soft = 0
        left.apart = 0
        left.unknown = 0
      }
    const quality = (qualityWeights[columns.nameQualities[name] ?? 0]?.[counting > 1 ? 1 : 0] ?? 0) + this.#quality
    this.#cheap = 0
    const rough = Math.min(w.nameCap, theirs) + w.legalForm.same + quality
    if (rough < need) return rough
    const organisation =
      this.#register === 'organisation' || ((columns.entryBits[entry] ?? 0) & entryBits.organisation) !== 0
    return this.#total(theirs, left, joined, organisation) + quality
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

  #total(theirs: number, left: Left, joined: boolean, organisation: boolean): number {
    let sum = 0
    let agreeing = joined ? 2 : 0
    const answered = this.#answered
    answered.fill(0)
    for (let column = 0; column < this.#columns.length; column += 1) {
      const weight = this.#best[column] ?? 0
      const of = this.#columns[column]
      if (weight <= 0 || !of) continue
      sum += weight
      agreeing += of.from === of.to ? 1 : 2
      for (let at = of.from; at <= of.to; at += 1) answered[at] = 1
    }
    const own: Left = { firm: 0, soft: 0, apart: 0, unknown: 0, initials: left.initials }
    for (let at = 0; at < this.#roles.length; at += 1) {
      if (answered[at] === 1) continue
      const role = this.#roles[at]
      if ((role ?? 0) <= roles.apart && this.#name.words[at]?.form.latin.length === 1) own.initials += 1
      if (role === roles.firm) {
        own.firm += 1
        if (!this.#known[at]) own.unknown += 1
      } else if (role === roles.soft) own.soft += 1
      else if (role === roles.apart) own.apart += 1
    }
    sum = Math.min(w.nameCap, sum, theirs)
    if (organisation) {
      const lone = own.firm + left.firm + own.soft + left.soft + own.apart + left.apart > 0
      return sum + w.legalForm.same - (agreeing === 1 && lone ? w.leastWithSoleAgreement : 0)
    }
    const pairs = Math.max(0, Math.min(own.firm - left.soft, left.firm - own.soft))
    // A father's name stands against another, and against nothing else.
    const fathers = joined ? 0 : Math.min(own.apart, left.apart)
    const alike = Math.min(pairs, own.unknown, left.unknown)
    const each = own.initials > 0 ? againstInitial : against
    this.#cheap = alike * (each - againstAlike)
    const single = Math.max(0, Math.abs(own.firm - left.firm) - own.soft - left.soft)
    const sole =
      agreeing <= 1 &&
      fathers === 0 &&
      Math.min(own.firm + own.soft, left.firm + left.soft) === 0 &&
      single + own.apart + left.apart > 0
    const missing = sole
      ? (single > 0 ? absentSole : absentFather) + Math.min(absentMost, Math.max(0, single - 1) * absent)
      : Math.min(absentMost, single * absent)
    return sum - pairs * each + this.#cheap - fathers * againstFather - missing
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
