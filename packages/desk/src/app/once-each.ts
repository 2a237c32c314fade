/**
 * Returns the rows without repetitions, each at its first place with its newest values. A row that changes its place
 * between the reads of two pages is on both.
 */
export function onceEach<T>(rows: readonly T[], idOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [idOf(row), row])).values()]
}
