import { seededRandom } from '@entente/readers'
import { binValues, findEdges } from './bin-values.ts'
import { countEncoding, type Encoding, encodeOutOfFold, encodeRows, type Feature } from './encode-rows.ts'
import { exactLog, logistic } from './exact-math.ts'
import { gradientUnit, growTree, leafOf, logOddsUnit, type Tree, type TreeLimits } from './grow-tree.ts'
import { TargetingError } from './targeting-error.ts'
import { pickRows, type TargetingRows } from './targeting-rows.ts'

/** How a model is trained. */
export interface Recipe extends TreeLimits {
  trees: number
  /** The shares of the features and of the rows that each tree uses, drawn anew for each. */
  featureShare: number
  rowShare: number
}
export const targetingRecipe: Recipe = {
  trees: 200,
  leaves: 31,
  rate: 0.05,
  lambda: 5,
  minHessian: 5,
  featureShare: 0.6,
  rowShare: 0.8,
}

/** The fewest labelled rows, and the fewest of them with either label, from which a model is trained. */
const usualFewest = { rows: 1000, ofLabel: 50 }

/** Boosted trees with the counts that turn codes into numbers. It has all that a score and its explanation need. */
export interface TargetingModel {
  seed: number
  recipe: Recipe
  /** The labelled rows on which it was trained. */
  trained: { rows: number; positives: number }
  /** The columns that it reads, in the order of `TargetingRows`. */
  columns: { categories: readonly string[]; numbers: readonly string[]; differences: readonly string[] }
  encoding: Encoding
  /** The upper edges of the bins of each feature. */
  edges: readonly Float64Array[]
  /** The log-odds of the overall rate, in units of 2^-30. */
  bias: number
  trees: readonly Tree[]
}

export interface TrainingOptions {
  seed: number
  recipe?: Recipe
  /** Rows with labels that choose how many of the trees are kept: as many as give the lowest logistic loss on them, at least one. */
  choose?: { rows: TargetingRows; labels: Int8Array } | undefined
  /** The fewest labelled rows, and the fewest with either label, where a caller has checked a larger set. */
  fewest?: { rows: number; ofLabel: number }
  onTree?: (done: number, total: number) => void
}

/**
 * Trains gradient-boosted trees with logistic loss on the labelled rows. `labels` are 1 or 0, and -1 for rows without a
 * label, which are left out. The same rows, labels, recipe and seed give the same model on every machine, bit for bit.
 * Memory is bounded by about one byte for each row and feature, and eight for each row and feature while codes are encoded.
 * Throws TargetingError `training-data-too-small` under 1,000 labelled rows, 50 positive or 50 negative ones, unless
 * `fewest` says otherwise.
 */
export function trainModel(rows: TargetingRows, labels: Int8Array, options: TrainingOptions): TargetingModel {
  const labelled = [...labels.keys()].filter((row) => (labels[row] as number) >= 0)
  return trainLabelled(
    pickRows(rows, labelled),
    Int8Array.from(labelled, (row) => labels[row] as number),
    options,
  )
}

