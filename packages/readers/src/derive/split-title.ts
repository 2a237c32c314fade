/** A given name without the title at its end. */
export interface SplitName {
  given: string | null
  title: string | null
  /** The rule by which a title was removed; null if none was removed. */
  rule: 'title-after-blank' | 'title-glued' | null
}

const GLUED = ['MSTR', 'MISS', 'MRS', 'MS', 'MR']
const AFTER_BLANK = [...GLUED, 'DR', 'PROF', 'SIR', 'REV', 'CAPT']
const MALE = new Set(['MR', 'MSTR'])
const FEMALE = new Set(['MRS', 'MS', 'MISS'])

/**
 * Removes the title at the end of a given name. A title without a blank before it is removed only if at least two
 * letters remain and the stated sex does not contradict the title. A title at the front is not removed. The result does
 * not contain the literal, so the caller must store it.
 */
export function splitTitle(literal: string | null, sex: string | null): SplitName {
  if (literal === null) return { given: null, title: null, rule: null }
  // The last letter shows for most names that they end in no title, so no strings need to be compared.
  const last = literal.charCodeAt(literal.length - 1) | 32
  if (last !== 0x72 && last !== 0x73 && last !== 0x66 && last !== 0x76 && last !== 0x74) {
    return { given: literal, title: null, rule: null }
  }
  const blank = literal.lastIndexOf(' ')
  if (blank > 0) {
    const word = literal.slice(blank + 1).toUpperCase()
    if (AFTER_BLANK.includes(word)) {
      return { given: literal.slice(0, blank).trimEnd(), title: word, rule: 'title-after-blank' }
    }
  }
  for (const title of GLUED) {
    if (!endsWithTitle(literal, title)) continue
    const rest = literal.slice(0, literal.length - title.length)
    if (letters(rest) >= 2 && !contradicts(title, sex)) return { given: rest.trimEnd(), title, rule: 'title-glued' }
    break
  }
  return { given: literal, title: null, rule: null }
}

/** Returns whether a name ends with a title: `JOMR` and `JoMr` do. In mixed case, a title begins with a capital after a small letter. */
function endsWithTitle(literal: string, title: string): boolean {
  const at = literal.length - title.length
  if (at < 1) return false
  const tail = literal.slice(at)
  if (tail === title) return true
  const before = literal[at - 1]!
  return tail === title[0] + title.slice(1).toLowerCase() && before !== before.toUpperCase()
}

const contradicts = (title: string, sex: string | null): boolean =>
  (sex === 'F' && MALE.has(title)) || (sex === 'M' && FEMALE.has(title))

function letters(text: string): number {
  let count = 0
  for (const char of text) if (/\p{L}/u.test(char)) count++
  return count
}
