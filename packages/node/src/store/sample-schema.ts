// Types of the tables of oversight's sample. The migration 0120 defines them.
import type { SampleVerdict } from '@entente/contracts'
import type { ColumnType } from 'kysely'
import type { Instant } from './column-types.ts'

/** The draw of a week, by its Monday. Only the function `draw_sample` writes the columns after the commitment. */
interface SampleWeekTable {
  week: string
  commitment: string
  committed_at: Instant
  seed: ColumnType<Buffer | null, never, never>
  drawn_at: ColumnType<Date | null, never, never>
  listed: ColumnType<number | null, never, never>
  list_digest: ColumnType<string | null, never, never>
  lost: ColumnType<boolean, never, never>
}

/** Every decision, as the database registers it. `week` is the week that listed it. */
interface DecidedCaseTable {
  decision_id: ColumnType<string, never, never>
  case_id: ColumnType<string, never, never>
  gateway: ColumnType<string, never, never>
  at: ColumnType<Date, never, never>
  adverse: ColumnType<boolean, never, never>
  minor: ColumnType<boolean, never, true>
  week: ColumnType<string | null, never, never>
}

/** A case of a sample. Only the function `draw_sample` writes it. */
export interface SampledCaseTable {
  id: ColumnType<string, never, never>
  week: ColumnType<string, never, never>
  case_id: ColumnType<string, never, never>
  gateway: ColumnType<string, never, never>
  by_lot: ColumnType<boolean, never, never>
  minor: ColumnType<boolean, never, never>
}

export interface SampleReadingTable {
  id: string
  sample_id: string
  person_id: string
  at: Instant
  verdict: SampleVerdict
}
interface SampleAnswerTable {
  reading_id: string
  person_id: string
  at: Instant
}
export interface SampleWordsTable {
  id: string
  reading_id: string
  is_answer: boolean
  case_id: string
  a: Buffer | null
  b: Buffer
}

export interface SampleSchema {
  sample_week: SampleWeekTable
  decided_case: DecidedCaseTable
  sampled_case: SampledCaseTable
  sample_reading: SampleReadingTable
  sample_answer: SampleAnswerTable
  sample_words: SampleWordsTable
}
