import { type Consonants, consonantKeys } from './consonants.ts'
import type { Script } from './scripts/script.ts'

/** A word of a name, prepared for comparison. Equal words share one form. */
export interface WordForm {
  /** Identifies the form. A word in Han characters has one form for each language that can read it. */
  readonly key: string
  /** The folded word in its own script. */
  readonly text: string
  readonly script: Script
  /** The script writes no short vowels: Arabic, Hebrew. */
  readonly unvoweled: boolean
  /** The word has letters of two scripts. */
  readonly mixed: boolean
  /** The Latin spellings, the usual one first; empty for Arabic and Hebrew, which do not write vowels. */
  readonly forms: readonly string[]
  /** The cost of each of `forms`, in nats; empty where all cost 0. */
  readonly formCosts: readonly number[]
  /** The romanisation of `forms` where the script alone does not determine it: pinyin, cantonese, korean, hepburn. */
  readonly scheme: string | null
  readonly latin: string
  readonly readings: readonly Consonants[]
  /** Keys for retrieval. Words that can be spellings of one sound share a key. */
  readonly soundKeys: readonly string[]
  /** Keys for retrieval: the keys of Korean romanisation, and the characters of the Chinese family names that a Latin word can stand for. */
  readonly koreanKeys: readonly string[]
  /** A pattern that matches every usual spelling of a word read as Korean; null for other words. */
  readonly korean: RegExp | null
  /** Characters of the Chinese family names that a Latin word is a spelling of. */
  readonly surnames: readonly string[]
  readonly nicknames: readonly number[]
  /** The form of the second part of a name with Abdul, such as Rahman; null for other words. Only this part distinguishes two such names. */
  readonly servantOf: WordForm | null
  readonly known: number | null
  readonly frequency: number
  /** The letters that occur in the word, one bit each (`lettersOf`). They give a cheap lower bound of the number of edits between two words. */
  readonly letters: number
  readonly digits: boolean
  /** A pattern for a word with damaged characters. It matches the possible original words: a damaged character stands for one or two letters. */
  readonly wildcard: RegExp | null
  /** The test for words that may be linked with this one (may-be-linked.ts), set when first needed. */
  linkTest: object | null | undefined
  /** True if the word occurs for the first time. Results for such a word are not cached. */
  passing: boolean
}

/** The properties from which all others of a form are computed. */
export type FormBasis = Pick<
  WordForm,
  'text' | 'script' | 'mixed' | 'forms' | 'formCosts' | 'scheme' | 'digits' | 'wildcard'
>
const none: readonly never[] = []

/** Returns the letters that occur in a word, one bit each: bit 0 is a. */
export const lettersOf = (word: string): number => {
  let bits = 0
  for (let at = 0; at < word.length; at += 1) bits |= 1 << ((word.charCodeAt(at) - 97) & 31)
  return bits
}

/**
 * A form whose properties are computed when they are first read. Most words are compared only by their letters; sound and frequency are expensive to
 * compute.
 */
export abstract class LazyForm implements WordForm {
  readonly text: string
  readonly script: Script
  readonly unvoweled: boolean
  readonly mixed: boolean
  readonly forms: readonly string[]
  readonly formCosts: readonly number[]
  readonly scheme: string | null
  readonly latin: string
  readonly letters: number
  readonly digits: boolean
  readonly wildcard: RegExp | null
  linkTest: object | null | undefined = undefined
  passing = false
  #readings: WordForm['readings'] | undefined
  #soundKeys: WordForm['soundKeys'] | undefined
  #koreanKeys: WordForm['koreanKeys'] | undefined
  #korean: WordForm['korean'] | undefined
  #surnames: WordForm['surnames'] | undefined
  #nicknames: WordForm['nicknames'] | undefined
  #servantOf: WordForm['servantOf'] | undefined
  #known: WordForm['known'] | undefined
  #frequency: number | undefined

  constructor(basis: FormBasis) {
    this.text = basis.text
    this.script = basis.script
    this.unvoweled = basis.script === 'Arabic' || basis.script === 'Hebrew'
    this.mixed = basis.mixed
    this.forms = basis.forms
    this.formCosts = basis.formCosts
    this.scheme = basis.scheme
    this.latin = basis.forms[0] ?? ''
    this.letters = lettersOf(this.latin === '' ? basis.text : this.latin)
    this.digits = basis.digits
    this.wildcard = basis.wildcard
  }
  get readings(): WordForm['readings'] {
    this.#readings ??= this.findReadings()
    return this.#readings
  }
  get soundKeys(): WordForm['soundKeys'] {
    this.#soundKeys ??= soundKeysOf(this.readings)
    return this.#soundKeys
  }
  get koreanKeys(): WordForm['koreanKeys'] {
    this.#koreanKeys ??= this.findKoreanKeys()
    return this.#koreanKeys
  }
  get korean(): WordForm['korean'] {
    if (this.#korean === undefined) this.#korean = this.findKorean()
    return this.#korean
  }
  get surnames(): WordForm['surnames'] {
    this.#surnames ??= this.findSurnames()
    return this.#surnames
  }
  get nicknames(): WordForm['nicknames'] {
    this.#nicknames ??= this.findNicknames()
    return this.#nicknames
  }
  get servantOf(): WordForm['servantOf'] {
    if (this.#servantOf === undefined) this.#servantOf = this.findServantOf()
    return this.#servantOf
  }
  get known(): WordForm['known'] {
    if (this.#known === undefined) this.#known = this.findKnown()
    return this.#known
  }
  get frequency(): number {
    this.#frequency ??= this.findFrequency()
    return this.#frequency
  }
  abstract get key(): string
  protected abstract findReadings(): WordForm['readings']
  protected abstract findKoreanKeys(): WordForm['koreanKeys']
  protected abstract findKorean(): WordForm['korean']
  protected abstract findSurnames(): WordForm['surnames']
  protected abstract findNicknames(): WordForm['nicknames']
  protected abstract findServantOf(): WordForm['servantOf']
  protected abstract findKnown(): WordForm['known']
  protected abstract findFrequency(): number
}
const soundKeysOf = (readings: readonly Consonants[]): readonly string[] => {
  const [first] = readings
  if (first === undefined) return none
  return readings.length === 1 ? consonantKeys(first) : [...new Set(readings.flatMap(consonantKeys))]
}
const scriptsOfOneSpelling: ReadonlySet<Script> = new Set(['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'None'])

/** Returns whether Latin spellings of the vowels of the word's script vary. */
export const isLoose = (form: WordForm): boolean =>
  form.script !== 'Latin' && !scriptsOfOneSpelling.has(form.script) && form.readings[0]?.loose === true

/** Returns the cost, in nats, of the cheapest spelling that two words share; null where they share none. */
export function sharedSpelling(a: WordForm, b: WordForm): number | null {
  if (a.forms.length === 1 && b.forms.length === 1 && a.forms[0] !== b.forms[0]) return null
  let least: number | null = null
  for (let at = 0; at < a.forms.length; at += 1) {
    const place = b.forms.indexOf(a.forms[at] ?? '')
    if (place < 0) continue
    const cost = (a.formCosts[at] ?? 0) + (b.formCosts[place] ?? 0)
    if (least === null || cost < least) least = cost
  }
  return least
}
