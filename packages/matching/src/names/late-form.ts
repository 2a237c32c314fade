import { type Consonants, consonantKeys } from './consonants.ts'
import type { Script } from './scripts/script.ts'

/** A word of a name, ready to be compared: made once per distinct word and shared. */
export interface WordForm {
  /** Tells forms apart: a word in Han characters has one in every language it can be read in. */
  readonly key: string
  /** Folded, in its own script. */
  readonly text: string
  readonly script: Script
  /** Of a script that writes no short vowels: Arabic, Hebrew. */
  readonly unvoweled: boolean
  /** Letters of two scripts in one word. */
  readonly mixed: boolean
  /** Latin spellings, the usual one first; empty for Arabic and Hebrew, whose vowels are not written. */
  readonly forms: readonly string[]
  /** What each of `forms` costs, in nats; empty: nothing. */
  readonly formCosts: readonly number[]
  /** The romanisation `forms` follow, where the script alone does not say: pinyin, cantonese, korean, hepburn. */
  readonly scheme: string | null
  readonly latin: string
  readonly readings: readonly Consonants[]
  /** Words that can be spellings of one sound share a key. */
  readonly soundKeys: readonly string[]
  /** Keys of Korean romanisation, and the characters of the Chinese family names a Latin word can stand for: whom to look at. */
  readonly koreanKeys: readonly string[]
  /** Of a word read as Korean: every usual spelling of it. */
  readonly korean: RegExp | null
  /** Characters of the Chinese family names that a Latin word is a spelling of. */
  readonly surnames: readonly string[]
  readonly nicknames: readonly number[]
  /** Of Abdul Rahman and its like: the form of Rahman. Only this part tells two such names apart. */
  readonly servantOf: WordForm | null
  readonly known: number | null
  readonly frequency: number
  /** Which letters occur, one bit each: a cheap bound on edits. */
  readonly letters: number
  readonly digits: boolean
  /** Set where damaged characters stand for one or two letters. */
  readonly wildcard: RegExp | null
  /** What tells which words may be linked with this one, once it was asked for (may-be-linked.ts). */
  linkTest: object | null | undefined
  /** Met for the first time: nothing is kept of what is worked out for it. */
  passing: boolean
}

/** What a form begins with: the rest follows from it. */
export type Beginning = Pick<
  WordForm,
  'text' | 'script' | 'mixed' | 'forms' | 'formCosts' | 'scheme' | 'digits' | 'wildcard'
>
const none: readonly never[] = []

/** Which letters occur, one bit each. */
export const lettersOf = (word: string): number => {
  let bits = 0
  for (let at = 0; at < word.length; at += 1) bits |= 1 << ((word.charCodeAt(at) - 97) & 31)
  return bits
}

/**
 * A form as far as it is worked out: the rest is when it is first asked for. Most words are only ever compared by their letters, and what they
 * sound like, or how common they are, is dear to tell.
 */
export abstract class LateForm implements WordForm {
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

  constructor(begin: Beginning) {
    this.text = begin.text
    this.script = begin.script
    this.unvoweled = begin.script === 'Arabic' || begin.script === 'Hebrew'
    this.mixed = begin.mixed
    this.forms = begin.forms
    this.formCosts = begin.formCosts
    this.scheme = begin.scheme
    this.latin = begin.forms[0] ?? ''
    this.letters = lettersOf(this.latin === '' ? begin.text : this.latin)
    this.digits = begin.digits
    this.wildcard = begin.wildcard
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

/** Read from a script whose vowels are spelled freely in Latin. */
export const loosely = (form: WordForm): boolean =>
  form.script !== 'Latin' && !scriptsOfOneSpelling.has(form.script) && form.readings[0]?.loose === true

/** What the cheapest spelling costs that two words have in common; null where they have none. */
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
