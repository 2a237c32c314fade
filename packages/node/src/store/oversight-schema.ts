import type { ColumnType, GeneratedAlways } from 'kysely'
import type { Instant, Maybe } from './column-types.ts'

/** An age recipient of oversight. `n` counts them. */
export interface OversightRecipientTable {
  n: number
  recipient: string
  proposed_by: string
  proposed_at: Instant
  /** The database sets it. */
  wait_hours: ColumnType<number, number, never>
  stopped_by: string | null
  stopped_at: Maybe
}

/** An age file. Only functions of the database reach its bytes. */
interface OversightFileTable {
  id: string
  kind: 'report' | 'unmask-document' | 'note'
  ref: string | null
  subject_id: string | null
  recipient_n: number
  bytes: GeneratedAlways<number>
  sha256: GeneratedAlways<string>
}

export interface OversightSchema {
  oversight_recipient: OversightRecipientTable
  oversight_recipient_consent: { n: number; person_id: string; at: Instant }
  oversight_file: OversightFileTable
  /** Files that people signed to open. The id is the hash of the ids. */
  oversight_opening: { id: string; files: string[] }
  oversight_download: {
    id: string
    file_id: string
    person_id: string
    at: ColumnType<Date, never, never>
    released_at: ColumnType<Date | null, never, never>
  }
}
