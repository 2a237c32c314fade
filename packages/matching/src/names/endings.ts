/** Letters that a word has at least when it is another one but for its ending. */
export const stemFrom = 5

// Endings that one family name takes with the sex of its bearer, or with the language of the document (matching.md 3.4), both ways.
const pairs: readonly (readonly [string, string])[] = [
  ['ov', 'ova'],
  ['ev', 'eva'],
  ['in', 'ina'],
  // Czech and Slovak.
  ['', 'ova'],
  // Greek.
  ['os', 'ou'],
  ['is', 'i'],
  // Lithuanian, and any name in Lithuanian or Latvian.
  ['as', 'iene'],
  ['as', 'aite'],
  ['is', 'yte'],
  ['us', 'iene'],
  ['', 'as'],
  ['', 'us'],
]
const slavic = /^(.+sk)(?:aya|aia|aja|a|yy|yi|ii|iy|ij|y|i)$/
const any = /(?:ova|ov|eva|ev|ina|in|os|ou|is|i|as|us|iene|aite|yte)$/

/** What is left of a word without such an ending: words that differ by their ending only have it in common. Others may too: see `differByEnding`. */
export function stemOf(latin: string): string {
  if (latin.length < stemFrom) return latin
  const adjective = slavic.exec(latin)
  if (adjective) return adjective[1] ?? latin
  // One ending may stand behind another: Putinas.
  let stem = latin
  for (let shorter = stem.replace(any, ''); shorter !== stem && shorter.length >= 3; shorter = stem.replace(any, ''))
    stem = shorter
  return stem
}

/** Whether two Latin words are one family name with the ending of a man's and a woman's, or of two languages. */
export function differByEnding(a: string, b: string): boolean {
  if (a === b || a.length < stemFrom || b.length < stemFrom || stemOf(a) !== stemOf(b)) return false
  const one = slavic.exec(a)
  if (one) return slavic.test(b)
  return pairs.some(([x, y]) => fits(a, x, b, y) || fits(b, x, a, y))
}
// Five letters stand before an ending that is left out altogether: Antonas is Anton, but Jonas is not Jon.
const fits = (a: string, x: string, b: string, y: string): boolean =>
  a.endsWith(x) &&
  b.endsWith(y) &&
  a.slice(0, a.length - x.length) === b.slice(0, b.length - y.length) &&
  (x !== '' || a.length >= 5)

/** Endings that only family names have: two of them are one name though each is well known. */
export const isFamilyEnding = (latin: string): boolean => /(?:ova|eva|skaya|skaia|skaja|ska|aite|iene|yte)$/.test(latin)