function trainLabelled(rows: TargetingRows, labels: Int8Array, options: TrainingOptions): TargetingModel {
  const { seed, recipe = targetingRecipe, choose, onTree, fewest = usualFewest } = options
  const positives = labels.reduce((sum, label) => sum + label, 0)
  if (rows.count < fewest.rows || positives < fewest.ofLabel || rows.count - positives < fewest.ofLabel)
    throw new TargetingError(
      'training-data-too-small',
      `${rows.count} labelled rows with ${positives} positive ones are too few: ${fewest.rows} with ${fewest.ofLabel} of each label are needed.`,
    )
  const encoding = countEncoding(rows, labels)
  const features = encodeOutOfFold(rows, labels, encoding, seed)
  const edges = features.map(({ values }) => findEdges(values))
  const matrix = binFeatures(features, edges)
  const bias = Math.round(exactLog(positives / (rows.count - positives)) * logOddsUnit)
  const trees: Tree[] = []
  const model: TargetingModel = {
    seed,
    recipe,
    trained: { rows: rows.count, positives },
    columns: {
      categories: rows.categories.map(({ name }) => name),
      numbers: rows.numbers.map(({ name }) => name),
      differences: rows.differences.map(({ name }) => name),
    },
    encoding,
    edges,
    bias,
    trees,
  }
  const chooser = choose === undefined ? null : createChooser(model, choose)
  const logOdds = new Float64Array(rows.count).fill(bias)
  const [gradients, hessians] = [new Float64Array(rows.count), new Float64Array(rows.count)]
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x7f4a7c15)
  for (let turn = 0; turn < recipe.trees; turn += 1) {
    for (let row = 0; row < rows.count; row += 1) {
      const probability = logistic(logOdds[row]! / logOddsUnit)
      gradients[row] = Math.round((probability - labels[row]!) * gradientUnit)
      hessians[row] = Math.round(probability * (1 - probability) * gradientUnit)
    }
    const sampled = drawRows(rows.count, recipe.rowShare, random)
    const usable = drawFeatures(features.length, recipe.featureShare, random)
    const tree = growTree({ matrix, gradients, hessians, rows: sampled, features: usable }, recipe)
    addTree(logOdds, tree, matrix)
    trees.push(tree)
    chooser?.add(tree)
    onTree?.(turn + 1, recipe.trees)
  }
  return chooser === null ? model : { ...model, trees: trees.slice(0, chooser.best()) }
}

/** Returns the bins of each feature. */
export const binFeatures = (features: readonly Feature[], edges: readonly Float64Array[]): Uint8Array[] =>
  features.map(({ values }, place) => binValues(values, edges[place] as Float64Array))

/** Adds the value of a tree for each row to its log-odds, in units of 2^-30. */
export function addTree(logOdds: Float64Array, tree: Tree, matrix: readonly Uint8Array[]): void {
  for (let row = 0; row < logOdds.length; row += 1)
    logOdds[row] = logOdds[row]! + tree.value[leafOf(tree, matrix, row)]!
}

/** Draws each row with the given probability. */
function drawRows(count: number, share: number, random: (below: number) => number): Int32Array {
  const million = 1_000_000
  const below = Math.round(share * million)
  const drawn = new Int32Array(count)
  let size = 0
  for (let row = 0; row < count; row += 1)
    if (random(million) < below) {
      drawn[size] = row
      size += 1
    }
  return drawn.slice(0, size)
}

/** Draws a share of the features, at least one, and returns them ascending. */
function drawFeatures(count: number, share: number, random: (below: number) => number): number[] {
  const all = Array.from({ length: count }, (_, feature) => feature)
  const wanted = Math.max(1, Math.round(count * share))
  for (let place = 0; place < wanted; place += 1) {
    const other = place + random(count - place)
    const feature = all[other] as number
    all[other] = all[place] as number
    all[place] = feature
  }
  return all.slice(0, wanted).sort((a, b) => a - b)
}

/** Follows the logistic loss of other rows while trees are added. */
function createChooser(
  { encoding, edges, bias }: TargetingModel,
  { rows, labels }: NonNullable<TrainingOptions['choose']>,
): { add(tree: Tree): void; best(): number } {
  const matrix = binFeatures(encodeRows(rows, encoding), edges)
  const logOdds = new Float64Array(rows.count).fill(bias)
  let [trees, best, lowest] = [0, 0, Number.POSITIVE_INFINITY]
  return {
    add(tree) {
      trees += 1
      addTree(logOdds, tree, matrix)
      const loss = lossOf(logOdds, labels)
      if (loss < lowest) [lowest, best] = [loss, trees]
    },
    best: () => best,
  }
}

/** Sums the logistic loss of the rows with a label. */
function lossOf(logOdds: Float64Array, labels: Int8Array): number {
  let loss = 0
  for (const [row, label] of labels.entries()) {
    if (label < 0) continue
    const sign = label === 1 ? 1 : -1
    loss -= exactLog(logistic((sign * (logOdds[row] as number)) / logOddsUnit))
  }
  return loss
}
