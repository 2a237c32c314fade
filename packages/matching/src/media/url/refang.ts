const invisible = /\p{Cf}/gu
const bracketed = /^\s*<([^<>]*)>\s*$/
const dots = /\s?[[({]\s?(?:\.|dot)\s?[\])}]\s?/gi
const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
const brackets = /[()[\]{}]/
const punctuation = /[.,;:!?'"»”’>*]/

/**
 * Restores a defanged address: replaces `hxxp`, `[h]ttp`, `[.]`, `(.)`, `[dot]`, `[:]`, `[/]`, and removes `<` and `>` around it, punctuation after it and
 * invisible characters.
 */
export function refang(text: string): string {
  const inside = bracketed.exec(text)?.[1] ?? text
  return trimEnd(
    inside
      .replace(invisible, '')
      .trim()
      .replace(/^(?:\[h\]|h)(?:tt|xx|\*\*)p/i, 'http')
      .replace(/^\[(https?|ftp)\]/i, '$1')
      .replace(/^([a-z]+)\s?\[:\/\/\]/i, '$1://')
      .replace(/^([a-z]+)\s?\[:\]/i, '$1:')
      .replaceAll('[/]', '/')
      .replace(dots, '.'),
  )
}

/** Removes punctuation at the end, and a closing bracket that was not opened. */
export function trimEnd(text: string): string {
  const left: Record<string, number> = {}
  for (const letter of text) if (brackets.test(letter)) left[letter] = (left[letter] ?? 0) + 1
  let end = text.length
  for (; end > 0; end -= 1) {
    const last = text[end - 1]!
    const opener = openers[last]
    if (opener === undefined ? !punctuation.test(last) : (left[last] ?? 0) <= (left[opener] ?? 0)) break
    if (opener !== undefined) left[last]! -= 1
  }
  return text.slice(0, end)
}
