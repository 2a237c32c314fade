import { bins } from './bin-values.ts'

/** Gradients and hessians are whole multiples of 2^-24. Sums of them are exact, so their order does not matter. */
export const gradientUnit = 0x100_0000
/** Log-odds are whole multiples of 2^-30. A score is then exactly the sum of its contributions. */
export const logOddsUnit = 0x4000_0000

/** A tree as lists of its nodes; the root is node 0. */
export interface Tree {
  /** The feature that an inner node compares. */
  feature: Int32Array
  /** Rows whose bin is at most this go to the first child. */
  bin: Int32Array
  /** The first child; the second is the next node. 0 for a leaf. */
  child: Int32Array
  /** What the node would add to the log-odds as a leaf, in units of 2^-30. */
  value: Float64Array
}

export interface TreeLimits {
  leaves: number
  /** The share of the best step that a tree takes. */
  rate: number
  /** Added to the sum of hessians, so that small leaves stay near 0. */
  lambda: number
  minHessian: number
}

/** The training rows of one tree. Gradients and hessians have a value for each row of the matrix. */
export interface TreeData {
  /** The bins of each feature. */
  matrix: readonly Uint8Array[]
  gradients: Float64Array
  hessians: Float64Array
  /** The rows and the features that this tree may use, both ascending. */
  rows: Int32Array
  features: readonly number[]
}

interface Split {
  gain: number
  feature: number
  bin: number
}
/** A leaf of the growing tree, with the range of its rows. */
interface Leaf {
  node: number
  from: number
  to: number
  gradient: number
  hessian: number
  /** The gradients and hessians of each feature and bin, in turns. */
  histogram: Float64Array
  split: Split | null
}

/**
 * Grows a regression tree on gradients, best leaf first: the leaf whose split lowers the loss most is split next (histogram
 * method of Ke et al., LightGBM, NIPS 2017; gain of Chen and Guestrin, XGBoost, KDD 2016, equation 7). Equal gains go to the
 * first leaf, feature and bin.
 */
export function growTree(data: TreeData, limits: TreeLimits): Tree {
  const rows = Int32Array.from(data.rows)
  const feature = [0]
  const bin = [0]
  const child = [0]
  const value = [0]
  const buffers = {
    rows: new Int32Array(rows.length),
    gradients: new Float64Array(rows.length),
    hessians: new Float64Array(rows.length),
  }
  const make = (node: number, from: number, to: number, histogram: Float64Array): Leaf => {
    const { gradient, hessian } = totalOf(histogram)
    value[node] = leafValue(gradient, hessian, limits)
    return {
      node,
      from,
      to,
      gradient,
      hessian,
      histogram,
      split: findSplit(histogram, gradient, hessian, data.features, limits),
    }
  }
  const leaves = [make(0, 0, rows.length, countBins(data, rows, 0, rows.length, buffers))]
  while (leaves.length < limits.leaves) {
    const place = bestLeaf(leaves)
    const leaf = leaves[place]
    if (leaf === undefined || leaf.split === null) break
    const { feature: compared, bin: last } = leaf.split
    const middle = partition(rows, leaf, data.matrix[compared] as Uint8Array, last, buffers.rows)
    const first = feature.length
    feature[leaf.node] = compared
    bin[leaf.node] = last
    child[leaf.node] = first
    for (const list of [feature, bin, child, value]) list.push(0, 0)
    // Only the smaller child is counted. The other has what is left of its parent.
    const isFirstSmaller = middle - leaf.from <= leaf.to - middle
    const [from, to] = isFirstSmaller ? [leaf.from, middle] : [middle, leaf.to]
    const smaller = countBins(data, rows, from, to, buffers)
    const larger = leaf.histogram
    for (let at = 0; at < larger.length; at += 1) larger[at] = (larger[at] as number) - (smaller[at] as number)
    const [left, right] = isFirstSmaller ? [smaller, larger] : [larger, smaller]
    leaves[place] = make(first, leaf.from, middle, left)
    leaves.push(make(first + 1, middle, leaf.to, right))
  }
  return {
    feature: Int32Array.from(feature),
    bin: Int32Array.from(bin),
    child: Int32Array.from(child),
    value: Float64Array.from(value),
  }
}

