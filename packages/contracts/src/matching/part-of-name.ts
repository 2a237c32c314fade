const wordsOf = (name: string): string[] =>
  name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .split(/[\s\p{P}]+/u)
    .filter((word) => word !== '')

/**
 * Tests whether every word of a name occurs in a longer name, in any order, ignoring case and accents. A word that occurs
 * twice must occur twice. Equal names are no part of each other. It reads at most 100 words of each name.
 */
export function isPartOfName(part: string, whole: string): boolean {
  const [few, many] = [wordsOf(part).slice(0, 100), wordsOf(whole).slice(0, 100)]
  if (few.length === 0 || few.length >= many.length) return false
  const left = [...many]
  return few.every((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}
