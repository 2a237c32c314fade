import { MetBefore, RecentlyUsed } from '../lookup/recently-used.ts'
import { hangulSurnames } from '../tables/east-asian-surnames.ts'
import { foldCompound, withoutArticle } from './compounds.ts'
import { readConsonants } from './consonants.ts'
import { chineseSurnameClasses } from './east-asian/read-han-name.ts'
import { foldWord } from './fold-word.ts'
import { latinForms, readingForms } from './latin-form.ts'
import { type FormBasis, LazyForm, type WordForm } from './lazy-form.ts'
import { frequencyOf, knownName, knownWord, nicknamesOf, type Register } from './lexicon.ts'
import { isPlain, isPlainInCapitals } from './plain-letters.ts'
import { hangulForms, hangulKeys, hangulSpellings, isKoreanKey, koreanKey } from './scripts/read-hangul.ts'
import { japaneseForms, romaniseKana } from './scripts/romanise-kana.ts'
import { foldLookalikes, type Script, scriptOf } from './scripts/script.ts'
import { otherScript, scriptSounds, spellSounds } from './scripts/script-sounds.ts'

export type { WordForm } from './lazy-form.ts'

const schemes: Partial<Record<Script, string>> = { Hangul: 'korean', Kana: 'hepburn' }
const surnames = new Map<string, readonly string[]>()
for (const line of hangulSurnames) {
  const [word, ...forms] = line.split(' ')
  if (word !== undefined) surnames.set(word, forms)
}
const servantFrequency = 0.0008
const cacheSize = 60_000
const cache: Record<Register, RecentlyUsed<string, WordForm>> = {
  person: new RecentlyUsed(cacheSize),
  organisation: new RecentlyUsed(cacheSize),
}
const met: Record<Register, MetBefore> = { person: new MetBefore(), organisation: new MetBefore() }
const none: readonly never[] = []

// Matches syllables that do not occur in Korean names. They write a foreign consonant without a vowel, or a foreign k.
const foreignSyllable = /[그느드르므브스으즈츠크트프흐슨튼턴든른븐픈카-킿]/
// A Korean name has one or two syllables, or three with a family name first.
const isKoreanName = (hangul: string): boolean =>
  (hangul.length < 3 || (hangul.length === 3 && surnames.has(hangul.charAt(0)))) && !foreignSyllable.test(hangul)
/** The form of a word as written. */
class WrittenForm extends LazyForm {
  readonly #written: string
  readonly #register: Register

