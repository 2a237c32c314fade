import { cantoneseFinals, cantoneseInitials, cantoneseSyllables } from '../../tables/cantonese-spellings.ts'
import { furtherHanSurnames, hangulSurnames, hanSurnames } from '../../tables/east-asian-surnames.ts'
import { readHangul } from '../scripts/read-hangul.ts'
import { japaneseForms } from '../scripts/romanise-kana.ts'
import { scriptOf } from '../scripts/script.ts'
import { characterReadings, foldHan } from './han-readings.ts'
import { isJapaneseSurname, japaneseSounds, splitJapanese } from './japanese-readings.ts'
import { wadeGiles } from './wade-giles.ts'

export type HanScheme = 'pinyin' | 'wade-giles' | 'cantonese' | 'korean' | 'hepburn'
export interface Spelling {
  text: string
  /** In nats. */
  cost: number
}
export interface HanWord {
  readonly raw: string
  readonly role: 'family' | 'given'
  readonly spellings: readonly Spelling[]
  /** The Korean readings in Hangul. */
  readonly hangul: readonly string[]
}
/** A name in Han characters as one language reads it. */
interface HanReading {
  scheme: HanScheme
  words: HanWord[]
}

const surnames = new Map<string, readonly string[]>()
for (const line of hanSurnames) {
  const [letters = '', ...forms] = line.split(' ')
  surnames.set(letters, forms)
}
const koreanSurnames = new Map<string, readonly string[]>()
for (const line of hangulSurnames) {
  const [letters = '', ...forms] = line.split(' ')
  koreanSurnames.set(letters, forms)
}
const han = /\p{Script=Han}/u
const mostSpellings = 24
const dearest = 2.4
const mostLetters = 6

/** Maps a Latin spelling to the Chinese family names, in characters, that it can stand for. */
export const chineseSurnameClasses: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>()
  for (const [letters, forms] of surnames)
    for (const form of forms) {
      const list = found.get(form)
      if (list) list.push(letters)
      else found.set(form, [letters])
    }
  return found
})()

const isChineseSurname = (written: string): boolean => {
  const folded = foldHan(written)
  return surnames.has(folded) || ([...folded].length === 1 && furtherHanSurnames.includes(folded))
}

// Few words make up many names, so their spellings are cached, for at most 20,000 words.
const mostWords = 20_000
const wordsRead = new Map<string, HanWord>()
function readOnce(
  scheme: HanScheme,
  raw: string,
  role: HanWord['role'],
  read: () => Omit<HanWord, 'raw' | 'role'>,
): HanWord {
  const key = `${scheme} ${role} ${raw}`
  const known = wordsRead.get(key)
  if (known !== undefined) return known
  const word = { raw, role, ...read() }
  if (wordsRead.size >= mostWords) wordsRead.clear()
  wordsRead.set(key, word)
  return word
}

// Combines the readings of the characters. The first reading of each character costs nothing.
function combine(written: string, readings: (letter: string) => readonly Spelling[]): Spelling[] {
  let all: Spelling[] = [{ text: '', cost: 0 }]
  for (const letter of written) {
    const own = readings(letter)
    if (own.length === 0) return []
    all = all
      .flatMap((before) => own.map((next) => ({ text: before.text + next.text, cost: before.cost + next.cost })))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, mostSpellings)
  }
  return all
}
const costed = (forms: readonly string[], step: number): Spelling[] =>
  forms.map((text, rank) => ({ text, cost: rank === 0 ? 0 : step }))
function distinct(spellings: readonly Spelling[], base: number): Spelling[] {
  const best = new Map<string, number>()
  for (const { text, cost } of spellings)
    if (text !== '') best.set(text, Math.min(cost + base, best.get(text) ?? Number.POSITIVE_INFINITY))
  return [...best].map(([text, cost]) => ({ text, cost })).sort((a, b) => a.cost - b.cost)
}

/** Caches the spellings of each character. The number of characters bounds the cache. */
function spelledOnce(spell: (letter: string) => readonly Spelling[]): (letter: string) => readonly Spelling[] {
  const known = new Map<string, readonly Spelling[]>()
  return (letter) => {
    let spellings = known.get(letter)
    if (spellings === undefined) {
      spellings = spell(letter)
      known.set(letter, spellings)
    }
    return spellings
  }
}
/** Parses a table of spellings. Its items are separated by `;` and begin with the sound; `-` is the empty text. */
const readSpellings = (table: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    table.split(/\s*;\s*/).map((item) => {
      const [sound = '', ...spellings] = item.split(' ')
      return [sound === '-' ? '' : sound, spellings.map((spelling) => (spelling === '-' ? '' : spelling))]
    }),
  )
