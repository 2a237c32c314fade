import { arabicForms } from '../tables/arabic-forms.ts'
import { alikeLetters, cyrillicOfLatin, latinOfCyrillic } from '../tables/look-alikes.ts'
import { takeOutUrls } from '../url/find-urls.ts'

// The patterns limit repetitions, because V8 stores a backtracking position for every letter of a repetition and fails after a few million letters.
const plain = /^[\x20-\x7e\t\r\n]*$/
/** Matches invisible characters: format characters, variation selectors, tatweel. */
const invisible = /\p{Cf}|\p{Variation_Selector}|\u0640/gu
const marked =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])(\p{Mn}{1,9999})/gu
const shortI = 'и'
const breve = '\u0306'
const arabic = new RegExp(`[${[...arabicForms.keys()].join('')}]`, 'gu')
const otherDigit = /(?![0-9])\p{Nd}/gu
const [latinLetters, cyrillicLetters] = [/\p{Script=Latin}/gu, /\p{Script=Cyrillic}/gu]
const anyWord = /[\p{L}\p{M}]{1,9999}/gu
const thrice = /(\p{L})\1\1/u
/** Matches marks without a letter before them. Marks after a letter remain here only in scripts whose marks act as letters. */
const strayMarks = /(?<![\p{L}\p{M}])\p{M}{1,9999}/gu
const between = /[^\p{L}\p{N}\p{M}]{1,9999}/gu

/**
 * Normalises a text in any script for comparison: removes invisible characters, case, diacritics, punctuation and addresses; replaces look-alikes,
 * variant letters and digits; shortens repeated letters to two. The result has words separated by single spaces.
 */
export function normaliseText(text: string): string {
  return normaliseWords(takeOutUrls(text).text)
}

/** Normalises a text like `normaliseText`; the caller has already removed its addresses. */
export function normaliseWords(text: string): string {
  const words = plain.test(text) ? text.toLowerCase() : foldLetters(text)
  const short = thrice.test(words) ? shortenRuns(words) : words
  return short.replace(strayMarks, ' ').replace(between, ' ').replace(/ {2,}/g, ' ').trim()
}

/** Shortens three or more equal letters in sequence to two. */
function shortenRuns(text: string): string {
  let [shortened, last, run] = ['', '', 0]
  for (const letter of text) {
    run = letter === last ? run + 1 : 1
    last = letter
    if (run < 3 || !/\p{L}/u.test(letter)) shortened += letter
  }
  return shortened
}

function foldLetters(text: string): string {
  const folded = text
    .normalize('NFKC')
    .replace(invisible, '')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFD')
    .replace(marked, (_, letter: string, marks: string) =>
      letter === shortI && marks.includes(breve) ? letter + breve : letter,
    )
    .normalize('NFC')
    .replace(arabic, (letter) => arabicForms.get(letter)!)
    .replace(otherDigit, asciiDigit)
  const mixed = folded.search(latinLetters) >= 0 && folded.search(cyrillicLetters) >= 0
  return mixed ? folded.replace(anyWord, oneScript) : folded
}

/** Converts a digit of any script to ASCII. The ten digits of a script are consecutive code points. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0)!
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before += 1
  return String(before % 10)
}

/**
 * Converts the look-alike letters of a word that mixes Latin and Cyrillic to one script. That is the script of more letters; if both have as many,
 * the script with more letters that have no look-alike; if these are equal too, Latin. Returns all other words unchanged.
 */
function oneScript(word: string): string {
  const latin = word.match(latinLetters) ?? []
  const cyrillic = word.match(cyrillicLetters) ?? []
  if (latin.length === 0 || cyrillic.length === 0) return word
  const more = latin.length - cyrillic.length || ownLetters(latin) - ownLetters(cyrillic)
  const lookAlikes = more >= 0 ? latinOfCyrillic : cyrillicOfLatin
  return [...word].map((letter) => lookAlikes.get(letter) ?? letter).join('')
}

const ownLetters = (letters: readonly string[]): number => letters.filter((letter) => !alikeLetters.has(letter)).length
