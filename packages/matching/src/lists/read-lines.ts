/** Longer than any line or row of a list; a guard against what never ends. */
export const longestLine = 64 * 1024 * 1024

/**
 * The lines of text that comes in pieces, with their numbers from 1, without their ends; blank ones are left out. Holds one line at a time;
 * of a line of more than 64 million characters `text` is null.
 */
export function* readLines(pieces: Iterable<string>): Generator<{ line: number; text: string | null }> {
  let line = 1
  let held: string[] = []
  let length = 0
  const take = (): { line: number; text: string | null } | null => {
    const text = length > longestLine ? null : held.join('').trim()
    held = []
    length = 0
    line += 1
    return text === '' ? null : { line: line - 1, text }
  }
  for (const piece of pieces) {
    let from = 0
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      held.push(piece.slice(from, end))
      length += end - from
      from = end + 1
      const found = take()
      if (found) yield found
    }
    length += piece.length - from
    if (length > longestLine) held = []
    else held.push(piece.slice(from))
  }
  const last = take()
  if (last) yield last
}
