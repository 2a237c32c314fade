// Tables of inspections, as the migrations make them.
import type { Generated } from 'kysely'
import type { Instant, Maybe } from '../../../store/column-types.ts'
import type { PersonalColumns } from './schema.ts'

/** An inspection order. A consignment has at most one that is not closed. */
export interface InspectionTable extends PersonalColumns {
  id: string
  consignment_id: string
  /** The version of the consignment that the order describes. */
  consignment_version: number
  ordered_at: Instant
  lane: string
  /** Where the goods arrive. */
  place: string | null
  due_at: Maybe
  /** Paths of the record that an officer asked to look at. */
  focus: Generated<string[]>
  method: string | null
  state: Generated<string>
  outcome: string | null
  /** The result in force. */
  result_id: string | null
  /** The result that waits for another person. */
  pending_id: string | null
  closed_at: Maybe
  a: Buffer | null
  b: Buffer
}

/** The causes of an inspection: rules, tables, the model, signals, draws and acts. */
export interface InspectionReasonTable {
  inspection_id: string
  consignment_id: string
  kind: string
  /** The id of the rule, signal or decision, the tag of the table, the hash of the model; empty for draws. */
  ref: string
  /** The version of the rule or signal; 0 where there is none. */
  version: Generated<number>
  /** True if it made the order; false for a further cause, which is counted too. */
  ordered: boolean
  text: string | null
  /** The score of the model. */
  value: number | null
  at: Instant
}

/** A result is never changed: a correction is a further row. */
export interface InspectionResultTable {
  id: string
  inspection_id: string
  ordinal: number
  outcome: string
  wrong_party: boolean
  corrects: string | null
  attachments: string[]
  person_id: string
  account_id: string
  at: Instant
  a: Buffer | null
  b: Buffer
}

/** The answer of another person to a result that needs one. */
export interface InspectionAnswerTable {
  result_id: string
  person_id: string
  account_id: string
  at: Instant
  agree: boolean
}

/** The word of a result for the owner of a signal, or for the rule, that hit. */
export interface InspectionWordTable {
  result_id: string
  hit_id: string
  outcome: string | null
  changed_by: string | null
  sends_at: Instant
  sent_at: Maybe
}

export interface PhotoTable extends Omit<PersonalColumns, 'received_at'> {
  id: string
  inspection_id: string
  person_id: string
  at: Instant
  media_type: string
  bytes: number
  raw_file: string
}

interface InspectionSchema {
  cargo_inspection: InspectionTable
  cargo_inspection_reason: InspectionReasonTable
  cargo_inspection_result: InspectionResultTable
  cargo_inspection_answer: InspectionAnswerTable
  cargo_inspection_word: InspectionWordTable
  cargo_photo: PhotoTable
}

// The gateway's tables join those of the node.
declare module '../../../store/schema.ts' {
  interface Schema extends InspectionSchema {}
}