const initials = readSpellings(cantoneseInitials)
const finals = readSpellings(cantoneseFinals)
const syllables = readSpellings(cantoneseSyllables)

/** Returns the usual Latin spellings of a Cantonese syllable in Jyutping without tone: `koeng` gives keung and keong. */
export function cantoneseForms(jyutping: string): readonly string[] {
  const known = syllables[jyutping]
  if (known) return known
  const initial = /^(?:ng|gw|kw|[bpmfdtnlgkhwzcsj])?/.exec(jyutping)?.[0] ?? ''
  const heads = initials[initial] ?? []
  const ends = finals[jyutping.slice(initial.length)] ?? []
  return ends.flatMap((end) => heads.map((head) => head + end))
}
const pinyinOf = spelledOnce((letter) =>
  costed(characterReadings(letter, 'pinyin'), 1).flatMap(({ text, cost }) =>
    text.includes('v')
      ? ['v', 'yu', 'u'].map((vowel, rank) => ({ text: text.replace('v', vowel), cost: cost + rank * 0.1 }))
      : [{ text, cost }],
  ),
)
const wadeGilesOf = spelledOnce((letter) =>
  costed(characterReadings(letter, 'pinyin'), 1).map(({ text, cost }) => ({ text: wadeGiles(text), cost })),
)
const cantoneseOf = spelledOnce((letter) =>
  costed(characterReadings(letter, 'jyutping'), 0.6).flatMap(({ text, cost }) =>
    cantoneseForms(text)
      .slice(0, 4)
      .map((form, rank) => ({ text: form, cost: cost + rank * 0.15 })),
  ),
)

function chineseFamily(written: string, scheme: HanScheme): Spelling[] {
  const [mandarin, ...others] = surnames.get(foldHan(written)) ?? []
  // An emigrated family keeps the Latin spelling of its name, whatever the language of the given name.
  const abroad = others.map((text) => ({ text, cost: 0.3 }))
  if (scheme === 'cantonese')
    return distinct([...combine(written, cantoneseOf), ...abroad.map((item) => ({ ...item, cost: 0 }))], 0)
  if (scheme === 'wade-giles')
    return distinct(
      mandarin === undefined ? combine(written, wadeGilesOf) : [{ text: wadeGiles(mandarin), cost: 0 }, ...abroad],
      0,
    )
  return distinct(mandarin === undefined ? combine(written, pinyinOf) : [{ text: mandarin, cost: 0 }, ...abroad], 0)
}

function chinese(
  family: string,
  given: string,
  scheme: 'pinyin' | 'wade-giles' | 'cantonese',
  base: number,
): HanWord[] {
  const of = { pinyin: pinyinOf, 'wade-giles': wadeGilesOf, cantonese: cantoneseOf }[scheme]
  return [
    readOnce(scheme, family, 'family', () => ({ spellings: chineseFamily(family, scheme), hangul: [] })),
    readOnce(scheme, given, 'given', () => ({ spellings: distinct(combine(given, of), base), hangul: [] })),
  ]
}

function hangulOf(written: string): string[] {
  let all = ['']
  for (const letter of written) {
    const own = characterReadings(letter, 'hangul').slice(0, 2)
    if (own.length === 0) return []
    all = all.flatMap((before) => own.map((syllable) => before + syllable)).slice(0, 4)
  }
  return all
}
function koreanFamily(family: string): HanWord {
  return readOnce('korean', family, 'family', () => {
    const hangul = hangulOf(family).filter((one) => koreanSurnames.has(one))
    const forms = hangul.flatMap((one) => costed(koreanSurnames.get(one) ?? [], 0))
    return { spellings: distinct(forms, 0), hangul }
  })
}
function koreanGiven(given: string): HanWord {
  return readOnce('korean', given, 'given', () => {
    const hangul = hangulOf(given)
    const forms = hangul.map((one) => ({ text: readHangul(one), cost: 0 }))
    return { spellings: distinct(forms, 0.4), hangul }
  })
}

