import { foldArabicCompound } from './compounds.ts'
import { foldHan } from './east-asian/han-readings.ts'
import type { Script } from './scripts/script.ts'

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

/** Folds a word in its own script for comparison: lower case, without vowel signs, final and variant letters replaced by the usual ones. */
export function foldWord(word: string, script: Script): string {
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
