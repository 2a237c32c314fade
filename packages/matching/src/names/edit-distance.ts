const rows: number[][] = [[], [], []]

/**
 * Edits between two words (insert, delete, replace, exchange two neighbours), or `limit + 1` once that is passed.
 * Optimal string alignment, kept to a band of `limit` around the diagonal.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const n = a.length
  const m = b.length
  if (Math.abs(n - m) > limit) return limit + 1
  let beforeLast = rows[0] ?? []
  let last = rows[1] ?? []
  let row = rows[2] ?? []
  for (let j = 0; j <= m; j += 1) last[j] = j
  for (let i = 1; i <= n; i += 1) {
    row[0] = i
    let least = i
    const code = a.charCodeAt(i - 1)
    for (let j = 1; j <= m; j += 1) {
      const other = b.charCodeAt(j - 1)
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (code === other ? 0 : 1))
      if (i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1)
      row[j] = value
      if (value < least) least = value
    }
    if (least > limit) return limit + 1
    const spare = beforeLast
    beforeLast = last
    last = row
    row = spare
  }
  return last[m] ?? 0
}
