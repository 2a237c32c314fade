const longest = 64
// Three rows of the table: the current one and the two before it.
let rows = new Uint16Array(3 * (longest + 1))

/**
 * Counts the edits between two words: insert, delete, replace, exchange two neighbours (optimal string alignment distance). Returns `limit + 1` where
 * there are more than `limit`. Counts UTF-16 units. Common prefixes and suffixes are skipped.
 */
export function editDistance(a: string, b: string, limit: number): number {
  let n = a.length
  let m = b.length
  if (n - m > limit || m - n > limit) return limit + 1
  while (n > 0 && m > 0 && a.charCodeAt(n - 1) === b.charCodeAt(m - 1)) {
    n -= 1
    m -= 1
  }
  let from = 0
  while (from < n && from < m && a.charCodeAt(from) === b.charCodeAt(from)) from += 1
  n -= from
  m -= from
  if (n === 0 || m === 0) return Math.min(limit + 1, n + m)
  if (n === 1 && m === 1) return Math.min(limit + 1, 1)
  return align(a, b, { from, n, m, limit })
}

function align(
  a: string,
  b: string,
  { from, n, m, limit }: { from: number; n: number; m: number; limit: number },
): number {
  const width = m + 1
  if (rows.length < 3 * width) rows = new Uint16Array(3 * width)
  let beforeLast = 0
  let last = width
  let row = 2 * width
  for (let j = 0; j <= m; j += 1) rows[last + j] = j
  let above = -1
  for (let i = 1; i <= n; i += 1) {
    rows[row] = i
    let least = i
    const code = a.charCodeAt(from + i - 1)
    let before = -1
    for (let j = 1; j <= m; j += 1) {
      const other = b.charCodeAt(from + j - 1)
      const replaced = (rows[last + j - 1] ?? 0) + (code === other ? 0 : 1)
      const deleted = (rows[last + j] ?? 0) + 1
      const inserted = (rows[row + j - 1] ?? 0) + 1
      let value = Math.min(replaced, deleted)
      if (inserted < value) value = inserted
      if (i > 1 && j > 1 && code === before && above === other) {
        const exchanged = (rows[beforeLast + j - 2] ?? 0) + 1
        if (exchanged < value) value = exchanged
      }
      rows[row + j] = value
      if (value < least) least = value
      before = other
    }
    if (least > limit) return limit + 1
    above = code
    const spare = beforeLast
    beforeLast = last
    last = row
    row = spare
  }
  return Math.min(limit + 1, rows[last + m] ?? 0)
}
