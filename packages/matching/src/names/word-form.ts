import { hangulSurnames } from '../tables/east-asian-surnames.ts'
import { foldArabicCompound, foldCompound } from './compounds.ts'
import { type Consonants, consonantKeys, readConsonants } from './consonants.ts'
import { foldHan } from './east-asian/han-readings.ts'
import { chineseSurnameClasses, type Spelling } from './east-asian/read-han-name.ts'
import { japaneseForms, romaniseKana } from './east-asian/romanise-kana.ts'
import { latinForms, readingForms } from './latin-form.ts'
import { frequencyOf, knownName, nicknamesOf, type Register, type Spoken } from './lexicon.ts'
import { hangulForms, hangulKeys, hangulSpellings, koreanKey } from './read-hangul.ts'
import { foldLookalikes, type Script, scriptOf } from './script.ts'
import { otherScript, scriptSounds, spellSounds } from './scripts/script-sounds.ts'

/** A word of a name, ready to be compared: made once per distinct word and shared. */
export interface WordForm {
  /** Tells forms apart: a word in Han characters has one in every language it can be read in. */
  key: string
  /** Folded, in its own script. */
  text: string
  script: Script
  /** Letters of two scripts in one word. */
  mixed: boolean
  /** Latin spellings, the usual one first; empty for Arabic and Hebrew, whose vowels are not written. */
  forms: readonly string[]
  /** What each of `forms` costs, in nats; empty: nothing. */
  formCosts: readonly number[]
  /** The romanisation `forms` follow, where the script alone does not say: pinyin, cantonese, korean, hepburn. */
  scheme: string | null
  latin: string
  readings: readonly Consonants[]
  /** Words that can be spellings of one sound share a key. */
  soundKeys: readonly string[]
  /** Keys of Korean romanisation, and the characters of the Chinese family names a Latin word can stand for: whom to look at. */
  koreanKeys: readonly string[]
  /** Of a word read as Korean: every usual spelling of it. */
  korean: RegExp | null
  /** Characters of the Chinese family names that a Latin word is a spelling of. */
  surnames: readonly string[]
  nicknames: readonly number[]
  /** Of Abdul Rahman and its like: the form of Rahman. Only this part tells two such names apart. */
  servantOf: WordForm | null
  known: number | null
  frequency: number
  /** Which letters occur, one bit each: a cheap bound on edits. */
  letters: number
  digits: boolean
  /** Set where damaged characters stand for one or two letters. */
  wildcard: RegExp | null
}

const schemes: Partial<Record<Script, string>> = { Hangul: 'korean', Kana: 'hepburn' }
const surnames = new Map<string, readonly string[]>()
for (const line of hangulSurnames) {
  const [word, ...forms] = line.split(' ')
  if (word !== undefined) surnames.set(word, forms)
}
const cache: Record<Register, Map<string, WordForm>> = { person: new Map(), organisation: new Map() }
const servantFrequency = 0.0008
const cacheSize = 200_000

const foldArabic = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\u064b-\u065f\u0670]/g, '')
    .normalize('NFC')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[یىئې]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/[ةۃہھ]/g, 'ه')
    .replace(/ؤ/g, 'و')
const finals: Readonly<Record<string, string>> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ', ς: 'σ' }

function foldCase(word: string): string {
  return word.replace(/[İIı]/g, 'i').toLowerCase().replace(/ß/g, 'ss').replace(/i̇/g, 'i')
}
function foldWord(word: string, script: Script): string {
  const low = foldCase(word)
  if (script === 'Han') return foldHan(low)
  if (script === 'Arabic') return foldArabicCompound(foldArabic(low))
  if (script === 'Hebrew' || script === 'Greek')
    return low
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(/[ךםןףץς]/g, (letter) => finals[letter] ?? letter)
  return low
}
// Syllables that Korean names have not: those Korean puts in for a foreign consonant, and those with a foreign k.
const foreignSyllable = /[그느드르므브스으즈츠크트프흐슨튼턴든른븐픈카-킿]/
// One or two syllables, or three that begin with a family name.
const isKoreanName = (hangul: string): boolean =>
  (hangul.length < 3 || (hangul.length === 3 && surnames.has(hangul.charAt(0)))) && !foreignSyllable.test(hangul)
