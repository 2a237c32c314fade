export interface FieldAlignment {
  relation: 'same' | 'spelling' | 'differs'
  /** The places, counted from 0, of the grapheme clusters of `a` that have no equal partner in `b`. */
  places: number[]
}
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })
const longest = 500
// Cut the text before segmentation: each segment keeps a reference to the whole text in memory.
const clusters = (text: string): string[] =>
  Array.from(segmenter.segment(text.slice(0, longest * 4).normalize('NFC')), (part) => part.segment).slice(0, longest)
const fold = (cluster: string): string => cluster.replace(/[İIı]/g, 'i').toLowerCase()

/**
 * Aligns two written values and returns the characters of `a` that differ from `b`, ignoring case. The relation is `same` if no character
 * differs, `spelling` if at least 60 % of the longer value agree, and `differs` otherwise. Exchange the arguments to get the places of `b`.
 * Characters are grapheme clusters (Unicode UAX 29); the first 500 of each value are compared.
 */
export function alignField(a: string, b: string): FieldAlignment {
  const left = clusters(a).map(fold)
  const right = clusters(b).map(fold)
  const n = left.length
  const m = right.length
  const cost = new Uint16Array((n + 1) * (m + 1))
  const at = (i: number, j: number): number => cost[i * (m + 1) + j] ?? 0
  for (let i = 0; i <= n; i += 1)
    for (let j = 0; j <= m; j += 1)
      cost[i * (m + 1) + j] =
        i === 0 || j === 0
          ? i + j
          : Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1))
  const places: number[] = []
  let i = n
  let j = m
  while (i > 0) {
    const same = j > 0 && left[i - 1] === right[j - 1]
    if (j > 0 && at(i, j) === at(i - 1, j - 1) + (same ? 0 : 1)) {
      if (!same) places.push(i - 1)
      i -= 1
      j -= 1
    } else if (at(i, j) === at(i - 1, j) + 1) {
      places.push(i - 1)
      i -= 1
    } else j -= 1
  }
  const edits = at(n, m)
  const relation = edits === 0 ? 'same' : edits <= Math.max(n, m) * 0.4 ? 'spelling' : 'differs'
  return { relation, places: places.reverse() }
}
