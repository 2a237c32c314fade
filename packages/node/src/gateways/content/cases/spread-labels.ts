/** No more cases of one violent label in a row. */
export const mostInARow = 3

/**
 * The same rows, in an order in which no label stands on more than three in a row where another row could stand between: that one is moved up, all else
 * keeps its place. `before` are the labels of the rows that were shown last.
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