// Al- and El- written joined, and with the consonant doubled: Alhasan, Essaadi.
const articleOf = /^[ae]l([^aeioul].{4,})$|^e(?=([dnrstz]))\2(\2.{3,})$/
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
abstract class Form implements WordForm {
  readonly key: string
  readonly text: string
  readonly script: Script
  readonly mixed: boolean
  readonly forms: readonly string[]
  readonly formCosts: readonly number[]
  readonly scheme: string | null
  readonly latin: string
  readonly letters: number
  readonly digits: boolean
  readonly wildcard: RegExp | null
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
    this.key = begin.key
    this.text = begin.text
    this.script = begin.script
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
  protected abstract findReadings(): WordForm['readings']
  protected abstract findKoreanKeys(): WordForm['koreanKeys']
  protected abstract findKorean(): WordForm['korean']
  protected abstract findSurnames(): WordForm['surnames']
  protected abstract findNicknames(): WordForm['nicknames']
  protected abstract findServantOf(): WordForm['servantOf']
  protected abstract findKnown(): WordForm['known']
  protected abstract findFrequency(): number
}
type Beginning = Pick<
  WordForm,
  'key' | 'text' | 'script' | 'mixed' | 'forms' | 'formCosts' | 'scheme' | 'digits' | 'wildcard'
>
const none: readonly never[] = []
const silent = (forms: readonly string[]): Spoken => ({ forms, readings: none, soundKeys: none })
const soundKeysOf = (readings: readonly Consonants[]): readonly string[] => {
  const [first] = readings
  if (first === undefined) return none
  return readings.length === 1 ? consonantKeys(first) : [...new Set(readings.flatMap(consonantKeys))]
}

/** The form of a word as it is written. */
class WrittenForm extends Form {
  readonly #written: string
  readonly #register: Register