/** Returns the place of the leaf with the highest gain; the first leaf if none can be split. */
function bestLeaf(leaves: readonly Leaf[]): number {
  let best = 0
  for (const [place, { split }] of leaves.entries())
    if (split !== null && split.gain > (leaves[best]?.split?.gain ?? 0)) best = place
  return best
}

function leafValue(gradient: number, hessian: number, { rate, lambda }: TreeLimits): number {
  return Math.round((-gradient / (hessian + lambda * gradientUnit)) * rate * logOddsUnit) + 0
}

/** Sums the gradients and hessians of each bin of each feature, for the rows of one leaf. */
function countBins(
  { matrix, gradients, hessians, features }: TreeData,
  rows: Int32Array,
  from: number,
  to: number,
  buffers: { gradients: Float64Array; hessians: Float64Array },
): Float64Array {
  const histogram = new Float64Array(features.length * bins * 2)
  for (let at = from; at < to; at += 1) {
    const row = rows[at] as number
    buffers.gradients[at] = gradients[row] as number
    buffers.hessians[at] = hessians[row] as number
  }
  for (const [place, feature] of features.entries())
    countFeature(
      histogram,
      place * bins * 2,
      matrix[feature] as Uint8Array,
      rows,
      from,
      to,
      buffers.gradients,
      buffers.hessians,
    )
  return histogram
}

/** The innermost loop of training: it is a function of its own so that it stays simple to compile. */
function countFeature(
  histogram: Float64Array,
  start: number,
  binOfRow: Uint8Array,
  rows: Int32Array,
  from: number,
  to: number,
  gradients: Float64Array,
  hessians: Float64Array,
): void {
  for (let at = from; at < to; at += 1) {
    const cell = start + 2 * binOfRow[rows[at]!]!
    histogram[cell] = histogram[cell]! + gradients[at]!
    histogram[cell + 1] = histogram[cell + 1]! + hessians[at]!
  }
}

/** Returns the sums over the bins of the first feature: each row is in one of them. */
function totalOf(histogram: Float64Array): { gradient: number; hessian: number } {
  let [gradient, hessian] = [0, 0]
  for (let bin = 0; bin < bins; bin += 1) {
    gradient += histogram[2 * bin] as number
    hessian += histogram[2 * bin + 1] as number
  }
  return { gradient, hessian }
}

function findSplit(
  histogram: Float64Array,
  gradient: number,
  hessian: number,
  features: readonly number[],
  { lambda, minHessian }: TreeLimits,
): Split | null {
  const [added, least] = [lambda * gradientUnit, minHessian * gradientUnit]
  if (hessian < 2 * least) return null
  const before = (gradient * gradient) / (hessian + added)
  let [best, bestPlace, bestBin] = [0, -1, 0]
  for (let place = 0; place < features.length; place += 1) {
    let [left, leftHessian] = [0, 0]
    const start = place * bins * 2
    for (let bin = 0; bin < bins - 1; bin += 1) {
      left += histogram[start + 2 * bin]!
      leftHessian += histogram[start + 2 * bin + 1]!
      const rightHessian = hessian - leftHessian
      if (leftHessian < least) continue
      if (rightHessian < least) break
      const right = gradient - left
      const gain = (left * left) / (leftHessian + added) + (right * right) / (rightHessian + added) - before
      if (gain > best) [best, bestPlace, bestBin] = [gain, place, bin]
    }
  }
  return bestPlace < 0 ? null : { gain: best, feature: features[bestPlace] as number, bin: bestBin }
}

/** Moves the rows of a leaf whose bin is at most `bin` to its front, in order, and returns where the others begin. */
function partition(
  rows: Int32Array,
  { from, to }: Leaf,
  binOfRow: Uint8Array,
  bin: number,
  others: Int32Array,
): number {
  let [middle, moved] = [from, 0]
  for (let at = from; at < to; at += 1) {
    const row = rows[at] as number
    if ((binOfRow[row] as number) <= bin) {
      rows[middle] = row
      middle += 1
    } else {
      others[moved] = row
      moved += 1
    }
  }
  rows.set(others.subarray(0, moved), middle)
  return middle
}

/** Returns the leaf at which a row ends. `binOf` gives the bin of a feature. */
export function leafOf({ feature, bin, child }: Tree, matrix: readonly Uint8Array[], row: number): number {
  let node = 0
  for (;;) {
    const first = child[node] as number
    if (first === 0) return node
    node = (matrix[feature[node] as number]![row] as number) <= (bin[node] as number) ? first : first + 1
  }
}
