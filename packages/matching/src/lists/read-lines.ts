/** The largest length of a line or row. Real lines and rows are shorter. */
export const longestLine = 64 * 1024 * 1024

/**
 * Splits pieces of text into trimmed lines with their numbers from 1. Blank lines are left out. The function keeps one line in memory. `text` is null
 * for a line of more than 64 million characters.
 */
export function* readLines(pieces: Iterable<string>): Generator<{ line: number; text: string | null }> {
  let line = 1
  let buffered: string[] = []
  let length = 0
  const take = (): { line: number; text: string | null } | null => {
    const text = length > longestLine ? null : buffered.join('').trim()
    buffered = []
    length = 0
    line += 1
    return text === '' ? null : { line: line - 1, text }
  }
  for (const piece of pieces) {
    let from = 0
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      buffered.push(piece.slice(from, end))
      length += end - from
      from = end + 1
      const found = take()
      if (found) yield found
    }
    length += piece.length - from
    if (length > longestLine) buffered = []
    else buffered.push(piece.slice(from))
  }
  const last = take()
  if (last) yield last
}
