import type { ColumnType } from 'kysely'
import type { Instant, Maybe } from './column-types.ts'

/** A version of a regime that the node loaded, and when it began to apply. */
export interface RegimeVersionTable {
  id: string
  version: number
  regime: ColumnType<unknown, string, never>
  applies_from: Instant
  loaded_at: ColumnType<Date, Date | undefined, never>
}

/** Evidence that keeps a subject beyond masking, once another person approved it. */
export interface RetainedEvidenceTable {
  id: string
  gateway: string
  subject_id: string
  ground: string
  reference: string
  set_by: string
  set_at: Instant
  approved_by: ColumnType<string | null, string | null | undefined, string | null>
  approved_at: Maybe
}

/** A legal hold on a record, once another person approved it. */
export interface RecordHoldTable {
  id: string
  gateway: string
  subject_id: string
  reason: string
  basis: string
  set_by: string
  set_at: Instant
  until: Instant
  approved_by: ColumnType<string | null, string | null | undefined, string | null>
  approved_at: Maybe
  ended_by: ColumnType<string | null, string | null | undefined, string | null>
  ended_at: Maybe
}

/** A signed proof that records were masked or deleted. `records` are digests of their ids. */
export interface DeletionProofTable {
  id: string
  regime: string
  kind: string
  done_at: Instant
  proof: string
  records: string[]
}

export interface RetentionSchema {
  deletion_proof: DeletionProofTable
  regime_version: RegimeVersionTable
  retained_evidence: RetainedEvidenceTable
  record_hold: RecordHoldTable
}
