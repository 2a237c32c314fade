import { arabicForms } from '../tables/arabic-forms.ts'
import { alikeLetters, cyrillicOfLatin, latinOfCyrillic } from '../tables/look-alikes.ts'
import { takeOutUrls } from '../url/find-urls.ts'

// Runs are bounded: V8 keeps a place to come back to for every letter of a run, and gives up after some millions.
const plain = /^[\x20-\x7e\t\r\n]*$/
/** Format characters, variation selectors, tatweel: nothing of them is seen. */
const unseen = /\p{Cf}|\p{Variation_Selector}|\u0640/gu
const marked =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])(\p{Mn}{1,9999})/gu
const shortI = 'и'
const breve = '\u0306'
const arabic = new RegExp(`[${[...arabicForms.keys()].join('')}]`, 'gu')
const otherDigit = /(?![0-9])\p{Nd}/gu
const [latinLetters, cyrillicLetters] = [/\p{Script=Latin}/gu, /\p{Script=Cyrillic}/gu]
const anyWord = /[\p{L}\p{M}]{1,9999}/gu
const thrice = /(\p{L})\1\1/u
/** Marks that are left belong to a letter of a script whose marks are letters in effect; others stand for nothing. */
const strayMarks = /(?<![\p{L}\p{M}])\p{M}{1,9999}/gu
const between = /[^\p{L}\p{N}\p{M}]{1,9999}/gu

/**
 * The form in which texts are compared: what is seen, without case, diacritics, look-alikes, repeated letters, punctuation and addresses, in any
 * script. Requirements, content 3.8, Normalise.
 */
export function normaliseText(text: string): string {
  return normaliseWords(takeOutUrls(text).text)
}

/** As `normaliseText`, of a text whose addresses are out already. */
export function normaliseWords(text: string): string {
  const words = plain.test(text) ? text.toLowerCase() : foldLetters(text)
  const short = thrice.test(words) ? shortenRuns(words) : words
  return short.replace(strayMarks, ' ').replace(between, ' ').replace(/ {2,}/g, ' ').trim()
}

/** Of three or more of one letter, two. */
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
    .replace(unseen, '')
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

/** Digits of a script stand in a row of ten, from zero on. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0)!
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before += 1
  return String(before % 10)
}

/**
 * A word; where Latin and Cyrillic letters are mixed in it, with the look-alikes of the fewer written as the more. Of as many, the script counts that has
 * more letters which look like none of the other; then Latin.
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
