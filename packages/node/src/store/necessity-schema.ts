import type { ColumnType } from 'kysely'
import type { Instant, Maybe } from './column-types.ts'

interface NecessityRecordTable {
  id: string
  subject_type: string
  subject_id: string
  body: ColumnType<unknown, string, never>
  impact_until: ColumnType<Date, string, never>
  valid_until: Instant
  written_by: string
  written_at: Instant
  approved_by: ColumnType<string | null, undefined, string>
  approved_at: Maybe
  /** A newer record took its place. */
  ended_at: Maybe
}

/** What was ever switched on. It is on while a record is in force, or until `draft_until`. */
interface NecessityGateTable {
  subject_type: string
  subject_id: string
  on_at: Instant
  draft_until: ColumnType<Date | null, undefined, null>
  lapsed_at: Maybe
  /** The last reminder, in days before the end. */
  reminded: ColumnType<number | null, undefined, number | null>
}

export interface NecessitySchema {
  necessity_record: NecessityRecordTable
  necessity_gate: NecessityGateTable
  /** Notes of oversight. */
  necessity_note: { id: string; record_id: string; person_id: string; at: Instant; text: string }
}
