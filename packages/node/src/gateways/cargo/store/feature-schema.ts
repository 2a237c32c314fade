// Tables of features and models, as the migrations make them.
import type { CargoDrift, CargoModelReport } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe, MaybeJson } from '../../../store/column-types.ts'

interface CounterColumns {
  kind: string
  /** The keyed hash of what is counted. */
  key: Buffer
  /** The month of receipt, `2026-11`. */
  month: string
  filer: string
  /** The places on the way of a route; empty for other kinds. */
  label: string
  drop_at: Instant
}
/** Counts the consignments of a filer and a month with one value. */
interface CounterTable extends CounterColumns {
  count: number
  first_at: Instant
}
/** One more consignment with a value, which is not added to its counter yet. */
interface SightingTable extends CounterColumns {
  at: Instant
}

/** The values that the newest counted version of a consignment adds to the peers of others, and the inputs of its score. */
interface ObservationTable {
  consignment_id: string
  version: number
  filer: string
  /** When its first message was received. */
  first_at: Instant
  at: Instant
  hs: string | null
  route: string | null
  gross_kg: number | null
  /** Natural logarithms, calculated by the node so that they are the same on every machine. */
  log_value: number | null
  log_kg_per_piece: number | null
  log_kg_per_m3: number | null
  /** The counters that the consignment has been counted in: the first characters of their keys. */
  sighted: string[]
  features_version: string
  inputs: Json<StoredInputs>
  model_hash: string | null
  score: number | null
  drop_at: Instant
  delete_at: Instant
}
/** The inputs of a model by column: its codes, then its numbers, in the order of the features' version. */
export interface StoredInputs {
  codes: string[]
  numbers: (number | null)[]
}

/** The middle and the spread of the logarithm of a measure among consignments with one code or route. */
interface PeerTable {
  scope: string
  code: string
  measure: string
  n: number
  median: number
  mad: number
  at: Instant
}
interface FilerQualityTable {
  filer: string
  consignments: number
  with_errors: number
  /** The consignments that had a deadline for filing, and those that were filed after it. */
  timed: Generated<number>
  late: Generated<number>
  at: Instant
}

interface ModelTable {
  id: string
  kind: string
  state: string
  features_version: string
  seed: number
  author_id: string
  author_account_id: string
  asked_at: Instant
  hash: string | null
  bytes: Buffer | null
  trained: MaybeJson<{ rows: number; positives: number; until: string | null }>
  report: MaybeJson<CargoModelReport>
  /** The scores and absent shares at the training, to which later ones are compared. */
  reference: MaybeJson<ModelReference>
  approver_id: string | null
  approver_account_id: string | null
  promoted_at: Maybe
  retired_at: Maybe
  retired_by: ColumnType<string | null, string | null | undefined>
  retirement: ColumnType<string | null, string | null | undefined>
  failure: string | null
}
/** How the scores and the features of a model were distributed when it was trained. */
export interface ModelReference {
  /** The upper edges of ten equal parts of the scores, and the share of the scores in each. */
  edges: number[]
  shares: number[]
  /** The share of rows without a value, for each number. */
  absent: number[]
}
interface DriftTable {
  at: Instant
  model_id: string
  measured: Json<Omit<CargoDrift, 'at' | 'modelHash'>>
}

interface FeatureSchema {
  cargo_counter: CounterTable
  cargo_sighting: SightingTable
  cargo_observation: ObservationTable
  cargo_peer: PeerTable
  cargo_filer_quality: FilerQualityTable
  cargo_model: ModelTable
  cargo_drift: DriftTable
}

// The gateway's tables join those of the node.
declare module '../../../store/schema.ts' {
  interface Schema extends FeatureSchema {}
}
