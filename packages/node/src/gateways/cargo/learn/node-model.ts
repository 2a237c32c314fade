import { createHash } from 'node:crypto'
import type { CargoModelKind } from '@entente/contracts'
import { rowsOf, tableCodes } from '../features/model-inputs.ts'
import { type HitRateTable, hitRateOf } from '../model/hit-rate.ts'
import { readModel } from '../model/model-file.ts'
import { explainRow, type ScoreExplanation, scoreRows } from '../model/score-rows.ts'
import type { TargetingModel } from '../model/train-model.ts'
import type { StoredInputs } from '../store/feature-schema.ts'

/** A model of the node, as its bytes state it. */
export type NodeModel =
  | { kind: Extract<CargoModelKind, 'boosted-trees'>; hash: string; model: TargetingModel }
  | { kind: Extract<CargoModelKind, 'hit-rate-table'>; hash: string; table: HitRateTable }

/** Returns the score of each consignment: the estimated probability, 0 to 1, that an inspection finds something. */
export function scoreInputs(model: NodeModel, inputs: readonly StoredInputs[]): Float64Array {
  if (model.kind === 'boosted-trees') return scoreRows(model.model, rowsOf(inputs))
  return Float64Array.from(inputs, ({ codes }) => hitRateOf(model.table, codes[tableCodes] ?? '').rate)
}

/** Explains a score by its columns. The one column of a table explains all of it. */
export function explainInputs(model: NodeModel, inputs: StoredInputs): Pick<ScoreExplanation, 'score' | 'reasons'> {
  if (model.kind === 'boosted-trees') return explainRow(model.model, rowsOf([inputs]), 0)
  const key = inputs.codes[tableCodes] ?? ''
  const { rate, rows, positives } = hitRateOf(model.table, key)
  const reason = {
    feature: 'hs6|origin',
    value: key,
    contribution: rate - model.table.overall,
    hits: { rows, positives },
  }
  return { score: rate, reasons: [reason] }
}

const [tableKind, tableVersion] = ['hit-rate-table', '1']
interface StoredTable {
  kind: string
  version: string
  overall: number
  hits: [string, number, number][]
}

/** Writes a table of hit rates as bytes. The same table gives the same bytes, whatever the order of its keys. */
export function writeTable({ overall, hits }: HitRateTable): { bytes: Uint8Array; hash: string } {
  const keys = [...hits].sort(([a], [b]) => (a < b ? -1 : 1))
  const stored: StoredTable = {
    hits: keys.map(([key, { rows, positives }]) => [key, rows, positives]),
    ...{ kind: tableKind, overall, version: tableVersion },
  }
  const bytes = new TextEncoder().encode(JSON.stringify(stored))
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex') }
}

/** Reads the bytes of a model. Throws if they do not have the hash or are of another kind or version. */
export function readNodeModel(kind: CargoModelKind, bytes: Uint8Array, hash: string): NodeModel {
  if (kind === 'boosted-trees') return { kind, hash, model: readModel({ bytes, hash }) }
  if (createHash('sha256').update(bytes).digest('hex') !== hash)
    throw new Error(`the model does not have the hash ${hash}`)
  const { overall, hits, ...stored } = JSON.parse(new TextDecoder().decode(bytes)) as StoredTable
  if (stored.kind !== tableKind || stored.version !== tableVersion)
    throw new Error(`the model ${hash} is of another kind`)
  return {
    kind,
    hash,
    table: { overall, hits: new Map(hits.map(([key, rows, positives]) => [key, { rows, positives }])) },
  }
}
