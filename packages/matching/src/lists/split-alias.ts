const hasLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text)
const hasOther = (text: string): boolean => /(?!\p{Script=Latin})\p{L}/u.test(text)
const otherScript = (x: string, y: string): boolean => (hasLatin(x) && !hasLatin(y)) || (hasLatin(y) && !hasLatin(x))

/** Splits a text at `;` outside brackets and returns each part with the places of its outermost brackets. A bracket that is never closed is plain text. */
function outsideBrackets(text: string): { text: string; groups: { from: number; to: number }[] }[] {
  const parts: { text: string; groups: { from: number; to: number }[] }[] = []
  let start = 0
  let groups: { from: number; to: number }[] = []
  const closes = (from: number): number => {
    let depth = 0
    for (let at = from; at < text.length; at += 1) {
      if (text[at] === '(') depth += 1
      else if (text[at] === ')') depth -= 1
      if (depth === 0) return at
    }
    return -1
  }
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === '(') {
      const end = closes(at)
      if (end < 0) continue
      groups.push({ from: at - start, to: end + 1 - start })
      at = end
    } else if (at === text.length || text[at] === ';') {
      parts.push({ text: text.slice(start, at), groups })
      start = at + 1
      groups = []
    }
  }
  return parts
}
const tidy = (name: string): string =>
  name
    .replace(/^\s*(?:original script|in arabic(?: script)?)\s*:\s*/i, '')
    .replace(/\(original script\)/i, '')
    .replace(/\s+-\s+sub-unit name\s*$/i, '')
    .replace(/[\s,]+$/, '')
    .trim()

/** Splits `Latin words, then words of another script` (or the reverse) into two names. */
function atScriptChange(name: string): string[] {
  if (!hasLatin(name) || !hasOther(name) || /[()]/.test(name)) return [name]
  const words = name.split(/\s+/)
  const change = words.findIndex((word, place) => place > 0 && otherScript(words[place - 1] ?? '', word))
  const [first, second] = [words.slice(0, change).join(' '), words.slice(change).join(' ')]
  return change > 0 && hasLatin(first) !== hasLatin(second) && otherScript(first, second) ? [first, second] : [name]
}

/**
 * Splits one alias of a list into names: at `;`, at brackets in another script or with a list of spellings, and between two scripts. Brackets with a comment
 * stay in their name.
 */
export function splitAlias(alias: string): string[] {
  const names: string[] = []
  for (const { text, groups } of outsideBrackets(alias)) {
    const within: string[] = []
    let outer = ''
    let at = 0
    for (const { from, to } of groups) {
      const inner = text.slice(from + 1, to - 1)
      const rest = text.slice(0, from) + text.slice(to)
      outer += text.slice(at, from)
      if (inner.includes(';') || otherScript(rest.replace(/\([^()]*\)/g, ''), tidy(inner)))
        within.push(...inner.split(';'))
      else outer += text.slice(from, to)
      at = to
    }
    outer += text.slice(at)
    names.push(...atScriptChange(tidy(outer)), ...within.map(tidy))
  }
  return names.map((name) => name.replace(/\s+/g, ' ').trim()).filter((name) => /[\p{L}\p{N}]/u.test(name))
}

const likeName = /^\p{Lu}[\p{L}\p{M}'’‘ʻ.\- ]*$/u
const listOfNames = (text: string): string[] => {
  const parts = text.split(';').map((part) => part.trim())
  return parts.length > 1 && parts.every((part) => likeName.test(part) && part.split(' ').length <= 8) ? parts : []
}

/** Returns the names in the note of an alias: in its original script, or as a list of spellings. */
export function namesInNote(note: string, alias: string): string[] {
  const stated = /(?:original script|in arabic(?: script)?)\s*:\s*([^\p{Script=Latin}\p{N};:.()]+)/giu
  return [
    ...[...note.matchAll(stated)].map((match) => match[1]?.trim() ?? '').filter((name) => name !== ''),
    ...(hasLatin(alias) ? [] : listOfNames(note)),
    ...[...note.matchAll(/\(([^()]*)\)/g)].flatMap((match) => listOfNames(match[1] ?? '')),
  ]
}
