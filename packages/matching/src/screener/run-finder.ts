import type { Register } from '../names/lexicon.ts'
import { type Tester, testerOf } from '../names/may-be-linked.ts'
import { mayLookAlike } from '../names/relate-words.ts'
import type { WordForm } from '../names/word-form.ts'
import { type Segment, wordBits, wordMask } from './segment.ts'
import { registerOfWord, textOfWord } from './vocabulary.ts'
import { abbreviationKey, runKeysToFind, visitSlipsOfRun, writtenForm } from './word-keys.ts'

/** Numbers kept of earlier look-ups. */
const mostKept = 3_000_000
/** What a look-up takes that found nothing, in numbers. */
const perLookUp = 50
const plain = /^[a-z0-9]*$/

/** Names, and which of their words are neighbours that may be one word: bits of the first eight. */
export interface JoinedNames {
  names: Uint32Array
  words: Uint8Array
}
/** It is not known which words it would be. */
export const anyWord = 0xff

/** Names of a segment with neighbouring words that may be one word of a query, written joined. */
export class RunFinder {
  readonly #found = new Map<string, JoinedNames>()
  #size = 0
  #namesThen = 0
  #lettersThen = ''
  #plainLetters: readonly number[] = []
  #otherLetters: readonly number[] = []

  /** Names with neighbouring words that, written as one, may be this word. A superset. */
  namesWith(segment: Segment, form: WordForm): JoinedNames {
    // What was found holds until the segment grows.
    if (segment.names !== this.#namesThen || this.#size > mostKept) {
      this.#found.clear()
      this.#size = 0
      this.#namesThen = segment.names
    }
    const known = this.#found.get(form.key)
    if (known) return known
    const candidates = new Set<number>()
    const take = (key: number): void => {
      const list = segment.lists.joined.of(key)
      for (let at = 0; at < list.length; at += 1) candidates.add(list[at] ?? 0)
    }
    for (const key of runKeysToFind(form)) take(key)
    visitSlipsOfRun(form, this.#letters(segment, plain.test(writtenForm(form))), take)
    const test = testerOf(form)
    const near = nearTester(segment, form)
    const words = new Map<number, number>()
    for (const name of candidates) {
      const run = test === null ? anyWord : near !== null && !near(name) ? 0 : runsIn(segment, name, test)
      if (run !== 0) words.set(name, run)
    }
    candidates.clear()
    take(abbreviationKey(form.latin))
    for (const name of candidates) words.set(name, anyWord)
    const found = { names: Uint32Array.from(words.keys()), words: Uint8Array.from(words.values()) }
    this.#found.set(form.key, found)
    this.#size += words.size * 2 + perLookUp
    return found
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
}

/**
 * Tells of names by the letters of their words whether two or three neighbours, written as one, may look like a word. Null: the word is linked
 * by more than its looks.
 */
function nearTester({ columns }: Segment, form: WordForm): ((name: number) => boolean) | null {
  if (form.forms.length > 1 || form.known !== null || form.surnames.length > 0 || form.servantOf !== null) return null
  const { latin, letters: own } = form
  const first = latin.charCodeAt(0)
  const { nameWords, words, wordBits: bits, letters, textStarts, textBytes } = columns
  return (name) => {
    const end = nameWords[name + 1] ?? 0
    let [before, lengthBefore, firstBefore] = [0, 0, 0]
    let [last, lengthOfLast, firstOfLast] = [0, 0, 0]
    for (let at = nameWords[name] ?? 0; at < end; at += 1) {
      const word = (words[at] ?? 0) & wordMask
      if (((bits[word] ?? 0) & wordBits.plain) === 0) return true
      const from = textStarts[word] ?? 0
      const to = textStarts[word + 1] ?? 0
      const these = letters[word] ?? 0
      const length = to - from
      if (lengthOfLast > 0) {
        if (mayFold(textBytes, from, to) || isServant(firstOfLast) || isServant(firstBefore)) return true
        if (mayLookAlike(latin.length, own, lengthOfLast + length, last | these, firstOfLast === first)) return true
        if (
          lengthBefore > 0 &&
          mayLookAlike(
            latin.length,
            own,
            lengthBefore + lengthOfLast + length,
            before | last | these,
            firstBefore === first,
          )
        )
          return true
      }
      before = last
      lengthBefore = lengthOfLast
      firstBefore = firstOfLast
      last = these
      lengthOfLast = length
      firstOfLast = textBytes[from] ?? 0
    }
    return false
  }
}
const [codeOfA, codeOfD, codeOfE, codeOfH, codeOfL, codeOfN] = [0x61, 0x64, 0x65, 0x68, 0x6c, 0x6e]
const isServant = (first: number): boolean => first === codeOfA
/** Whether words that end so may have another form when they are written as one (compounds.ts). */
function mayFold(bytes: Uint8Array, from: number, to: number): boolean {
  const last = bytes[to - 1]
  const sought = last === codeOfN || last === codeOfE ? codeOfD : last === codeOfA || last === codeOfH ? codeOfL : 0
  if (sought === 0) return false
  if (to - from < 5) return true
  for (let at = to - 5; at < to; at += 1) if (bytes[at] === sought) return true
  return false
}

/** The words of a name, two or three neighbours, that pass written as one; words of other letters do. */
function runsIn({ columns }: Segment, name: number, test: Tester): number {
  const { nameWords, words, wordBits: bits } = columns
  const texts: string[] = []
  let register: Register = 'person'
  for (let at = nameWords[name] ?? 0; at < (nameWords[name + 1] ?? 0); at += 1) {
    const word = (words[at] ?? 0) & wordMask
    if (((bits[word] ?? 0) & wordBits.plain) === 0) return anyWord
    register = registerOfWord(columns, word)
    texts.push(textOfWord(columns, word))
  }
  let found = 0
  for (let at = 0; at + 1 < texts.length; at += 1) {
    const two = `${texts[at]}${texts[at + 1]}`
    if (test(two, register)) found |= 3 << at
    if (at + 2 < texts.length && test(two + texts[at + 2], register)) found |= 7 << at
  }
  // Only so many words have a bit.
  return Math.min(found, anyWord)
}
