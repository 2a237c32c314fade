import { wilsonInterval } from '@entente/matching'

/** How many rows of the overall rate are added to each key, so that a key with few rows stays near the overall rate. */
const addedRows = 10

/** How many of the inspected rows were positive. */
export interface Hits {
  rows: number
  positives: number
}
const none: Hits = { rows: 0, positives: 0 }

/** Returns the rate of a key, with ten rows of the overall rate added to its own: (s + 10 m) / (n + 10). */
export const smoothedRate = ({ rows, positives }: Hits, overall: number): number =>
  (positives + addedRows * overall) / (rows + addedRows)

/** The hit rates of the keys of one category. */
export interface HitRateTable {
  overall: number
  hits: ReadonlyMap<string, Hits>
}

/** Counts the rows and the positive rows of each key. `labels` are 0 or 1. */
export function countHits(keys: readonly string[], labels: Int8Array): Map<string, Hits> {
  const hits = new Map<string, Hits>()
  for (const [row, key] of keys.entries()) {
    const before = hits.get(key)
    const positive = labels[row] === 1 ? 1 : 0
    if (before === undefined) hits.set(key, { rows: 1, positives: positive })
    else {
      before.rows += 1
      before.positives += positive
    }
  }
  return hits
}

/** Makes the table of a category. It is the first model of a node, until there are enough results for trees. */
export function makeHitRateTable(keys: readonly string[], labels: Int8Array): HitRateTable {
  const positives = labels.reduce((sum, label) => sum + label, 0)
  return { overall: labels.length === 0 ? 0 : positives / labels.length, hits: countHits(keys, labels) }
}

/** Returns the smoothed rate of a key, with its counts and the Wilson interval (95 %) of its own rate. */
export function hitRateOf(table: HitRateTable, key: string): Hits & { rate: number; low: number; high: number } {
  const hits = table.hits.get(key) ?? none
  return { ...hits, rate: smoothedRate(hits, table.overall), ...wilsonInterval(hits.positives, hits.rows) }
}
