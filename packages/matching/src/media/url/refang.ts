const unseen = /\p{Cf}/gu
const bracketed = /^\s*<([^<>]*)>\s*$/
const dots = /\s?[[({]\s?(?:\.|dot)\s?[\])}]\s?/gi
const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
const brackets = /[()[\]{}]/
const punctuation = /[.,;:!?'"»”’>*]/

/**
 * An address as it was before it was made unclickable: `hxxp`, `[h]ttp`, `[.]`, `(.)`, `[dot]`, `[:]`, `[/]` undone, `<` and `>` around it,
 * punctuation after it and what is not seen left out. Requirements, content 3.9.
 */
export function refang(text: string): string {
  const inside = bracketed.exec(text)?.[1] ?? text
  return trimEnd(
    inside
      .replace(unseen, '')
      .trim()
      .replace(/^(?:\[h\]|h)(?:tt|xx|\*\*)p/i, 'http')
      .replace(/^\[(https?|ftp)\]/i, '$1')
      .replace(/^([a-z]+)\s?\[:\/\/\]/i, '$1://')
      .replace(/^([a-z]+)\s?\[:\]/i, '$1:')
      .replaceAll('[/]', '/')
      .replace(dots, '.'),
  )
}

/** Without punctuation at the end; a closing bracket goes where none was opened. */
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
