/** The fields of an SSR free text and the person named at its end. */
export interface SsrText {
  fields: (string | null)[]
  /** The person named by `-1SURNAME/GIVEN` at the end of the text. */
  named: { surname: string; given: string | null } | null
}

/**
 * Splits an SSR text at `/` (IATA AIRIMP). A `/` at the start is a delimiter and makes no empty field. Fields are
 * trimmed; a blank field is null.
 */
export function splitSsrText(text: string): SsrText {
  const tail = nameTail(text)
  const end = tail < 0 ? text.length : tail
  const fields: (string | null)[] = []
  let from = text.charCodeAt(0) === 0x2f ? 1 : 0
  while (from <= end) {
    let to = text.indexOf('/', from)
    if (to < 0 || to > end) to = end
    fields.push(trimmed(text, from, to))
    from = to + 1
  }
  return { fields, named: tail < 0 ? null : nameOf(text.slice(tail)) }
}

/** Returns the text without the name at its end. */
export function withoutNameTail(text: string): { text: string; named: SsrText['named'] } {
  const tail = nameTail(text)
  return tail < 0 ? { text, named: null } : { text: text.slice(0, tail).trim(), named: nameOf(text.slice(tail)) }
}

/**
 * Returns the index of the name at the end (`-1SURNAME`): a hyphen, digits, then a letter; -1 if absent. A hyphen
 * within a name has no digit after it.
 */
function nameTail(text: string): number {
  const hyphen = text.lastIndexOf('-')
  if (hyphen < 0) return -1
  let at = hyphen + 1
  while (isDigit(text.charCodeAt(at))) at++
  if (at === hyphen + 1 || at - hyphen > 4) return -1
  if (!isLetter(text.charCodeAt(at))) return -1
  // Accept only SURNAME/GIVEN, because a document number may contain a hyphen too.
  const slash = text.indexOf('/', at)
  return slash >= 0 && text.indexOf('/', slash + 1) < 0 ? hyphen : -1
}

function nameOf(tail: string): SsrText['named'] {
  const name = tail.replace(/^-\d+/, '')
  const slash = name.indexOf('/')
  const surname = (slash < 0 ? name : name.slice(0, slash)).trim()
  const given = slash < 0 ? '' : name.slice(slash + 1).trim()
  return surname === '' ? null : { surname, given: given === '' ? null : given }
}

function trimmed(text: string, from: number, to: number): string | null {
  while (from < to && text.charCodeAt(from) === 0x20) from++
  while (to > from && text.charCodeAt(to - 1) === 0x20) to--
  return from === to ? null : text.slice(from, to)
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xc0
