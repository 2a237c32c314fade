import { type HitRateTable, hitRateOf, makeHitRateTable } from './hit-rate.ts'
import {
  type ClassMeasure,
  measureClass,
  measureRanking,
  orderByScore,
  type RankingMeasure,
} from './measure-ranking.ts'
import { baselineCategory, criticalOf, type Declarations, labelsOf } from './read-declarations.ts'
import { scoreRows } from './score-rows.ts'
import { pickRows, type TargetingRows } from './targeting-rows.ts'
import { type Recipe, type TargetingModel, targetingRecipe, trainModel } from './train-model.ts'

/** A model, and the table of the baseline, both made of the same labelled rows. */
export interface FittedTargeting {
  model: TargetingModel
  table: HitRateTable
}

export interface FitOptions {
  seed: number
  recipe?: Recipe | undefined
  /** Declarations whose labels choose the number of trees, never those that will be evaluated. */
  choose?: Declarations | undefined
  onTree?: (done: number, total: number) => void
}

/** The most trees if labelled rows choose how many are kept. */
const mostTrees = 400

/**
 * Fits the model and the baseline on the labels of `train` alone. The labels of `choose`, if it has any, decide how many
 * trees are kept. Throws TargetingError `training-data-too-small` or `dataset-row-invalid`.
 */
export function fitTargeting(train: Declarations, { seed, recipe, choose, onTree }: FitOptions): FittedTargeting {
  const labels = labelsOf(train)
  const chooser = choose === undefined ? undefined : { rows: choose.rows, labels: labelsOf(choose) }
  const isChosen = chooser?.labels.some((label) => label >= 0) === true
  const model = trainModel(train.rows, labels, {
    seed,
    recipe: recipe ?? (isChosen ? { ...targetingRecipe, trees: mostTrees } : targetingRecipe),
    choose: isChosen ? chooser : undefined,
    ...(onTree === undefined ? {} : { onTree }),
  })
  return { model, table: makeBaseline(train.rows, labels) }
}

/** Makes the one table of the baseline: the smoothed hit rate of each HS6 with its origin. */
export function makeBaseline(rows: TargetingRows, labels: Int8Array): HitRateTable {
  const places = [...labels.keys()].filter((row) => (labels[row] as number) >= 0)
  return makeHitRateTable(
    baselineKeys(pickRows(rows, places)),
    Int8Array.from(places, (row) => labels[row] as number),
  )
}
const baselineKeys = (rows: TargetingRows): readonly string[] =>
  rows.categories.find(({ name }) => name === baselineCategory)?.keys ?? []

/** The scores of rows by the model and by the baseline; higher is riskier. */
export interface TargetingScores {
  model: Float64Array
  table: Float64Array
}

/** Scores rows. It is given no labels, so it cannot read any. */
export function scoreTargeting({ model, table }: FittedTargeting, rows: TargetingRows): TargetingScores {
  return { model: scoreRows(model, rows), table: scoreByTable(table, rows) }
}

/** Returns the smoothed hit rate of each row by the table of the baseline. */
export const scoreByTable = (table: HitRateTable, rows: TargetingRows): Float64Array =>
  Float64Array.from(baselineKeys(rows), (key) => hitRateOf(table, key).rate)

export interface TargetingMeasures {
  /** The positive share of the evaluated rows; null without labels. */
  baseRate: number | null
  metrics: RankingMeasure[]
  baselines: RankingMeasure[]
  /** How much of the rare critical class is found. */
  critical: ClassMeasure[]
  /** Rows without a label. While there is one, nothing is measured. */
  unlabelled: number
}

/** The names of the model and of the baseline in measures. */
export const [modelName, tableName] = ['boosted-trees', 'hs6-origin-table']

/** Reads the labels of scored declarations, and measures both orders. Throws TargetingError `dataset-row-invalid`. */
export function measureTargeting(declarations: Declarations, scores: TargetingScores): TargetingMeasures {
  const labels = labelsOf(declarations)
  const unlabelled = labels.reduce((sum, label) => sum + (label < 0 ? 1 : 0), 0)
  if (unlabelled > 0) return { baseRate: null, metrics: [], baselines: [], critical: [], unlabelled }
  const order = orderByScore(scores.model, declarations.ids)
  const tableOrder = orderByScore(scores.table, declarations.ids)
  const critical = criticalOf(declarations)
  return {
    baseRate: labels.reduce((sum, label) => sum + label, 0) / labels.length,
    metrics: measureRanking(modelName, order, labels),
    baselines: measureRanking(tableName, tableOrder, labels),
    critical: critical.includes(-1)
      ? []
      : [...measureClass(modelName, order, critical), ...measureClass(tableName, tableOrder, critical)],
    unlabelled,
  }
}
