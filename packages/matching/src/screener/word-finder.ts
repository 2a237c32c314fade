import { withWadeGiles } from '../names/east-asian/read-alternatives.ts'
import type { Register } from '../names/lexicon.ts'
import { isPlain, type Tester, testerOf } from '../names/may-be-linked.ts'
import type { NameRun } from '../names/read-name.ts'
import { relateAbbreviation, relateJoined, relateWords } from '../names/relate-words.ts'
import { type WordForm, wordForm } from '../names/word-form.ts'
import type { EntryReader } from './entry-reader.ts'
import { decodeText } from './entry-record.ts'
import { type Columns, type Segment, wordBits, wordMask } from './segment.ts'
import { findSlips, slipTester } from './slip-index.ts'
import { abbreviationKey, formKey, keysToFind, runKeysToFind, visitSlipsOfRun, writtenForm } from './word-keys.ts'

/** Words of the vocabulary that answer a query word, the weightiest first, and how much each says. */
export interface Neighbours {
  words: Uint32Array
  weights: Float64Array
}
/** Numbers kept of earlier look-ups of each kind, and forms of words. */
const mostKept = 3_000_000
const mostForms = 40_000
/** What a look-up takes that found nothing, in numbers. */
const perLookUp = 50
const plain = /^[a-z0-9]*$/

const registerOf = ({ wordBits: bits }: Columns, word: number): Register =>
  ((bits[word] ?? 0) & wordBits.organisation) !== 0 ? 'organisation' : 'person'

/**
 * The distinct words of a segment, found by every relation `relateWords` knows: not the list is searched for variants but the vocabulary
 * (matching.md 3.9, 1).
 */
export class WordFinder {
  readonly #entries: EntryReader
  readonly #found = new Map<string, Neighbours>()
  readonly #runs = new Map<string, Uint32Array>()
  readonly #forms = new Map<number, WordForm | null>()
  #foundSize = 0
  #runsSize = 0
  #wordsThen = 0
  #namesThen = 0
  #lettersThen = ''
  #plainLetters: readonly number[] = []
  #otherLetters: readonly number[] = []
  #stamps = new Uint32Array(0)
  #stamp = 0

  constructor(entries: EntryReader) {
    this.#entries = entries
  }

  // What was found holds until the segment grows.
  #refresh(segment: Segment): void {
    if (segment.words !== this.#wordsThen || this.#foundSize > mostKept) {
      this.#found.clear()
      this.#foundSize = 0
    }
    if (segment.names !== this.#namesThen || this.#runsSize > mostKept) {
      this.#runs.clear()
      this.#runsSize = 0
    }
    this.#wordsThen = segment.words
    this.#namesThen = segment.names
    if (this.#stamps.length < segment.words) this.#stamps = new Uint32Array(Math.ceil(segment.words * 1.2))
  }

