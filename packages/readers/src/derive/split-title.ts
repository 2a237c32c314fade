/** What a given name is without the title at its end (travel.md 3.5.6). */
export interface SplitName {
  given: string | null
  title: string | null
  /** null: nothing was taken away. */
  rule: 'title-after-blank' | 'title-glued' | null
}

const GLUED = ['MSTR', 'MISS', 'MRS', 'MS', 'MR']
const AFTER_BLANK = [...GLUED, 'DR', 'PROF', 'SIR', 'REV', 'CAPT']
const MALE = new Set(['MR', 'MSTR'])
const FEMALE = new Set(['MRS', 'MS', 'MISS'])

/**
 * Takes the title off the end of a given name: after a blank, or glued to it when at least two letters remain and the
 * stated sex does not contradict. Never from the front; the literal is kept elsewhere.
 */
export function splitTitle(literal: string | null, sex: string | null): SplitName {
  if (literal === null) return { given: null, title: null, rule: null }
  // The last letter rules out nearly every name before anything is compared.
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

/** `JOMR`, or `JoMr`: in mixed case only a capital after a small letter begins a title. */
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
