const unseen = /\p{Cf}/gu
const bracketed = /^\s*<([^<>]*)>\s*$/
const dots = /\s*[[({]\s*(?:\.|dot)\s*[\])}]\s*/gi
const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

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
  let end = text.length
  for (; end > 0; end -= 1) {
    const last = text[end - 1]!
    if (/[.,;:!?'"»”’>*]/.test(last)) continue
    const opener = closers[last]
    if (opener === undefined || count(text, last, end) <= count(text, opener, end)) break
  }
  return text.slice(0, end)
}

function count(text: string, letter: string, end: number): number {
  let found = 0
  for (let i = 0; i < end; i += 1) if (text[i] === letter) found += 1
  return found
}
