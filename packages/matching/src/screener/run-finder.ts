import { RecentlyUsed } from '../lookup/recently-used.ts'
import { type Tester, testerOf } from '../names/may-be-linked.ts'
import { withinLetters } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { ahead } from './read-ahead.ts'
import { batchSize, type Scratch } from './search-scratch.ts'
import {
  anyWord,
  everyLetter,
  firstWordOf,
  headSize,
  inHead,
  inRun,
  nameOfRun,
  plainRun,
  runSize,
  type Segment,
  wordMask,
} from './segment.ts'
import { registerOfWord, textOfWord } from './vocabulary.ts'
import { abbreviationKey, pieceKeysToFind, runKeysToFind } from './word-keys.ts'

/** The size of the cache of lookups, in numbers. */
const cacheSize = 3_000_000
/** The size of a lookup without results, in numbers. */
const emptyLookupSize = 50

/** Runs (`Columns.runs`: neighbouring words joined to one word) that may be one word of a query. Few of them are ever tested. */
export interface JoinedWords {
  /** The places of the runs in rising order, so that the runs of one name are next to each other. */
  readonly runs: Uint32Array
  /** Returns which of the first eight words of its name a run joins, as bits (or `anyWord`); 0 where the run cannot be the word. */
  wordsAt(place: number): number
  /** Loads the memory that `wordsAt` needs for the first `count` places in `scratch.batch`. */
  readAhead(scratch: Scratch, count: number): void
}

/** Finds names with neighbouring words that, joined, may be one word of a query. */
export class RunFinder {
  readonly #found = new RecentlyUsed<WordForm, JoinedWords>(cacheSize, ({ runs }) => runs.length * 2 + emptyLookupSize)
  #namesThen = 0

  /** Finds all runs that may be this word. Some of the runs found may not be this word. */
  runsLike(segment: Segment, form: WordForm): JoinedWords {
    // Lookups are valid until the segment grows.
    if (segment.names !== this.#namesThen) {
      this.#found.clear()
      this.#namesThen = segment.names
    }
    const known = this.#found.get(form)
    if (known) return known
    const runs = findRuns(segment, form)
    const found = runs.length === 0 ? none : new FoundRuns(segment, form, runs)
    if (!form.passing) this.#found.set(form, found)
    return found
  }
}

const none: JoinedWords = { runs: new Uint32Array(0), wordsAt: () => 0, readAhead: () => {} }
const notTested = 0x100
const wanted = new Uint32Array(batchSize)
const firsts = new Uint8Array(batchSize)
class FoundRuns implements JoinedWords {
  readonly runs: Uint32Array
  readonly #segment: Segment
  readonly #form: WordForm
  #words: Uint16Array | null = null
  #test: ((run: number) => boolean) | null = null

  constructor(segment: Segment, form: WordForm, runs: Uint32Array) {
    this.#segment = segment
    this.#form = form
    this.runs = runs
  }
  wordsAt(place: number): number {
    this.#words ??= new Uint16Array(this.runs.length).fill(notTested)
    const known = this.#words[place] ?? 0
    if (known !== notTested) return known
    this.#test ??= runTester(this.#segment, this.#form)
    const run = this.runs[place] ?? 0
    const words = this.#test(run) ? (this.#segment.columns.runs[run * runSize + inRun.words] ?? 0) & anyWord : 0
    this.#words[place] = words
    return words
  }
  readAhead(scratch: Scratch, count: number): void {
    const { runs, nameHeads, words, textStarts, textBytes } = this.#segment.columns
    let sum = 0
    let left = 0
    // Each loop reads the addresses that the next loop needs.
    for (let at = 0; at < count; at += 1) {
      const place = scratch.batch[at] ?? 0
      if (this.#words !== null && this.#words[place] !== notTested) continue
      const run = (this.runs[place] ?? 0) * runSize
      const bits = (runs[run + inRun.words] ?? 0) & anyWord
      const head = nameOfRun(runs[run + inRun.name] ?? 0) * headSize + inHead.start
      wanted[left] = head
      firsts[left] = 31 - Math.clz32(bits & -bits)
      left += 1
      sum += nameHeads[head] ?? 0
    }
    for (let at = 0; at < left; at += 1) {
      const word = (nameHeads[wanted[at] ?? 0] ?? 0) + (firsts[at] ?? 0)
      wanted[at] = word
      sum += words[word] ?? 0
    }
    for (let at = 0; at < left; at += 1)
      for (let next = 0; next < 2; next += 1) sum += textStarts[(words[(wanted[at] ?? 0) + next] ?? 0) & wordMask] ?? 0
    for (let at = 0; at < left; at += 1)
      for (let next = 0; next < 2; next += 1)
        sum += textBytes[textStarts[(words[(wanted[at] ?? 0) + next] ?? 0) & wordMask] ?? 0] ?? 0
    ahead.sum = sum
  }
}

/** Returns the runs found by the keys of a word, each once, in order. */
function findRuns({ columns, lists: { joined } }: Segment, form: WordForm): Uint32Array {
  const { runs } = columns
  const found: number[] = []
  const take = (run: number): void => {
    found.push(run)
  }
  const [alike, near] = [runKeysToFind(form), pieceKeysToFind(form)]
  joined.readAhead(alike)
  joined.readAhead(near)
  joined.each(abbreviationKey(form.latin), take)
  for (let at = 0; at < alike.length; at += 1) joined.each(alike[at] ?? 0, take)
  const own = form.letters
  // The letters of the runs are scattered in memory, so a separate loop reads them.
  const perhaps: number[] = []
  const takeNear = (run: number): void => {
    perhaps.push(run)
  }
  for (let at = 0; at < near.length; at += 1) joined.each(near[at] ?? 0, takeNear)
  const hasOneSpelling = form.forms.length === 1
  for (const run of perhaps) {
    const letters = runs[run * runSize + inRun.letters] ?? 0
    if (!hasOneSpelling || letters === everyLetter || withinLetters(own, letters, 1)) found.push(run)
  }
  if (found.length === 0) return none.runs
  const sorted = Uint32Array.from(found).sort()
  let count = 0
  for (let at = 0; at < sorted.length; at += 1) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue
    sorted[count] = sorted[at] ?? 0
    count += 1
  }
  return sorted.slice(0, count)
}

/** Returns a test of whether a run may be a word. The test returns true where the letters of the run do not decide. */
function runTester({ columns }: Segment, form: WordForm): (run: number) => boolean {
  const { words, runs } = columns
  const test: Tester = testerOf(form) ?? (() => true)
  return (run) => {
    const packed = runs[run * runSize + inRun.name] ?? 0
    const bits = (runs[run * runSize + inRun.words] ?? 0) & anyWord
    if (packed < plainRun || bits === anyWord) return true
    let at = firstWordOf(columns, nameOfRun(packed)) + (31 - Math.clz32(bits & -bits))
    const register = registerOfWord(columns, (words[at] ?? 0) & wordMask)
    let text = ''
    for (let left = bits >>> (31 - Math.clz32(bits & -bits)); left > 0; left >>>= 1, at += 1)
      text += textOfWord(columns, (words[at] ?? 0) & wordMask)
    return test(text, register)
  }
}
