import { encodeRows, type Feature } from './encode-rows.ts'
import { logistic } from './exact-math.ts'
import { logOddsUnit, type Tree } from './grow-tree.ts'
import type { Hits } from './hit-rate.ts'
import { pickRows, type TargetingRows } from './targeting-rows.ts'
import { addTree, binFeatures, type TargetingModel } from './train-model.ts'

/** Returns the score of each row: the probability, 0 to 1, that an inspection finds something, as far as the labels say. */
export function scoreRows(model: TargetingModel, rows: TargetingRows): Float64Array {
  const matrix = binFeatures(encodeRows(rows, model.encoding), model.edges)
  const logOdds = new Float64Array(rows.count).fill(model.bias)
  for (const tree of model.trees) addTree(logOdds, tree, matrix)
  return logOdds.map((value) => logistic(value / logOddsUnit))
}

/** What one column of a row adds to its log-odds. */
export interface Reason {
  /** The name of the column. */
  feature: string
  /** The code or the number of the row; null where it has none. */
  value: string | number | null
  contribution: number
  /** What the training rows with this code showed. Null for numbers. */
  hits: Hits | null
}
/** A score with its reasons. `base` and the contributions add up to `logOdds` exactly. */
export interface ScoreExplanation {
  score: number
  logOdds: number
  /** The log-odds before any column is looked at. */
  base: number
  reasons: Reason[]
}

/**
 * Explains the score of one row: at each node on its way through a tree, the change of the node's value belongs to the column
 * that was compared (Saabas, 2014). Reasons are sorted by size; columns without a contribution are left out.
 */
export function explainRow(model: TargetingModel, rows: TargetingRows, row: number): ScoreExplanation {
  const one = pickRows(rows, [row])
  const features = encodeRows(one, model.encoding)
  const matrix = binFeatures(features, model.edges)
  const contributions = new Map<string, number>()
  let base = model.bias
  for (const tree of model.trees) {
    base += tree.value[0] as number
    addSteps(contributions, tree, features, matrix)
  }
  const sum = [...contributions.values()].reduce((all, one) => all + one, base)
  const reasons = [...contributions]
    .filter(([, contribution]) => contribution !== 0)
    .map(([feature, contribution]) => ({
      feature,
      ...describeValue(model, one, features, feature),
      contribution: contribution / logOddsUnit,
    }))
  return {
    score: logistic(sum / logOddsUnit),
    logOdds: sum / logOddsUnit,
    base: base / logOddsUnit,
    reasons: reasons.sort(
      (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.feature < b.feature ? -1 : 1),
    ),
  }
}

/** Adds the changes on the way of the first row through a tree, in units of 2^-30. */
function addSteps(
  contributions: Map<string, number>,
  tree: Tree,
  features: readonly Feature[],
  matrix: readonly Uint8Array[],
): void {
  let node = 0
  while (tree.child[node] !== 0) {
    const feature = tree.feature[node] as number
    const first = tree.child[node] as number
    const next = (matrix[feature]?.[0] as number) <= (tree.bin[node] as number) ? first : first + 1
    const { column } = features[feature] as Feature
    const change = (tree.value[next] as number) - (tree.value[node] as number)
    contributions.set(column, (contributions.get(column) ?? 0) + change)
    node = next
  }
}

function describeValue(
  { encoding, columns }: TargetingModel,
  { categories }: TargetingRows,
  features: readonly Feature[],
  column: string,
): Pick<Reason, 'value' | 'hits'> {
  const place = columns.categories.indexOf(column)
  if (place >= 0) {
    const key = categories[place]?.keys[0] as string
    return { value: key === '' ? null : key, hits: encoding.hits[place]?.get(key) ?? { rows: 0, positives: 0 } }
  }
  const value = features.find((feature) => feature.column === column)?.values[0] ?? Number.NaN
  return { value: Number.isNaN(value) ? null : value, hits: null }
}