/** Reads a word in Japanese. `own` is the cost of a reading in a dictionary, `guessed` the cost of a reading by characters. */
function japaneseWord(raw: string, role: HanWord['role'], own: number, guessed: number): HanWord {
  return readOnce('hepburn', raw, role, () => {
    const { sounds, known } = japaneseSounds(raw, role)
    const forms = sounds.flatMap(({ text, cost }) =>
      japaneseForms(text)
        .slice(0, known ? undefined : 2)
        // The rarer a reading, the higher its cost, up to a limit.
        .map((form) => ({ text: form, cost: Math.min(cost, dearest) })),
    )
    return { spellings: distinct(forms, known ? own : guessed), hangul: [] }
  })
}
const japanese = (family: string, given: string): HanWord[] => [
  japaneseWord(family, 'family', 0, 0.3),
  japaneseWord(given, 'given', 0.1, 0.1),
]

// Divides a name into family and given name. In a single word the family name comes first; among several words it is a known family name.
function divide(
  tokens: readonly string[],
  familyFirst: boolean,
  isFamily: (written: string) => boolean,
  end: (letters: readonly string[]) => number,
): [string, string][] {
  const [first = '', ...rest] = tokens
  if (rest.length === 0) {
    const letters = [...first]
    const size = letters.length === 1 ? 1 : end(letters)
    return [[letters.slice(0, size).join(''), letters.slice(size).join('')]]
  }
  const last = rest.at(-1) ?? ''
  const forwards: [string, string] = [first, rest.join('')]
  const backwards: [string, string] = [last, tokens.slice(0, -1).join('')]
  if (familyFirst || (isFamily(first) && !isFamily(last))) return [forwards]
  if (isFamily(last)) return isFamily(first) ? [forwards, backwards] : [backwards]
  return [forwards]
}

/**
 * Reads a name in Han characters, with or without kana, in Mandarin (Pinyin and Wade-Giles), Cantonese, Korean and Japanese. Each reading divides the
 * name into family and given name. Returns an empty list where the text is not such a name.
 */
export function readHanName(text: string): HanReading[] {
  if (!han.test(text)) return []
  const familyFirst = /[,，、]/.test(text)
  const tokens = text.split(/[\s,，、・·]+/).filter((token) => token !== '')
  const letters = tokens.join('')
  if (tokens.length > 3 || [...letters].length > mostLetters + 2 || !han.test(letters)) return []
  if (!/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(letters)) return []
  const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letters)
  const found: HanReading[] = []
  const add = (scheme: HanScheme, words: HanWord[]): void => {
    const written = words.filter((word) => word.raw !== '')
    if (written.every((word) => word.spellings.length > 0)) found.push({ scheme, words: written })
  }
  const twoLetters = (all: readonly string[]): number =>
    all.length > 2 && isChineseSurname(all.slice(0, 2).join('')) ? 2 : 1
  if (!kana && [...letters].length <= mostLetters)
    for (const [family, given] of divide(tokens, familyFirst, isChineseSurname, twoLetters)) {
      add('pinyin', chinese(family, given, 'pinyin', 0))
      add('cantonese', chinese(family, given, 'cantonese', 0.2))
      add('wade-giles', chinese(family, given, 'wade-giles', 0.3))
      const koreanName = koreanFamily(family)
      if (koreanName.hangul.length > 0) add('korean', [koreanName, koreanGiven(given)])
    }
  if ([...letters].length > 1)
    for (const [family, given] of divide(tokens, familyFirst, isJapaneseSurname, splitJapanese))
      add('hepburn', japanese(family, given))
  return found
}

/**
 * Splits an unspaced Han or Hangul name of two to four characters into family and given name. The family name comes first and has one character, or
 * two where it is a known one. Returns other texts whole.
 */
export function splitCharacters(text: string): string[] {
  const { script } = scriptOf(text)
  if ((script !== 'Han' && script !== 'Hangul') || /\s/.test(text)) return [text]
  const letters = [...text]
  if (letters.length < 2 || letters.length > 4) return [text]
  const start = (size: number): string => letters.slice(0, size).join('')
  const known = (size: number): boolean =>
    script === 'Han' ? surnames.has(foldHan(start(size))) : koreanSurnames.has(start(size))
  const size = letters.length > 2 && known(2) ? 2 : 1
  // A Hangul word that does not begin with a family name is a given name or a foreign name.
  return script === 'Hangul' && !known(size) ? [text] : [start(size), letters.slice(size).join('')]
}
