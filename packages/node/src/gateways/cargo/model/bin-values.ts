/** The most bins of a feature. Bin 0 is for absent values. */
export const bins = 64

/**
 * Returns the upper edges of the bins of a feature, ascending: each distinct value, or quantiles if there are more than
 * fit. Values above the last edge are in one more bin.
 */
export function findEdges(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const edges: number[] = []
  const distinct = distinctOf(sorted, bins - 1)
  if (distinct !== null) return Float64Array.from(distinct.slice(0, -1))
  for (let bin = 1; bin < bins - 1; bin += 1) {
    const edge = sorted[Math.floor((bin * sorted.length) / (bins - 1)) - 1] as number
    if (edges.length === 0 || edge > (edges.at(-1) as number)) edges.push(edge)
  }
  if (edges.at(-1) === sorted.at(-1)) edges.pop()
  return Float64Array.from(edges)
}

/** Returns the distinct values of a sorted list; null if there are more than `most`. */
function distinctOf(sorted: Float64Array, most: number): number[] | null {
  const distinct: number[] = []
  for (const value of sorted) {
    if (distinct.length > 0 && value === distinct.at(-1)) continue
    if (distinct.length === most) return null
    distinct.push(value)
  }
  return distinct
}

/** Returns the bin of a value: 0 if it is absent, otherwise 1 plus the number of edges below it. */
export function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return 0
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edges[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low + 1
}

/** Returns the bin of each value. */
export const binValues = (values: Float64Array, edges: Float64Array): Uint8Array =>
  Uint8Array.from(values, (value) => binOf(value, edges))
