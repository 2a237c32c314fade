import { RecentlyUsed } from '../lookup/recently-used.ts'
import { jaroWinkler } from '../names/jaro-winkler.ts'
import { undoubled } from '../names/lexicon.ts'
import { type Tester, testerOf } from '../names/may-be-linked.ts'
import { soundLimit } from '../names/name-weights.ts'
import type { NameRun } from '../names/read-name.ts'
import { mayLookAlike, relateAbbreviation, relateJoined, relateWords } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import type { EntryReader } from './entry-reader.ts'
import { FoundWords, Neighbours, WeightLimits } from './neighbours.ts'
import { RunFinder } from './run-finder.ts'
import { type Segment, wordBits } from './segment.ts'
import { findSlips, type SlipTester, slipTester } from './slip-index.ts'
import { registerOfWord, textOfWord, Vocabulary } from './vocabulary.ts'
import { keysToFind, writtenForm } from './word-keys.ts'

/** The size of the cache of lookups, in numbers. */
const cacheSize = 3_000_000
/** The size of a lookup without results, in numbers. */
const emptyLookupSize = 50
const sizeOf = ({ words }: Neighbours): number => words.length * 3 + emptyLookupSize

interface Lookup {
  joined: boolean
  limits: WeightLimits
  compare: (word: number) => void
  later: (word: number, most: number) => void
}

/**
 * Finds words of a segment's vocabulary by every relation of `relateWords`. The search for variants reads the vocabulary, not the names. Words that
 * may only sound alike or differ by a slip are compared when a name needs it (`compare`); most of them are never compared.
 */
export class WordFinder {
  readonly vocabulary: Vocabulary
  readonly runs: RunFinder
  readonly #ofWords = new RecentlyUsed<WordForm, Neighbours>(cacheSize, sizeOf)
  readonly #ofRuns = new RecentlyUsed<WordForm, Neighbours>(cacheSize / 4, sizeOf)
  readonly #ofAbbreviations = new RecentlyUsed<WordForm, Neighbours>(cacheSize / 16, sizeOf)
  #wordsThen = 0
  #stamps = new Uint32Array(0)
  #stamp = 0

  constructor(entries: EntryReader) {
    this.vocabulary = new Vocabulary(entries)
    this.runs = new RunFinder()
  }

