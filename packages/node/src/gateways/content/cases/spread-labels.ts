/** Largest number of cases of one violent label in sequence. */
export const mostInARow = 3

/**
 * Reorders rows so that no label is on more than three in sequence if another row can stand between: that row moves up,
 * all others keep their order. `before` has the labels of the last rows shown.
 */
export function spreadLabels<T>(
  rows: readonly T[],
  labelsOf: (row: T) => readonly string[],
  before: readonly (readonly string[])[] = [],
): T[] {
  const waiting = [...rows]
  const shown = [...before]
  const spread: T[] = []
  while (waiting.length > 0) {
    const last = shown.slice(-mostInARow)
    const tooMany = (row: T) =>
      last.length === mostInARow && labelsOf(row).some((label) => last.every((labels) => labels.includes(label)))
    const next = Math.max(
      0,
      waiting.findIndex((row) => !tooMany(row)),
    )
    const [row] = waiting.splice(next, 1) as [T]
    spread.push(row)
    shown.push(labelsOf(row))
  }
  return spread
}