  constructor(begin: Beginning, written: string, register: Register) {
    super(begin)
    this.#written = written
    this.#register = register
  }
  // A Korean name is told by its spellings; only what is too long for one may be a foreign name.
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
          ? new Set(this.forms.map(koreanKey))
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
    if (!text.startsWith('abd') && !text.startsWith('عبد')) return null
    const served = /^(?:abd|عبد)(.{2,})$/.exec(text)?.[1]
    return served === undefined ? null : wordForm(served, this.#register)
  }
  protected findKnown(): WordForm['known'] {
    return knownName(this.forms, this.#register)
  }
  protected findFrequency(): number {
    const least = this.servantOf === null ? 0 : servantFrequency
    return Math.max(least, frequencyOf(this, this.#register))
  }
}

function make(word: string, register: Register): WordForm {
  if (/^[a-z]+$/.test(word)) return makePlain(word, register)
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
  const begin: Beginning = {
    key: `${script} ${text} ${register}`,
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
  return new WrittenForm(begin, word, register)
}
// Most words, by far the shortest way.
function makePlain(word: string, register: Register): WordForm {
  const text = register === 'person' ? foldCompound(word) : word
  const forms = [text]
  if (register === 'person') addBare(forms)
  const key = `Latin ${text} ${register}`
  const begin = { key, text, script: 'Latin', mixed: false, forms, formCosts: none, scheme: null } as const
  return new WrittenForm({ ...begin, digits: false, wildcard: null }, word, register)
}
// The article written joined, and left out, is one name: Alhasan, Hasan.
function addBare(forms: string[]): void {
  for (const form of [...forms]) {
    const first = form.charCodeAt(0)
    if (first !== 0x61 && first !== 0x65) continue
    const found = articleOf.exec(form)
    const bare = found?.[1] ?? found?.[3]
    if (bare !== undefined && !forms.includes(bare)) forms.push(bare)
  }
}

/** The comparable form of one written word; `register` decides which words count as common. Kept for the next time, 200,000 words at most. */
export function wordForm(word: string, register: Register): WordForm {
  const known = cache[register].get(word)
  if (known) return known
  const form = make(word, register)
  if (cache[register].size >= cacheSize) cache[register].clear()
  cache[register].set(word, form)
  return form
}

/** The same, not kept: of a word that is hardly met again. */
export const passingForm = (word: string, register: Register): WordForm =>
  cache[register].get(word) ?? make(word, register)

/** What a reading of a word in one language brings. */
export interface WordReading {
  scheme: string
  script: Script
  spellings: readonly Spelling[]
  /** The word in Hangul, where it is read as Korean. */
  hangul: readonly string[]
}
const readingCache = new Map<string, WordForm>()

class ReadingForm extends Form {
  readonly #hangul: readonly string[]

  constructor(begin: Beginning, hangul: readonly string[]) {
    super(begin)
    this.#hangul = hangul
  }
  protected findReadings(): WordForm['readings'] {
    return none
  }
  protected findKoreanKeys(): WordForm['koreanKeys'] {
    return [...new Set(this.#hangul.flatMap(hangulKeys))]
  }
  protected findKorean(): WordForm['korean'] {
    if (this.#hangul.length === 0) return null
    return new RegExp(this.#hangul.map((hangul) => hangulSpellings(hangul).source).join('|'))
  }
  protected findSurnames(): WordForm['surnames'] {
    return none
  }
  protected findNicknames(): WordForm['nicknames'] {
    return none
  }
  protected findServantOf(): WordForm['servantOf'] {
    return null
  }
  protected findKnown(): WordForm['known'] {
    return knownName(this.forms, 'person')
  }
  protected findFrequency(): number {
    return frequencyOf(silent(this.forms), 'person')
  }
}

/** Another form with one more spelling. */
class SpelledForm extends Form {
  readonly #of: WordForm

  constructor(begin: Beginning, of: WordForm) {
    super(begin)
    this.#of = of
  }
  protected findReadings(): WordForm['readings'] {
    return this.#of.readings
  }
  protected findKoreanKeys(): WordForm['koreanKeys'] {
    return this.#of.koreanKeys
  }
  protected findKorean(): WordForm['korean'] {
    return this.#of.korean
  }
  protected findSurnames(): WordForm['surnames'] {
    return this.#of.surnames
  }
  protected findNicknames(): WordForm['nicknames'] {
    return this.#of.nicknames
  }
  protected findServantOf(): WordForm['servantOf'] {
    return this.#of.servantOf
  }
  protected findKnown(): WordForm['known'] {
    return this.#of.known
  }
  protected findFrequency(): number {
    // A name of known syllables is told by its letters: what merely sounds like it does not make it common.
    return Math.min(this.#of.frequency, frequencyOf(silent(this.#of.forms), 'person'))
  }
}

/**
 * The form of a word of a person's name as read in one language: spelled in these ways and no others, for its sound alone says
 * nothing. Kept like `wordForm`.
 */
export function readingForm(word: string, reading: WordReading): WordForm {
  const forms = reading.spellings.map((spelling) => spelling.text)
  const text = foldWord(word, reading.script)
  const key = `${reading.scheme} ${text} ${reading.spellings.map(({ text: form, cost }) => `${form}${cost.toFixed(2)}`).join(' ')}`
  const known = readingCache.get(key)
  if (known) return known
  const begin: Beginning = {
    key,
    text,
    script: reading.script,
    mixed: false,
    forms,
    formCosts: reading.spellings.map((spelling) => spelling.cost),
    scheme: reading.scheme,
    digits: false,
    wildcard: null,
  }
  const form = new ReadingForm(begin, reading.hangul)
  if (readingCache.size >= cacheSize) readingCache.clear()
  readingCache.set(key, form)
  return form
}

/** A Latin word with one more spelling, of another romanisation, at a cost in nats. */
export function withSpelling(form: WordForm, { text, cost }: Spelling, scheme: string): WordForm {
  const key = `${scheme} ${form.key} ${text}${cost.toFixed(2)}`
  const known = readingCache.get(key)
  if (known) return known
  const made = new SpelledForm(
    {
      key,
      text: form.text,
      script: form.script,
      mixed: form.mixed,
      forms: [...form.forms, text],
      formCosts: [...form.forms.map((_, at) => form.formCosts[at] ?? 0), cost],
      scheme,
      digits: form.digits,
      wildcard: form.wildcard,
    },
    form,
  )
  if (readingCache.size >= cacheSize) readingCache.clear()
  readingCache.set(key, made)
  return made
}

/** Read from a script whose vowels are spelled freely in Latin. */
export const loosely = (form: WordForm): boolean => form.readings[0]?.loose === true

/** What the cheapest spelling costs that two words have in common; null where they have none. */
export function sharedSpelling(a: WordForm, b: WordForm): number | null {
  let least: number | null = null
  for (let at = 0; at < a.forms.length; at += 1) {
    const place = b.forms.indexOf(a.forms[at] ?? '')
    if (place < 0) continue
    const cost = (a.formCosts[at] ?? 0) + (b.formCosts[place] ?? 0)
    if (least === null || cost < least) least = cost
  }
  return least
}
