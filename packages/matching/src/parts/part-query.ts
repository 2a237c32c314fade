import { readConsonants } from '../names/consonants.ts'
import { arabicLetters, hebrewLetters, latinConsonants } from '../tables/consonant-letters.ts'
import { hanSpellings, type PartWord, splitPartWords } from './part-words.ts'

/** The kind of script of a word in the index: Latin letters and digits, Arabic and Hebrew, or any other. */
export type Book = 'latin' | 'abjad' | 'other'
/** A part of a word, as text or as an expression with the flag `g`. */
export interface Pattern {
  book: Book
  part: string | RegExp
}
/** Alternatives; each is a list of words, all of which a row must have; each word is a list of patterns, one of which fits. */
export type PartQuery = readonly (readonly (readonly Pattern[])[])[]

/** A query of more words is one that no name fits; the longest of them are enough. */
const mostWords = 8
const mostReadings = 4
const mostSpellings = 2
/** Fewer consonants fit too many words: then the whole word must fit. */
const fewConsonants = 2
const mostConsonants = 12

/**
 * Reads a search for parts of words. Each word of the text fits a word that contains it, in its own script or in another
 * one: Latin letters are compared with the spellings of other scripts, and Arabic and Hebrew, which write no short vowels,
 * by consonants.
 */
export function readPartQuery(text: string): PartQuery {
  const words = splitPartWords(text)
    .sort((a, b) => b.text.length - a.text.length)
    .slice(0, mostWords)
  if (words.length === 0) return valueQuery(text)
  const direct = words.map(patternsOf)
  const alternatives: (readonly Pattern[])[][] = [direct]
  if (words.some(({ script }) => script === 'Han'))
    for (const all of hanSpellings(text).slice(0, mostReadings)) {
      const reading = all.map((spellings) => spellings.slice(0, mostSpellings))
      // A syllable is short, so it must begin a word; all together may stand inside one.
      alternatives.push(reading.map((spellings) => spellings.map((part) => ({ book: 'latin', part: `\n${part}` }))))
      if (reading.length > 1) alternatives.push([joined(reading).map((part) => ({ book: 'latin', part }))])
    }
  return [...alternatives.filter((list) => list.every((patterns) => patterns.length > 0)), ...valueQuery(text)]
}

/** Joins each spelling of the words with each of the next. */
const joined = (reading: readonly (readonly string[])[]): string[] =>
  reading.reduce<string[]>((all, spellings) => all.flatMap((before) => spellings.map((part) => before + part)), [''])

/** Finds the text as one piece of a value such as a web address. */
function valueQuery(text: string): PartQuery {
  const part = text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')
  if (part.length < 3 || /^[\p{L}\p{N}\p{M}]*$/u.test(part)) return []
  return [[[{ book: 'other', part }]]]
}

/** Returns the patterns of one word of a search, for each kind of script. */
export function patternsOf({ text, light, script, latin }: PartWord): Pattern[] {
  const own = light === null ? [text] : [text, light]
  if (script === 'Latin' || script === 'None') {
    const across = abjadPattern(text)
    return [
      // A value keeps its signs, so it stands among the other scripts.
      ...[text, ...latin].flatMap((part) => [
        { book: 'latin' as const, part },
        { book: 'other' as const, part },
      ]),
      ...(across === null ? [] : [{ book: 'abjad' as const, part: across }]),
    ]
  }
  if (script === 'Arabic' || script === 'Hebrew') {
    const across = latinPattern(text, script === 'Arabic' ? arabicLetters : hebrewLetters)
    return [
      ...own.map((part) => ({ book: 'abjad' as const, part })),
      ...(across === null ? [] : [{ book: 'latin' as const, part: across }]),
    ]
  }
  return [
    ...own.map((part) => ({ book: 'other' as const, part })),
    ...latin.filter((part) => part.length > 1).map((part) => ({ book: 'latin' as const, part })),
  ]
}

const vowels = '[aeiouyw]'
const weak = '[aeiouywh]*'
const spellings = Object.entries(latinConsonants).flatMap(([spelling, masks]) =>
  masks.length === 1 ? [{ spelling, mask: masks[0] ?? 0 }] : [],
)
const spelledByMask = new Map<number, string>()
/** Returns an expression for the Latin spellings of a consonant, the longest first. */
function spelled(mask: number): string {
  let found = spelledByMask.get(mask)
  if (found === undefined) {
    const fitting = spellings.filter((one) => (one.mask & mask) !== 0).map(({ spelling }) => spelling)
    found = `(?:${fitting.sort((a, b) => b.length - a.length).join('|')})`
    spelledByMask.set(mask, found)
  }
  return found
}

/** Returns an expression for the Latin spellings of a word of Arabic or Hebrew letters; null if none can be read. */
function latinPattern(word: string, table: Readonly<Record<string, number | string>>): RegExp | null {
  let pattern = ''
  let consonants = 0
  let between = ''
  for (const letter of word) {
    const value = table[letter]
    if (value === undefined) continue
    if (typeof value === 'string') {
      between += value
      continue
    }
    // A part of a name is short. A longer expression has too many ways to fit a name made to slow it down.
    if (consonants === mostConsonants) break
    pattern += `${consonants === 0 && between === '' ? '' : gapOf(between)}${spelled(value)}{1,2}`
    consonants += 1
    between = ''
  }
  if (consonants === 0) return null
  return anchored(between === '' ? pattern : pattern + gapOf(between), consonants)
}
/** Returns an expression for vowels and weak letters. No two parts of it fit the same letter, so it fits in one way only. */
function gapOf(letters: string): string {
  if (letters.includes('h')) return `${vowels}*h${weak}`
  return /[aiu]/.test(letters) ? `${vowels}${weak}` : weak
}

const lettersOf = (fits: (value: number | string) => boolean): string =>
  [...Object.entries(arabicLetters), ...Object.entries(hebrewLetters)]
    .filter(([, value]) => fits(value))
    .map(([letter]) => letter)
    .join('')
const hLetters = `[${lettersOf((value) => value === 'h')}]`
const gap = `[${lettersOf((value) => typeof value === 'string')}]*`

/** Returns an expression for the Arabic and Hebrew spellings of a Latin word; null if none can be read. */
function abjadPattern(word: string): RegExp | null {
  const reading = /^[a-z]+$/.test(word) ? readConsonants(word, 'Latin', [word])[0] : undefined
  if (reading === undefined || reading.masks.length === 0) return null
  const parts = reading.masks.map(
    (mask) => `[${lettersOf((value) => typeof value === 'number' && (value & mask) !== 0)}]`,
  )
  if (parts.includes('[]')) return null
  // The matcher counts h among the vowels, but as a first letter it is written.
  const first = reading.gaps[0]?.includes('h') ? `${hLetters}?${gap}` : ''
  return anchored(first + parts.join(gap), parts.length, gap)
}

function anchored(pattern: string, consonants: number, around = weak): RegExp {
  if (consonants >= fewConsonants) return new RegExp(pattern, 'g')
  return new RegExp(`(?<=\\n)${around}${pattern}${around}(?=\\n)`, 'g')
}
