import { wilsonInterval } from '@entente/matching'

/** The shares of the rows that are inspected in a measurement. */
const shares = [0.05, 0.1] as const

/** How well an order of rows finds the positive ones, if the first `k` rows are inspected. */
export interface RankingMeasure {
  model: string
  share: number
  /** The number of inspected rows: the share of all rows, rounded down. */
  k: number
  /** The positive share of the inspected rows; null if there are none. `low` and `high` are its Wilson interval (95 %). */
  precision: number | null
  /** The share of all positive rows that was inspected; null if there are none. */
  recall: number | null
  /** The precision divided by the positive share of all rows. */
  lift: number | null
  low: number
  high: number
}

/** How many rows of a rare class are among the first `k`. `low` and `high` are the Wilson interval (95 %) of the recall. */
export interface ClassMeasure {
  model: string
  share: number
  k: number
  found: number
  of: number
  recall: number | null
  low: number
  high: number
}

/** Orders rows by descending score, and equal scores by ascending id. Returns the places of the rows. */
export function orderByScore(scores: Float64Array, ids: readonly string[]): number[] {
  return [...scores.keys()].sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || compareIds(ids[a] as string, ids[b] as string) || a - b,
  )
}

/** Compares ids: those of digits by their number, and before all others; others by code units. */
function compareIds(a: string, b: string): number {
  const [left, right] = [digitsOf(a), digitsOf(b)]
  if (left !== null && right !== null && left !== right) return left.length - right.length || (left < right ? -1 : 1)
  if ((left === null) !== (right === null)) return left === null ? 1 : -1
  return a < b ? -1 : a > b ? 1 : 0
}
const digitsOf = (id: string): string | null => (/^\d+$/.test(id) ? id.replace(/^0+(?=\d)/, '') : null)

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
const countIn = (labels: Int8Array, rows: readonly number[]): number =>
  rows.reduce((sum, row) => sum + (labels[row] as number), 0)

/** Measures an order of rows. `labels` are 0 or 1. */
export function measureRanking(model: string, order: readonly number[], labels: Int8Array): RankingMeasure[] {
  const positives = countIn(labels, order)
  return shares.map((share) => {
    const k = Math.floor(order.length * share)
    const found = countIn(labels, order.slice(0, k))
    const precision = ratio(found, k)
    return {
      model,
      share,
      k,
      precision,
      recall: ratio(found, positives),
      lift: precision === null || positives === 0 ? null : precision / (positives / order.length),
      ...wilsonInterval(found, k),
    }
  })
}

/** Measures how many rows of a rare class an order of rows finds. `labels` are 1 for rows of the class, else 0. */
export function measureClass(model: string, order: readonly number[], labels: Int8Array): ClassMeasure[] {
  const of = countIn(labels, order)
  return shares.map((share) => {
    const k = Math.floor(order.length * share)
    const found = countIn(labels, order.slice(0, k))
    return { model, share, k, found, of, recall: ratio(found, of), ...wilsonInterval(found, of) }
  })
}