  /** Words that answer a word of a name. */
  ofWord(segment: Segment, form: WordForm): Neighbours {
    return this.#neighbours(segment, form, `w${form.key}`, false, (other) => relateWords(form, other)?.weight ?? 0)
  }
  /** Words that neighbouring words of a name, written as one, may be. */
  ofRun(segment: Segment, { form, abbreviation }: NameRun): Neighbours {
    const relate = abbreviation ? relateAbbreviation : relateJoined
    return this.#neighbours(
      segment,
      form,
      `${abbreviation ? 'a' : 'r'}${form.key}`,
      true,
      (other) => relate(form, other)?.weight ?? 0,
    )
  }
  /** Names with neighbouring words that, written as one, may be this word. A superset. */
  namesWithRun(segment: Segment, form: WordForm): Uint32Array {
    this.#refresh(segment)
    const known = this.#runs.get(form.key)
    if (known) return known
    const names = new Set<number>()
    const take = (key: number): void => {
      const list = segment.lists.joined.of(key)
      for (let at = 0; at < list.length; at += 1) names.add(list[at] ?? 0)
    }
    for (const key of runKeysToFind(form)) take(key)
    visitSlipsOfRun(form, this.#letters(segment, plain.test(writtenForm(form))), take)
    const test = testerOf(form)
    if (test !== null) for (const name of names) if (!this.#hasRun(segment, name, test)) names.delete(name)
    take(abbreviationKey(form.latin))
    const found = Uint32Array.from(names)
    this.#runs.set(form.key, found)
    this.#runsSize += found.length + perLookUp
    return found
  }

  /** Whether two or three neighbouring words of a name, written as one, pass; words of other letters do. */
  #hasRun(segment: Segment, name: number, test: Tester): boolean {
    const { columns } = segment
    const texts: string[] = []
    let register: Register = 'person'
    for (let at = columns.nameWords[name] ?? 0; at < (columns.nameWords[name + 1] ?? 0); at += 1) {
      const word = (columns.words[at] ?? 0) & wordMask
      const text = this.#textOf(segment, word)
      if (!isPlain(text)) return true
      register = registerOf(columns, word)
      texts.push(text)
    }
    for (let at = 0; at + 1 < texts.length; at += 1) {
      const two = `${texts[at]}${texts[at + 1]}`
      if (test(two, register) || (at + 2 < texts.length && test(two + texts[at + 2], register))) return true
    }
    return false
  }
  #letters(segment: Segment, isPlain: boolean): readonly number[] {
    if (segment.letters !== this.#lettersThen) {
      this.#lettersThen = segment.letters
      const codes = (kind: boolean): number[] =>
        [...segment.letters].filter((letter) => plain.test(letter) === kind).map((letter) => letter.charCodeAt(0))
      this.#plainLetters = codes(true)
      this.#otherLetters = codes(false)
    }
    return isPlain ? this.#plainLetters : this.#otherLetters
  }

  #neighbours(
    segment: Segment,
    form: WordForm,
    key: string,
    joined: boolean,
    weigh: (other: WordForm) => number,
  ): Neighbours {
    this.#refresh(segment)
    const kept = this.#found.get(key)
    if (kept) return kept
    const found: { word: number; weight: number }[] = []
    const test = testerOf(form)
    const { wordBits: bits } = segment.columns
    this.#candidates(segment, form, joined, (word) => {
      if (test !== null && ((bits[word] ?? 0) & wordBits.odd) === 0) {
        const text = this.#textOf(segment, word)
        if (isPlain(text) && !test(text, registerOf(segment.columns, word))) return
      }
      const other = this.formOf(segment, word)
      const weight = other ? weigh(other) : 0
      if (weight > 0) found.push({ word, weight })
    })
    found.sort((x, y) => y.weight - x.weight || x.word - y.word)
    const made = {
      words: Uint32Array.from(found, ({ word }) => word),
      weights: Float64Array.from(found, ({ weight }) => weight),
    }
    this.#found.set(key, made)
    this.#foundSize += made.words.length * 3 + perLookUp
    return made
  }

  #candidates(segment: Segment, form: WordForm, joined: boolean, visit: (word: number) => void): void {
    this.#stamp += 1
    const stamp = this.#stamp
    const stamps = this.#stamps
    const once = (word: number): void => {
      if (stamps[word] === stamp) return
      stamps[word] = stamp
      visit(word)
    }
    const keys = keysToFind(form)
    // An initial answers a longer word; what an initial is answered by is told by the first letters of each word (name-search.ts).
    if (!joined) for (const latin of new Set(form.forms.map((text) => text.charAt(0)))) keys.push(formKey(latin))
    for (const key of new Set(keys)) {
      const list = segment.lists.words.of(key)
      for (let at = 0; at < list.length; at += 1) once(list[at] ?? 0)
    }
    const written = writtenForm(form)
    const isPlain = plain.test(written)
    const near = slipTester(written)
    findSlips(form, joined ? 1 : 2, segment.lists.slips, segment.columns.letters, (word, limit) => {
      if (stamps[word] === stamp) return
      const text = this.#textOf(segment, word)
      // A word of another script is kept by its Latin spelling, which its text does not show.
      if (plain.test(text) !== isPlain || near(text, limit)) once(word)
    })
    // Words written as one must be alike but for one slip: `relateJoined`.
    if (joined) return
    for (const word of segment.columns.damaged) once(word)
    if (form.wildcard)
      for (let word = 0; word < segment.words; word += 1)
        if (form.wildcard.test(this.#textOf(segment, word))) once(word)
  }

  #textOf({ columns }: Segment, word: number): string {
    return decodeText(columns.textBytes.subarray(columns.textStarts[word] ?? 0, columns.textStarts[word + 1] ?? 0))
  }

  /** The comparable form of a word of the vocabulary. */
  formOf(segment: Segment, word: number): WordForm | null {
    const bits = segment.columns.wordBits[word] ?? 0
    const known = this.#forms.get(word)
    if (known !== undefined) return known
    const form = (bits & wordBits.odd) === 0 ? this.#formAlone(segment, word) : this.#oddForm(segment, word)
    if (this.#forms.size > mostForms) this.#forms.clear()
    this.#forms.set(word, form)
    return form
  }
  #formAlone(segment: Segment, word: number): WordForm {
    return wordForm(this.#textOf(segment, word), registerOf(segment.columns, word))
  }
  // Plain letters have a further spelling in a Chinese name, by rule.
  #oddForm(segment: Segment, word: number): WordForm | null {
    if (!isPlain(this.#textOf(segment, word))) return this.#formInName(segment, word)
    const alone = this.#formAlone(segment, word)
    const spelled = withWadeGiles(alone)
    return spelled === alone ? this.#formInName(segment, word) : spelled
  }
  // A form that depends on the rest of its name is had by reading one of the names again.
  #formInName(segment: Segment, word: number): WordForm | null {
    const name = segment.postings.of(word)[0]
    if (name === undefined) return null
    const { columns } = segment
    const entry = columns.nameEntries[name] ?? 0
    const read = this.#entries.read(segment, entry).names[name - (columns.entryNames[entry] ?? 0)]?.read
    const from = columns.nameWords[name] ?? 0
    const place = read?.words.findIndex((_, at) => ((columns.words[from + at] ?? 0) & wordMask) === word) ?? -1
    return read?.words[place]?.form ?? null
  }
}