  constructor(basis: FormBasis, written: string, register: Register) {
    super(basis)
    this.#written = written
    this.#register = register
  }
  get key(): string {
    return `${this.script} ${this.text} ${this.#register}`
  }
  // A Korean name is compared by its spellings. A word too long for a Korean name may be a foreign name.
  get #hangul(): string | null {
    return this.script === 'Hangul' && this.#register === 'person' && this.text.length <= 4 ? this.text : null
  }
  protected findReadings(): WordForm['readings'] {
    const hangul = this.#hangul
    if (hangul !== null && isKoreanName(hangul)) return none
    return readConsonants(this.text, this.script, this.forms, this.#written)
  }
  protected findKoreanKeys(): WordForm['koreanKeys'] {
    const hangul = this.#hangul
    const keys =
      hangul !== null
        ? new Set([...hangulKeys(hangul), ...this.forms.map(koreanKey)])
        : this.#register === 'person' && this.latin !== '' && this.latin.length <= 14
          ? new Set(this.forms.map(koreanKey).filter(isKoreanKey))
          : none
    return [...keys, ...this.surnames]
  }
  protected findKorean(): WordForm['korean'] {
    const hangul = this.#hangul
    return hangul === null ? null : hangulSpellings(hangul)
  }
  protected findSurnames(): WordForm['surnames'] {
    return this.script === 'Latin' && this.#register === 'person'
      ? (chineseSurnameClasses.get(this.latin) ?? none)
      : none
  }
  protected findNicknames(): WordForm['nicknames'] {
    if (this.#register !== 'person') return none
    if (this.forms.length === 1) return nicknamesOf(this.latin)
    return [...new Set(this.forms.flatMap((form) => nicknamesOf(form)))]
  }
  protected findServantOf(): WordForm['servantOf'] {
    if (this.#register !== 'person') return null
    const text = this.script === 'Arabic' ? this.text : this.latin
    if (text.length < 5 || !(text.startsWith('abd') || text.startsWith('عبد'))) return null
    return wordForm(text.slice(3), this.#register)
  }
  protected findKnown(): WordForm['known'] {
    const { forms } = this
    return forms.length === 1 ? knownWord(this.latin, this.#register) : knownName(forms, this.#register)
  }
  protected findFrequency(): number {
    const least = this.servantOf === null ? 0 : servantFrequency
    return Math.max(least, frequencyOf(this, this.#register))
  }
}

function make(word: string, register: Register): WordForm {
  if (isPlain(word)) return makePlain(word, register)
  const { script, mixed } = scriptOf(word)
  let text = foldWord(word, script)
  if (mixed) text = foldLookalikes(text, script)
  const damaged = /[\ufffd?]/.test(text)
  let forms: string[] = []
  if (script === 'Latin' || script === 'None') forms = latinForms(damaged ? text.replace(/[\ufffd?]/g, '') : text)
  else if (script === 'Hangul') forms = [...(surnames.get(text) ?? []), ...hangulForms(text)]
  else if (script === 'Kana') forms = japaneseForms(romaniseKana(text))
  else if (script === 'Other') {
    const sounds = scriptSounds(text, script)
    forms = [...(sounds ? [spellSounds(sounds)] : []), ...readingForms(text)]
  } else if (script !== 'Arabic' && script !== 'Hebrew') forms = readingForms(text)
  forms = [...new Set(forms.map((form) => (register === 'person' ? foldCompound(form) : form)))].filter(
    (form) => form !== '',
  )
  if (register === 'person') addBare(forms)
  if (script === 'Latin' && forms.length > 0) {
    const plain = forms[0] ?? ''
    if (/^[a-z0-9]+$/.test(text)) text = plain
  }
  const basis: FormBasis = {
    text,
    script,
    mixed,
    forms,
    formCosts: none,
    scheme: script === 'Other' ? otherScript(text) : (schemes[script] ?? null),
    digits: /[0-9]/.test(text),
    wildcard: damaged
      ? new RegExp(
          `^${text.replace(/[\ufffd?]+|[.*+^${}()|[\]\\]/g, (part) => (/[\ufffd?]/.test(part) ? '.{1,2}' : `\\${part}`))}$`,
          'u',
        )
      : null,
  }
  return new WrittenForm(basis, word, register)
}
// Makes the form of a word of plain letters. Most words are plain, so this faster path handles them.
function makePlain(word: string, register: Register): WordForm {
  const text = register === 'person' ? foldCompound(word) : word
  const forms = [text]
  if (register === 'person') addBare(forms)
  const basis: FormBasis = {
    text,
    script: 'Latin',
    mixed: false,
    forms,
    formCosts: none,
    scheme: null,
    digits: false,
    wildcard: null,
  }
  return new WrittenForm(basis, word, register)
}
// Adds forms without a joined article: Alhasan and Hasan are one name.
function addBare(forms: string[]): void {
  for (const form of [...forms]) {
    const bare = withoutArticle(form)
    if (bare !== null && !forms.includes(bare)) forms.push(bare)
  }
}

// Words that differ only by capitals share a form.
const withoutCapitals = (word: string): string => (isPlainInCapitals(word) ? word.toLowerCase() : word)

/**
 * Returns the form in which one written word is compared. `register` determines which words are common. Forms are cached from the second request on,
 * at most 60,000.
 */
export function wordForm(word: string, register: Register): WordForm {
  const kept = cache[register]
  const known = kept.get(word)
  if (known) return known
  const low = withoutCapitals(word)
  if (low !== word) return wordForm(low, register)
  const form = make(word, register)
  // Most words occur only once, so a form is cached when its word occurs again.
  if (met[register].again(word)) kept.set(word, form)
  else form.passing = true
  return form
}

/** Returns the form of a word without caching it, for words that rarely occur again. */
export function passingForm(word: string, register: Register): WordForm {
  const low = withoutCapitals(word)
  return cache[register].get(low) ?? make(low, register)
}
