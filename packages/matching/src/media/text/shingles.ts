const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** How many code points a shingle of a normalised text has, and how many the text needs to be compared by more than equality. Content 3.8. */
export function shingleRule(normal: string): { size: 2 | 4; fewest: 16 | 40 } {
  const dense = /[^\x00-\u02ff]/.test(normal) ? (normal.match(eastAsian)?.length ?? 0) : 0
  if (dense === 0) return { size: 4, fewest: 40 }
  const letters = normal.match(/\p{L}/gu)?.length ?? 0
  return dense >= 0.3 * letters ? { size: 2, fewest: 16 } : { size: 4, fewest: 40 }
}

/** What is made of a text's shingles: SimHash as 32 hexadecimal digits (bit 127 first), 128 minima, how many there are. */
export interface Sketch {
  shingles: number
  simhash: string
  minhash: BigUint64Array
}

const word = (value: number): string => (value >>> 0).toString(16).padStart(8, '0')

/** SimHash of the counts of each bit among so many shingles: 1 where more have it than not. */
export function simhashText(counts: ArrayLike<number>, shingles: number): string {
  const words = [0, 0, 0, 0]
  for (let bit = 0; bit < 128; bit += 1) if (2 * counts[bit]! > shingles) words[bit >> 5]! |= 1 << (bit & 31)
  return words.reverse().map(word).join('')
}
