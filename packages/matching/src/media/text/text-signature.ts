import { sha256 } from '../../digests/sha256.ts'
import { takeOutUrls } from '../url/find-urls.ts'
import { sketch } from './kernel.ts'
import { normaliseWords } from './normalise-text.ts'
import { shingleRule } from './shingles.ts'

/** The signature by which a text is found again. All but `urls` is computed from the normalised text. */
export interface TextSignature {
  /** SHA-256 of the normalised text in UTF-8. */
  sha256: string
  codePoints: number
  scripts: string[]
  /** The number of code points per shingle. */
  shingleSize: 2 | 4
  /** The number of different shingles; 0 for a text that is too short. */
  shingles: number
  /** The SimHash in 32 hexadecimal digits; null for a text under 40 code points, or under 16 in Han, kana or Hangul. */
  simhash: string | null
  /** The 128 minima of MinHash; null where `simhash` is null. */
  minhash: BigUint64Array | null
  /** The addresses in the text, as written. */
  urls: string[]
}

/** Computes the signature by which a text in any script is found again, exactly or nearly. */
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

/** Lists the scripts of a text by their Unicode names; `Other` where all letters of the text are in scripts that this module does not name. */
function scriptsOf(text: string): string[] {
  if (/^[\x00-\x7f]*$/.test(text)) return /[a-z]/i.test(text) ? ['Latin'] : []
  const found: string[] = tests.filter(([, test]) => test.test(text)).map(([name]) => name)
  return found.length === 0 && /\p{L}/u.test(text) ? ['Other'] : found
}
