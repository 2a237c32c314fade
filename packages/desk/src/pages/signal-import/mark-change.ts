/** A part of a value. `differs` is true if the other value lacks it. */
export interface Piece {
  text: string
  differs: boolean
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const cut = (text: string): string[] => Array.from(segmenter.segment(text), (each) => each.segment)

const between = '; '

/**
 * Marks the differing parts of two values. It splits them by grapheme clusters, so that no accent or joined letter is separated. If the values are
 * lists, joined with `; `, it compares item by item: items on both sides are unmarked; of all other items, the first is compared with the first, and
 * so on.
 */
export function markChange(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const one = before.split(between)
  const other = after.split(between)
  const onlyOne = one.filter((item) => !other.includes(item))
  const onlyOther = other.filter((item) => !one.includes(item))
  const marked = (items: string[], only: string[], partners: string[], side: 'before' | 'after') =>
    joined(
      items.map((item) => {
        const place = only.indexOf(item)
        if (place < 0) return [{ text: item, differs: false }]
        const partner = partners[place] ?? ''
        return side === 'before' ? markItem(item, partner).before : markItem(partner, item).after
      }),
    )
  return { before: marked(one, onlyOne, onlyOther, 'before'), after: marked(other, onlyOther, onlyOne, 'after') }
}

/** Marks one part on each side, between the common start and the common end. This suffices for corrected values and is readable. */
function markItem(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const one = cut(before)
  const other = cut(after)
  const shortest = Math.min(one.length, other.length)
  let start = 0
  while (start < shortest && one[start] === other[start]) start++
  let end = 0
  while (end < shortest - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++
  return { before: pieces(one, start, end), after: pieces(other, start, end) }
}

/** Joins the items with a separator, and joins neighbours that are both marked or both unmarked. */
function joined(items: Piece[][]): Piece[] {
  const merged: Piece[] = []
  for (const piece of items.flatMap((item, place) =>
    place === 0 ? item : [{ text: between, differs: false }, ...item],
  )) {
    const last = merged.at(-1)
    if (last?.differs === piece.differs) last.text += piece.text
    else if (piece.text !== '') merged.push({ ...piece })
  }
  return merged
}

function pieces(clusters: string[], start: number, end: number): Piece[] {
  return [
    { text: clusters.slice(0, start).join(''), differs: false },
    { text: clusters.slice(start, clusters.length - end).join(''), differs: true },
    { text: clusters.slice(clusters.length - end).join(''), differs: false },
  ].filter((piece) => piece.text !== '')
}