  // Lookups are valid until the segment grows.
  #refresh(segment: Segment): void {
    if (segment.words !== this.#wordsThen)
      for (const found of [this.#ofWords, this.#ofRuns, this.#ofAbbreviations]) found.clear()
    this.#wordsThen = segment.words
    if (this.#stamps.length < segment.words) this.#stamps = new Uint32Array(Math.ceil(segment.words * 1.2))
  }

  /** Finds the words that match a word of a name. */
  ofWord(segment: Segment, form: WordForm): Neighbours {
    return this.#neighbours(segment, form, this.#ofWords, relateWords)
  }
  /** Finds the words that match neighbouring words of a name, joined to one word. */
  ofRun(segment: Segment, { form, abbreviation }: NameRun): Neighbours {
    return abbreviation
      ? this.#neighbours(segment, form, this.#ofAbbreviations, relateAbbreviation)
      : this.#neighbours(segment, form, this.#ofRuns, relateJoined)
  }
  /** Compares the word at a place of neighbours and returns its weight. */
  compare(segment: Segment, neighbours: Neighbours, at: number): number {
    return neighbours.compare(at, this.vocabulary.formOf(segment, neighbours.words[at] ?? 0))
  }

  #neighbours(
    segment: Segment,
    form: WordForm,
    cache: RecentlyUsed<WordForm, Neighbours>,
    relate: typeof relateWords,
  ): Neighbours {
    this.#refresh(segment)
    const known = cache.get(form)
    if (known) return known
    const found = new FoundWords()
    const compare = (word: number): void => {
      const other = this.vocabulary.formOf(segment, word)
      const weight = other ? (relate(form, other)?.weight ?? 0) : 0
      if (weight > 0) found.add(word, weight, false)
    }
    const later = (word: number, most: number): void => found.add(word, most, true)
    const limits = new WeightLimits(form)
    this.#candidates(segment, form, { joined: relate !== relateWords, limits, compare, later })
    const made = new Neighbours(form, limits, relate, found, segment)
    if (!form.passing) cache.set(form, made)
    return made
  }

  /** Calls `compare` or `later` once with each word that may be linked. */
  #candidates(segment: Segment, form: WordForm, { joined, limits, compare, later }: Lookup): void {
    this.#stamp += 1
    const stamp = this.#stamp
    const stamps = this.#stamps
    const { columns, lists } = segment
    const bitsOf = (word: number): number => columns.wordBits[word] ?? 0
    const isNew = (word: number): boolean => {
      if (stamps[word] === stamp) return false
      stamps[word] = stamp
      return true
    }
    const each = (keys: Uint32Array, visit: (word: number) => void): void => {
      const take = (word: number): void => {
        if (isNew(word)) visit(word)
      }
      for (let at = 0; at < keys.length; at += 1) lists.words.each(keys[at] ?? 0, take)
    }
    const keys = keysToFind(form, joined)
    for (const some of [keys.alike, keys.sound, keys.firstLetter]) lists.words.readAhead(some)
    const test = testerOf(form)
    each(keys.alike, (word) => {
      // A form that depends on its name requires reading an entry.
      if ((bitsOf(word) & wordBits.odd) !== 0) later(word, limits.any)
      else if (mayBe(segment, word, test)) compare(word)
    })
    // If both names contain Abdul, only their second parts are compared. The limits below do not apply to such words, so they are compared now.
    const compareNow = form.servantOf !== null ? compare : null
    const latin = form.script === 'Latin'
    const written = writtenForm(form)
    const looksAlike = test === null ? null : alikeTester(segment, form)
    each(keys.sound, (word) => {
      const plain = (bitsOf(word) & wordBits.plain) !== 0
      if (plain && looksAlike !== null && !(compareNow ? mayBe(segment, word, test) : looksAlike(word))) return
      if (compareNow) compareNow(word)
      else
        later(word, (bitsOf(word) & wordBits.odd) !== 0 ? limits.any : plain && latin ? limits.sound : limits.reading)
    })
    const near = nearTester(segment, written)
    const slip = (word: number, most: number): void => {
      if (compareNow) compareNow(word)
      else later(word, most)
    }
    each(keys.firstLetter, (word) => {
      if (near(word, 1)) slip(word, limits.firstLetter)
      // The word may still be two slips away.
      else stamps[word] = 0
    })
    findSlips(form, joined ? 1 : 2, segment, (word, limit) => {
      if (stamps[word] !== stamp && near(word, limit) && isNew(word)) slip(word, limits.slip)
    })
    // `relateJoined` allows joined words to differ by only one slip.
    if (joined) return
    for (let at = 0; at < columns.damaged.length; at += 1) {
      const word = columns.damaged[at] ?? 0
      if (isNew(word)) compare(word)
    }
    if (form.wildcard)
      for (let word = 0; word < segment.words; word += 1)
        if (form.wildcard.test(textOfWord(columns, word)) && isNew(word)) compare(word)
  }
}

/** Returns false where the letters of a plain word show that no relation links it. */
function mayBe({ columns }: Segment, word: number, test: Tester | null): boolean {
  if (test === null || ((columns.wordBits[word] ?? 0) & wordBits.plain) === 0) return true
  return test(textOfWord(columns, word), registerOfWord(columns, word))
}

/** Returns a test of whether a plain word of the same sound looks alike, as `relateWords` requires for scripts with vowels. */
function alikeTester({ columns }: Segment, { latin, letters }: WordForm): (word: number) => boolean {
  const { textStarts, textBytes } = columns
  const bare = undoubled(latin)
  const first = latin.charCodeAt(0)
  return (word) => {
    const from = textStarts[word] ?? 0
    const length = (textStarts[word + 1] ?? 0) - from
    const others = columns.letters[word] ?? 0
    if (length >= 4 && latin.length >= 4) {
      if (!mayLookAlike(latin.length, letters, length, others, textBytes[from] === first)) return false
      const text = textOfWord(columns, word)
      if ((latin < text ? jaroWinkler(latin, text) : jaroWinkler(text, latin)) >= soundLimit.alike) return true
    }
    // Words that differ only by a doubled letter are one word.
    return letters === others && undoubled(textOfWord(columns, word)) === bare
  }
}

const plainText = /^[a-z0-9]*$/
/**
 * Returns a test of whether a word is at most `limit` slips away from `written`. The test returns true for words of another script, because their
 * keys come from their Latin spelling.
 */
function nearTester({ columns }: Segment, written: string): (word: number, limit: number) => boolean {
  const { textStarts, textBytes } = columns
  const isPlain = plainText.test(written)
  const codes: number[] = []
  let tester: SlipTester | null = null
  return (word, limit) => {
    // The tester is made at its first use, because many words have no near words.
    tester ??= slipTester(written)
    const near = tester
    if (((columns.wordBits[word] ?? 0) & wordBits.plain) !== 0)
      return !isPlain || near(textBytes, textStarts[word] ?? 0, textStarts[word + 1] ?? 0, limit)
    const text = textOfWord(columns, word)
    if (plainText.test(text) !== isPlain) return true
    for (let at = 0; at < text.length; at += 1) codes[at] = text.charCodeAt(at)
    return near(codes, 0, text.length, limit)
  }
}
