import type { CargoModelKind, CargoModelMeasure, CargoModelReport } from '@entente/contracts'
import { wilsonInterval } from '@entente/matching'
import { rowsOf, tableCodes } from '../features/model-inputs.ts'
import { makeHitRateTable } from '../model/hit-rate.ts'
import { measureRanking, orderByScore } from '../model/measure-ranking.ts'
import { writeModel } from '../model/model-file.ts'
import { TargetingError } from '../model/targeting-error.ts'
import { trainModel } from '../model/train-model.ts'
import type { ModelReference, StoredInputs } from '../store/feature-schema.ts'
import type { LabelledRow } from './labelled-rows.ts'
import { type NodeModel, readNodeModel, scoreInputs, writeTable } from './node-model.ts'

/** The fewest labelled rows, and the fewest positive ones, of each kind of model. A table smooths small counts; trees cannot. */
export const fewestLabelled: Readonly<Record<CargoModelKind, { rows: number; positives: number }>> = {
  'hit-rate-table': { rows: 30, positives: 1 },
  'boosted-trees': { rows: 1000, positives: 50 },
}
/** The newest share of the rows, on which models are compared. Nothing is trained on it. */
const measuredShare = 0.2

export interface Fitting {
  kind: CargoModelKind
  seed: number
  rows: readonly LabelledRow[]
  /** The model in force, and when the newest row of its training was received. */
  inForce: { id: string; kind: CargoModelKind; bytes: Uint8Array; hash: string; until: string | null } | null
  /** Inputs of recent consignments, inspected or not. */
  recent: readonly StoredInputs[]
}
export interface Fitted {
  bytes: Uint8Array
  hash: string
  trained: { rows: number; positives: number; until: string | null }
  report: Omit<CargoModelReport, 'challenger'> & { challenger: Omit<CargoModelMeasure, 'modelId'> }
  reference: ModelReference
}

/** Tests whether there are enough results for a kind of model. */
export const isEnough = (kind: CargoModelKind, { rows, positives }: { rows: number; positives: number }): boolean =>
  rows >= fewestLabelled[kind].rows && positives >= fewestLabelled[kind].positives

/**
 * Trains a model on the older rows, and measures it beside the model in force on the newest fifth, which neither was
 * trained on unless `knownRows` says so. The same rows and seed give the same bytes. Throws TargetingError
 * `training-data-too-small`.
 */
export function fitChallenger({ kind, seed, rows, inForce, recent }: Fitting): Fitted {
  const all = { rows: rows.length, positives: positivesOf(rows) }
  if (!isEnough(kind, all))
    throw new TargetingError(
      'training-data-too-small',
      `${all.rows} rows with ${all.positives} positive ones are too few.`,
    )
  const split = Math.ceil(rows.length * (1 - measuredShare))
  const [older, newest] = [rows.slice(0, split), rows.slice(split)]
  const inputs = older.map(({ inputs }) => inputs)
  const labels = Int8Array.from(older, ({ label }) => label)
  const { bytes, hash } =
    kind === 'boosted-trees'
      ? writeModel(trainModel(rowsOf(inputs), labels, { seed, fewest: fewestOfOlder }))
      : writeTable(
          makeHitRateTable(
            inputs.map(({ codes }) => codes[tableCodes] ?? ''),
            labels,
          ),
        )
  const model = readNodeModel(kind, bytes, hash)
  const drawn = newest.filter((row) => row.drawn)
  const measured = {
    ...{
      rows: newest.length,
      positives: positivesOf(newest),
      drawnRows: drawn.length,
      drawnPositives: positivesOf(drawn),
    },
    ...{ from: newest[0]?.at.toISOString() ?? null, until: newest.at(-1)?.at.toISOString() ?? null },
  }
  const until = older.at(-1)?.at.toISOString() ?? null
  return {
    ...{ bytes, hash, trained: { rows: older.length, positives: positivesOf(older), until } },
    report: {
      measured,
      challenger: { ...measure(model, newest), knownRows: 0 },
      inForce: inForce === null ? null : { modelId: inForce.id, ...measureInForce(inForce, newest) },
    },
    reference: referenceOf(model, recent.length > 0 ? recent : inputs),
  }
}

/** The newest fifth is not trained on, so the rest of the fewest rows suffices. */
const fewestOfOlder = { rows: 800, ofLabel: 25 }

const positivesOf = (rows: readonly LabelledRow[]): number => rows.reduce((sum, { label }) => sum + label, 0)

function measureInForce(inForce: NonNullable<Fitting['inForce']>, newest: readonly LabelledRow[]) {
  const { kind, bytes, hash, until } = inForce
  const knownRows = until === null ? 0 : newest.filter(({ at }) => at.toISOString() <= until).length
  return { ...measure(readNodeModel(kind, bytes, hash), newest), knownRows }
}

function measure(model: NodeModel, rows: readonly LabelledRow[]) {
  const ranking = (some: readonly LabelledRow[]): CargoModelMeasure['all'] => {
    const scores = scoreInputs(
      model,
      some.map(({ inputs }) => inputs),
    )
    const order = orderByScore(
      scores,
      some.map(({ id }) => id),
    )
    const labels = Int8Array.from(some, ({ label }) => label)
    return measureRanking(model.kind, order, labels).map(({ share, k, precision, recall, lift, low, high }) => ({
      ...{ share, k, recall, lift, precision: precision === null ? null : { value: precision, low, high } },
    }))
  }
  return { kind: model.kind, hash: model.hash, all: ranking(rows), drawn: ranking(rows.filter(({ drawn }) => drawn)) }
}

const parts = 10
/** Describes the scores and the absent numbers of consignments, to which later ones are compared. */
function referenceOf(model: NodeModel, inputs: readonly StoredInputs[]): ModelReference {
  const scores = scoreInputs(model, inputs).sort()
  const edges: number[] = []
  for (let part = 1; part < parts; part += 1) {
    const edge = scores[Math.ceil((part * scores.length) / parts) - 1] ?? 0
    if (edges.length === 0 || edge > (edges.at(-1) as number)) edges.push(edge)
  }
  return { edges, shares: sharesOf(scores, edges), absent: absentOf(inputs) }
}

/** Returns the share of the scores in each part. A score on an edge belongs to the part below it. */
export function sharesOf(scores: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0)
  for (const score of scores) {
    const part = edges.findIndex((edge) => score <= edge)
    const place = part === -1 ? edges.length : part
    counts[place] = (counts[place] as number) + 1
  }
  return counts.map((count) => (scores.length === 0 ? 0 : count / scores.length))
}

/** Returns the share of the consignments without each number. */
export function absentOf(inputs: readonly StoredInputs[]): number[] {
  const [first] = inputs
  if (first === undefined) return []
  return first.numbers.map((_, column) => {
    const absent = inputs.reduce((sum, { numbers }) => sum + (numbers[column] === null ? 1 : 0), 0)
    return absent / inputs.length
  })
}

/** Returns the precision of results with its Wilson interval (95 %); null without results. */
export const precisionOf = (positives: number, inspected: number) =>
  inspected === 0 ? null : { value: positives / inspected, ...wilsonInterval(positives, inspected) }
