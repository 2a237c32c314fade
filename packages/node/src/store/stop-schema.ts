import type { ColumnType, GeneratedAlways } from 'kysely'
import type { Instant, Maybe } from './column-types.ts'

/** A time that the database takes from its own clock. */
type OwnTime = ColumnType<Date, never, never>

export interface StopTable {
  id: string
  n: GeneratedAlways<string>
  scope_type: string
  scope_id: string | null
  reason: string
  set_by: string | null
  set_at: Instant
  began_at: OwnTime
  /** Milliseconds until every thread that ran then had the stop in force; null until then. */
  effective_ms: number | null
  off_at: Maybe
}

interface StopDrillTable {
  id: string
  person_id: string
  at: Instant
  began_at: OwnTime
  workers: number | null
  effective_ms: number | null
  /** The newest finished rollback of a list at that time. */
  rollback_ms: number | null
  rollback_hits: number | null
}

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

/** What stops matching: people with stops, and the end of records of necessity. */
export interface StopSchema {
  necessity_record: NecessityRecordTable
  necessity_gate: NecessityGateTable
  /** Notes of oversight. */
  necessity_note: { id: string; record_id: string; person_id: string; at: Instant; text: string }
  stop: StopTable
  /** The people who agreed to lift a stop. */
  stop_off: { stop_id: string; person_id: string; account_id: string; role: string; at: Instant }
  /** The threads that follow the stops. */
  stop_worker: { id: string; kind: string; started_at: OwnTime; heard_at: OwnTime }
  stop_confirmation: { stop_id: string; worker_id: string; at: OwnTime }
  stop_drill: StopDrillTable
  /** Subjects that a stop kept from being compared. */
  unchecked_subject: { subject_id: string; gateway: string; n: ColumnType<string, never, never> }
}
