/** A value in pieces: what both sides share, and what only this side has. */
export interface Piece {
  text: string
  differs: boolean
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const cut = (text: string): string[] => Array.from(segmenter.segment(text), (each) => each.segment)

/**
 * Marks in both values what differs between their common start and common end, by grapheme cluster, so that no accent or joined
 * letter is cut. One stretch on each side: enough for a field that was corrected, and readable.
 */
export function markChange(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const one = cut(before)
  const other = cut(after)
  const shortest = Math.min(one.length, other.length)
  let start = 0
  while (start < shortest && one[start] === other[start]) start++
  let end = 0
  while (end < shortest - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++
  return { before: pieces(one, start, end), after: pieces(other, start, end) }
}

function pieces(clusters: string[], start: number, end: number): Piece[] {
  return [
    { text: clusters.slice(0, start).join(''), differs: false },
    { text: clusters.slice(start, clusters.length - end).join(''), differs: true },
    { text: clusters.slice(clusters.length - end).join(''), differs: false },
  ].filter((piece) => piece.text !== '')
}
