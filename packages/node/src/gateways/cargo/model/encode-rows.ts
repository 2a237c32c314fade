import { seededRandom } from '@entente/readers'
import { exactLog } from './exact-math.ts'
import { countHits, type Hits, smoothedRate } from './hit-rate.ts'
import type { CategoryColumn, DifferenceColumn, TargetingRows } from './targeting-rows.ts'

/** The number of parts of the training rows. Rows of one part are encoded with the counts of the others. */
const folds = 5

/** The counts of the training rows that turn codes into numbers. */
export interface Encoding {
  overall: number
  hits: readonly ReadonlyMap<string, Hits>[]
  medians: readonly ReadonlyMap<string, number>[]
}

/** One input of the trees: its column, and a value for each row. NaN is an absent value. */
export interface Feature {
  /** The name of the column of codes or numbers. The two features of a column of codes have the same name. */
  column: string
  values: Float64Array
}

/** Counts all training rows. `labels` are 0 or 1. */
export function countEncoding(rows: TargetingRows, labels: Int8Array): Encoding {
  return {
    overall: labels.reduce((sum, label) => sum + label, 0) / rows.count,
    hits: rows.categories.map(({ keys }) => countHits(keys, labels)),
    medians: rows.differences.map((difference) => mediansOf(difference, () => true)),
  }
}

/** Encodes rows that are not in the training rows. */
export function encodeRows(rows: TargetingRows, { overall, hits, medians }: Encoding): Feature[] {
  return encode(
    rows,
    overall,
    (column) => (key) => hits[column]?.get(key),
    (column, key) => medians[column]?.get(key),
  )
}

/**
 * Encodes the training rows out of fold: the counts and medians of a row are those of the rows in the other parts. With
 * its own label among them, a code of one row would give away its label, and trees would learn codes by heart.
 */
export function encodeOutOfFold(rows: TargetingRows, labels: Int8Array, encoding: Encoding, seed: number): Feature[] {
  const random = seededRandom(seed)
  const foldOf = Uint8Array.from({ length: rows.count }, () => random(folds))
  const medians = rows.differences.map((difference) =>
    Array.from({ length: folds }, (_, fold) => mediansOf(difference, (row) => foldOf[row] !== fold)),
  )
  return encode(
    rows,
    encoding.overall,
    (column) => {
      const all = encoding.hits[column] as ReadonlyMap<string, Hits>
      const own = countFolds(rows.categories[column] as CategoryColumn, labels, foldOf)
      return (key, row) => {
        const { rows, positives } = all.get(key) as Hits
        const inFold = own(key, foldOf[row] as number)
        return { rows: rows - inFold.rows, positives: positives - inFold.positives }
      }
    },
    (column, key, row) => medians[column]?.[foldOf[row] as number]?.get(key),
  )
}

function encode(
  rows: TargetingRows,
  overall: number,
  hitsOf: (column: number) => (key: string, row: number) => Hits | undefined,
  medianOf: (column: number, key: string, row: number) => number | undefined,
): Feature[] {
  const unknown: Hits = { rows: 0, positives: 0 }
  const categories = rows.categories.flatMap(({ name, keys }, column) => {
    const [rates, counts] = [new Float64Array(rows.count), new Float64Array(rows.count)]
    const hitsOfRow = hitsOf(column)
    for (const [row, key] of keys.entries()) {
      const hits = hitsOfRow(key, row) ?? unknown
      rates[row] = smoothedRate(hits, overall)
      counts[row] = exactLog(1 + hits.rows)
    }
    return [
      { column: name, values: rates },
      { column: name, values: counts },
    ]
  })
  const numbers = rows.numbers.map(({ name, values }) => ({ column: name, values }))
  const differences = rows.differences.map(({ name, number, category }, column) => ({
    column: name,
    values: number.values.map(
      (value, row) => value - (medianOf(column, category.keys[row] as string, row) ?? Number.NaN),
    ),
  }))
  return [...categories, ...numbers, ...differences]
}

/** Counts the rows and the positive rows of each key by fold, and returns a look-up of these counts. */
function countFolds(
  { keys }: CategoryColumn,
  labels: Int8Array,
  foldOf: Uint8Array,
): (key: string, fold: number) => Hits {
  const places = new Map<string, number>()
  for (const key of keys) if (!places.has(key)) places.set(key, places.size)
  const placeOf = (key: string, fold: number): number => (places.get(key) as number) * folds + fold
  const [counts, positives] = [new Uint32Array(places.size * folds), new Uint32Array(places.size * folds)]
  for (const [row, key] of keys.entries()) {
    const place = placeOf(key, foldOf[row] as number)
    counts[place] = (counts[place] as number) + 1
    positives[place] = (positives[place] as number) + (labels[row] as number)
  }
  return (key, fold) => {
    const place = placeOf(key, fold)
    return { rows: counts[place] as number, positives: positives[place] as number }
  }
}

/** Returns the median of the number for each key, among the rows that count. Keys without a number have none. */
function mediansOf({ number, category }: DifferenceColumn, counts: (row: number) => boolean): Map<string, number> {
  const groups = new Map<string, number[]>()
  for (const [row, key] of category.keys.entries()) {
    const value = number.values[row] as number
    if (Number.isNaN(value) || !counts(row)) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return new Map([...groups].map(([key, values]) => [key, medianOf(values)]))
}

function medianOf(values: number[]): number {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}
