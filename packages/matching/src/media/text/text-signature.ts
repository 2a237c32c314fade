import { sha256 } from '../../digests/sha256.ts'
import { takeOutUrls } from '../url/find-urls.ts'
import { sketch } from './kernel.ts'
import { normaliseWords } from './normalise-text.ts'
import { shingleRule } from './shingles.ts'

/** By what a text is found again. All but `urls` is of the normalised text. */
export interface TextSignature {
  /** SHA-256 of its UTF-8: equal for texts that differ in nothing that is compared. */
  sha256: string
  codePoints: number
  scripts: string[]
  /** Code points of a shingle, and how many different shingles; 0 of a text too short for them. */
  shingleSize: 2 | 4
  shingles: number
  /** 32 hexadecimal digits, and 128 minima; null of a text too short: under 40 code points, of Han, kana or Hangul under 16. */
  simhash: string | null
  minhash: BigUint64Array | null
  /** The addresses in the text, as written. */
  urls: string[]
}

/** What a text is found again by, exactly or nearly, in any script. Requirements, content 3.8. */
export function textSignature(text: string): TextSignature {
  const { text: words, urls } = takeOutUrls(text)
  const normal = normaliseWords(words)
  const codePoints = countPoints(normal)
  const { size, fewest } = shingleRule(normal)
  const made = codePoints < fewest ? null : sketch(normal, size)
  return {
    sha256: sha256(normal),
    codePoints,
    scripts: scriptsOf(normal),
    shingleSize: size,
    shingles: made?.shingles ?? 0,
    simhash: made?.simhash ?? null,
    minhash: made?.minhash ?? null,
    urls: urls.map(({ literal }) => literal),
  }
}

function countPoints(text: string): number {
  let points = 0
  for (const _ of text) points += 1
  return points
}

const scriptNames = [
  'Latin',
  'Arabic',
  'Cyrillic',
  'Greek',
  'Hebrew',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
  'Tibetan',
  'Georgian',
  'Armenian',
  'Ethiopic',
  'Thaana',
  'Syriac',
  'Mongolian',
] as const
const tests = scriptNames.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const)

/** The scripts whose letters a text has, by their Unicode names; `Other` for a letter of none that is known here. */
function scriptsOf(text: string): string[] {
  if (/^[\x00-\x7f]*$/.test(text)) return /[a-z]/i.test(text) ? ['Latin'] : []
  const found: string[] = tests.filter(([, test]) => test.test(text)).map(([name]) => name)
  return found.length === 0 && /\p{L}/u.test(text) ? ['Other'] : found
}
