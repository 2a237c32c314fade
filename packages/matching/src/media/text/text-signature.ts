import { sha256 } from '../sha256.ts'
import { takeOutUrls } from '../url/find-urls.ts'
import { sketch } from './kernel.ts'
import { normaliseWords } from './normalise-text.ts'
import { scriptsOf } from './scripts.ts'
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
