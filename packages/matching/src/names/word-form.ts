import { hangulSurnames } from '../tables/east-asian-surnames.ts'
import { foldArabicCompound, foldCompound } from './compounds.ts'
import { type Consonants, consonantKeys, readConsonants } from './consonants.ts'
import { foldHan } from './east-asian/han-readings.ts'
import { chineseSurnameClasses, type Spelling } from './east-asian/read-han-name.ts'
import { japaneseForms, romaniseKana } from './east-asian/romanise-kana.ts'
import { latinForms, readingForms } from './latin-form.ts'
import { frequencyOf, knownName, nicknamesOf, type Register } from './lexicon.ts'
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
const lettersOf = (word: string): number => {
  let bits = 0
  for (let at = 0; at < word.length; at += 1) bits |= 1 << ((word.charCodeAt(at) - 97) & 31)
  return bits
}

function make(word: string, register: Register): WordForm {
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
  // The article written joined, and left out, is one name: Alhasan, Hasan.
  if (register === 'person')
    for (const form of [...forms]) {
      const found = articleOf.exec(form)
      const bare = found?.[1] ?? found?.[3]
      if (bare !== undefined && !forms.includes(bare)) forms.push(bare)
    }
  if (script === 'Latin' && forms.length > 0) {
    const plain = forms[0] ?? ''
    if (/^[a-z0-9]+$/.test(text)) text = plain
  }
  // A Korean name is told by its spellings; only what is too long for one may be a foreign name.
  const korean = script === 'Hangul' && register === 'person' && text.length <= 4 ? text : null
  const readings = korean !== null && isKoreanName(korean) ? [] : readConsonants(text, script, forms, word)
  const servant =
    register === 'person'
      ? (/^(?:abd|عبد)(.{2,})$/.exec(script === 'Arabic' ? text : (forms[0] ?? ''))?.[1] ?? null)
      : null
  const latin = forms[0] ?? ''
  const classes = script === 'Latin' && register === 'person' ? (chineseSurnameClasses.get(latin) ?? []) : []
  const koreanKeys =
    korean !== null
      ? [...new Set([...hangulKeys(korean), ...forms.map(koreanKey)])]
      : register === 'person' && latin !== '' && latin.length <= 14
        ? [...new Set(forms.map(koreanKey))]
        : []
  return {
    key: `${script} ${text} ${register}`,
    text,
    script,
    mixed,
    forms,
    formCosts: [],
    scheme: script === 'Other' ? otherScript(text) : (schemes[script] ?? null),
    latin,
    readings,
    soundKeys: [...new Set(readings.flatMap(consonantKeys))],
    koreanKeys: [...koreanKeys, ...classes],
    korean: korean === null ? null : hangulSpellings(korean),
    surnames: classes,
    nicknames: register === 'person' ? [...new Set(forms.flatMap((form) => nicknamesOf(form)))] : [],
    known: knownName(forms, register),
    servantOf: servant === null ? null : wordForm(servant, register),
    frequency: Math.max(servant === null ? 0 : servantFrequency, frequencyOf(forms, readings, register)),
    letters: lettersOf(latin === '' ? text : latin),
    digits: /[0-9]/.test(text),
    wildcard: damaged
      ? new RegExp(
          `^${text.replace(/[\ufffd?]+|[.*+^${}()|[\]\\]/g, (part) => (/[\ufffd?]/.test(part) ? '.{1,2}' : `\\${part}`))}$`,
          'u',
        )
      : null,
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

/** What a reading of a word in one language brings. */
export interface WordReading {
  scheme: string
  script: Script
  spellings: readonly Spelling[]
  /** The word in Hangul, where it is read as Korean. */
  hangul: readonly string[]
}
const readingCache = new Map<string, WordForm>()

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
  const latin = forms[0] ?? ''
  const keys = reading.hangul.flatMap(hangulKeys)
  const form: WordForm = {
    key,
    text,
    script: reading.script,
    mixed: false,
    forms,
    formCosts: reading.spellings.map((spelling) => spelling.cost),
    scheme: reading.scheme,
    latin,
    readings: [],
    soundKeys: [],
    koreanKeys: [...new Set(keys)],
    korean:
      reading.hangul.length > 0
        ? new RegExp(reading.hangul.map((hangul) => hangulSpellings(hangul).source).join('|'))
        : null,
    surnames: [],
    nicknames: [],
    servantOf: null,
    known: knownName(forms, 'person'),
    frequency: frequencyOf(forms, [], 'person'),
    letters: lettersOf(latin),
    digits: false,
    wildcard: null,
  }
  if (readingCache.size >= cacheSize) readingCache.clear()
  readingCache.set(key, form)
  return form
}

/** A Latin word with one more spelling, of another romanisation, at a cost in nats. */
export function withSpelling(form: WordForm, { text, cost }: Spelling, scheme: string): WordForm {
  const key = `${scheme} ${form.key} ${text}${cost.toFixed(2)}`
  const known = readingCache.get(key)
  if (known) return known
  const made: WordForm = {
    ...form,
    key,
    forms: [...form.forms, text],
    formCosts: [...form.forms.map((_, at) => form.formCosts[at] ?? 0), cost],
    scheme,
    // A name of known syllables is told by its letters: what merely sounds like it does not make it common.
    frequency: Math.min(form.frequency, frequencyOf(form.forms, [], 'person')),
  }
  if (readingCache.size >= cacheSize) readingCache.clear()
  readingCache.set(key, made)
  return made
}

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
