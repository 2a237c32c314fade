import type { ColumnType, GeneratedAlways } from 'kysely'
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

/** That a record has a masked value. Its bytes are in no grant of the node. */
export interface MaskedValueTable {
  subject_id: string
  root: string
  regime: string
  masked_at: Instant
}

/** A request for unmasking. `b` has its reason. */
export interface UnmaskRequestTable {
  id: string
  gateway: string
  subject_id: string
  case_id: string
  approver: string
  max_hours: number
  inform: boolean
  fields: string[]
  ground: string
  b: Buffer
  requested_by: string
  requested_at: Instant
  expires_at: Instant
  teams: string[]
  outcome: ColumnType<'approved' | 'refused' | null, undefined, 'approved' | 'refused'>
  decided_by: ColumnType<string | null, undefined, string>
  decided_at: ColumnType<Date | null, undefined, Date>
  kind: ColumnType<string | null, undefined, string>
  reference: ColumnType<string | null, undefined, string | null>
  document_sha256: ColumnType<string | null, undefined, string | null>
  until: ColumnType<Date | null, undefined, Date>
  refusal: ColumnType<string | null, undefined, string>
  reviewed_by: ColumnType<string | null, undefined, string>
  reviewed_at: ColumnType<Date | null, undefined, Date>
  review_note: ColumnType<string | null, undefined, string>
}

/** A view of unmasked values. */
export interface UnmaskViewTable {
  id: string
  request_id: string
  person_id: string
  at: ColumnType<Date, never, never>
  released_at: ColumnType<Date | null, never, never>
}

/** The last sweep that ended. */
export interface RetentionSweptTable {
  only_row: ColumnType<boolean, undefined, never>
  began_at: Instant
  ended_at: Instant
  masked: number
  deleted: number
}

/** Rates of groups. Who was counted ends with the month or with the record. */
interface DisparitySchema {
  /** Subjects of which something changed that group rates count. */
  disparity_due: { n: GeneratedAlways<string>; gateway: string; subject_ids: string[] }
  disparity_period: {
    gateway: string
    period: string
    closed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  }
  /** The subjects counted in a month that is open. Subjects of one person have one `person`, a random id. */
  disparity_subject: { subject_id: string; gateway: string; period: string; person: string }
  /** The people with a hit of a source in a month that is open, with what came of it: nothing, 1 reviewed, 2 mistaken, 3 confirmed. */
  disparity_finding: { gateway: string; period: string; person: string; source: string; level: number }
  disparity_count: {
    gateway: string
    period: string
    attribute: string
    grp: string
    source: string
    subjects: number
    with_hit: number
    reviewed: number
    mistaken: number
    confirmed: number
  }
  /** The reports of a closed month, as they are shown. */
  disparity_report: { gateway: string; period: string; made_at: Instant; reports: ColumnType<unknown, string, never> }
}

export interface RetentionSchema extends DisparitySchema {
  deletion_proof: DeletionProofTable
  retention_swept: RetentionSweptTable
  masked_value: MaskedValueTable
  unmask_request: UnmaskRequestTable
  unmask_view: UnmaskViewTable
  regime_version: RegimeVersionTable
  retained_evidence: RetainedEvidenceTable
  record_hold: RecordHoldTable
}
