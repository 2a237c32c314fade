/** The least length at which two words that differ only by their ending may be one name. */
export const stemFrom = 5

// Pairs of endings that one family name can have. The bearer's sex or the document's language determines the ending. Each pair applies both ways.
const pairs: readonly (readonly [string, string])[] = [
  ['ov', 'ova'],
  ['ev', 'eva'],
  ['in', 'ina'],
  // Czech and Slovak.
  ['', 'ova'],
  // Greek.
  ['os', 'ou'],
  ['is', 'i'],
  // Lithuanian names, and names of any origin as Lithuanian and Latvian write them.
  ['as', 'iene'],
  ['as', 'aite'],
  ['is', 'yte'],
  ['us', 'iene'],
  ['', 'as'],
  ['', 'us'],
]
const adjectives = ['aya', 'aia', 'aja', 'a', 'yy', 'yi', 'ii', 'iy', 'ij', 'y', 'i']
const familyEndings = ['ova', 'eva', 'skaya', 'skaia', 'skaja', 'ska', 'aite', 'iene', 'yte']

// The endings by their last letter, the longest ending first.
const endingsByLast: readonly (readonly string[])[] = (() => {
  const lists: string[][] = Array.from({ length: 26 }, () => [])
  const all = 'ova ov eva ev ina in os ou is i as us iene aite yte'.split(' ').sort((a, b) => b.length - a.length)
  for (const ending of all) lists[ending.charCodeAt(ending.length - 1) - 0x61]?.push(ending)
  return lists
})()
const none: readonly string[] = []

/** Returns the place of the ending of a Slavic adjective, after its `sk`; -1 where the word is not one. */
function adjectiveEnd(latin: string): number {
  const last = latin.charCodeAt(latin.length - 1)
  if (last !== 0x61 && last !== 0x69 && last !== 0x6a && last !== 0x79) return -1
  for (const ending of adjectives) {
    const at = latin.length - ending.length
    if (at >= 3 && latin.startsWith('sk', at - 2) && latin.endsWith(ending)) return at
  }
  return -1
}

/**
 * Removes the endings of family names from a word. Words that differ only by their ending have one stem. Other words may share a stem too, so check
 * such words with `differByEnding`.
 */
export function stemOf(latin: string): string {
  if (latin.length < stemFrom) return latin
  const adjective = adjectiveEnd(latin)
  if (adjective >= 0) return latin.slice(0, adjective)
  // One ending may follow another: Putinas.
  let length = latin.length
  for (;;) {
    const endings = endingsByLast[latin.charCodeAt(length - 1) - 0x61] ?? none
    let size = 0
    for (let at = 0; at < endings.length && size === 0; at += 1) {
      const ending = endings[at] ?? ''
      if (ending.length <= length && latin.startsWith(ending, length - ending.length)) size = ending.length
    }
    if (size === 0 || length - size < 3) return length === latin.length ? latin : latin.slice(0, length)
    length -= size
  }
}

/** Checks whether two Latin words are one family name with a male and a female ending, or with the endings of two languages. */
export function differByEnding(a: string, b: string): boolean {
  if (a.length < stemFrom || b.length < stemFrom) return false
  // A stem has at least three letters.
  if (a.charCodeAt(0) !== b.charCodeAt(0) || a.charCodeAt(1) !== b.charCodeAt(1)) return false
  if (a.charCodeAt(2) !== b.charCodeAt(2) || a === b || stemOf(a) !== stemOf(b)) return false
  if (adjectiveEnd(a) >= 0) return adjectiveEnd(b) >= 0
  return pairs.some(([x, y]) => fits(a, x, b, y) || fits(b, x, a, y))
}
// A word without an ending has at least five letters: Antonas is Anton, but Jonas is not Jon.
const fits = (a: string, x: string, b: string, y: string): boolean =>
  a.endsWith(x) &&
  b.endsWith(y) &&
  a.slice(0, a.length - x.length) === b.slice(0, b.length - y.length) &&
  (x !== '' || a.length >= 5)

/** Returns whether a word has an ending that only family names have. Two such words may be one name although each is a common name. */
export const isFamilyEnding = (latin: string): boolean => familyEndings.some((ending) => latin.endsWith(ending))
