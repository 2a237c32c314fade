const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/**
 * Returns the number of code points per shingle of a normalised text, and the least length of a text that has a sketch. Shorter texts are only
 * compared by equality. Both numbers are smaller for Han, kana and Hangul.
 */
export function shingleRule(normal: string): { size: 2 | 4; fewest: 16 | 40 } {
  const dense = /[^\x00-\u02ff]/.test(normal) ? (normal.match(eastAsian)?.length ?? 0) : 0
  if (dense === 0) return { size: 4, fewest: 40 }
  const letters = normal.match(/\p{L}/gu)?.length ?? 0
  return dense >= 0.3 * letters ? { size: 2, fewest: 16 } : { size: 4, fewest: 40 }
}

/** The sketch of a text: the number of different shingles, SimHash as 32 hexadecimal digits (bit 127 first), and the 128 minima of MinHash. */
export interface Sketch {
  shingles: number
  simhash: string
  minhash: BigUint64Array
}

const word = (value: number): string => (value >>> 0).toString(16).padStart(8, '0')

/** Writes a SimHash. `counts` states for each bit how many of the shingles have it; the bit is 1 where more than half do. */
export function simhashText(counts: ArrayLike<number>, shingles: number): string {
  const words = [0, 0, 0, 0]
  for (let bit = 0; bit < 128; bit += 1) if (2 * counts[bit]! > shingles) words[bit >> 5]! |= 1 << (bit & 31)
  return words.reverse().map(word).join('')
}
