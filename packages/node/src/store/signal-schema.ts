// Types of the tables of lists and signals. The migrations define these tables.
import type { ListTerms } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe, MaybeJson } from './column-types.ts'

export interface ListTable {
  id: string
  title: string
  format: string
  terms: Json<ListTerms>
  version: Generated<number>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface ListVersionTable {
  list_id: string
  version: number
  at: Instant
  by_account: string
  sha256: Buffer
  counts: Json<Record<string, number>>
}

export interface SignalTable {
  id: string
  version: number
  owner: string
  kind: string
  status: string
  list_id: string | null
  list_entry: string | null
  tlp: string
  purposes: string[]
  source_type: string
  valid_from: Instant
  valid_until: Instant
  /** The end of the lawful basis; null if it has no end. */
  basis_until: Maybe
  /** `valid_until` or `basis_until`, whichever is earlier. The database computes it. */
  usable_until: ColumnType<Date, never, never>
  review_due: Instant
  created_at: Instant
  modified_at: Instant
  value_key: Buffer | null
  token_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
  /**
   * These columns and those above decide access. They are null for signals stored by an older release, which refuses
   * access.
   */
  agreements: string[] | null
  /** The recipients; `*` means every party of the signal's agreements. */
  recipients: string[] | null
  pap: string | null
  minor: boolean | null
  last_verified_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  /** Whether the signal names its lawful basis and says why it is needed. */
  basis_stated: boolean | null
  necessity_stated: boolean | null
  /** The member from which the signal came: its owner, or the member that passed it on. */
  origin: string | null
  /** Whether the signal belongs to another member. */
  received: Generated<boolean>
  /**
   * The log of a recipient identifies the signal by this digest, without its value. Salt and digest change with every
   * version and are deleted with the value.
   */
  salt: Buffer | null
  digest: Buffer | null
  withdrawal_reason: string | null
  /** The version that two officers released to other members. Kinds that one officer may release do not use it. */
  released_version: ColumnType<number | null, number | null | undefined, number | null>
  /**
   * Whether a blocking list of false positives contains the signal's value and no two people have approved an override.
   */
  false_positive: Generated<boolean>
  regime: Generated<string>
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface SignalVersionTable {
  signal_id: string
  version: number
  at: Instant
  by_account: string | null
  change: string
  a: Buffer | null
  b: Buffer
  erased_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

/** The release of a version of a signal about a person by a second officer. */
export interface SignalReleaseTable {
  signal_id: string
  version: number
  wrote_by: string | null
  person_id: string
  account_id: string
  at: Instant
}

/** A legal hold. It says why a copy of another member's signal is kept although it should be erased. */
export interface SignalHoldTable {
  id: string
  signal_id: string
  reason: string
  basis: string
  set_by: string
  set_at: Instant
  until: Instant
  approved_by: ColumnType<string | null, string | null | undefined, string | null>
  approved_at: Maybe
  lifted_by: ColumnType<string | null, string | null | undefined, string | null>
  ended_at: Maybe
}

/**
 * A comparison of known people with changed signals, or under a lowered threshold. It is requested, running or done.
 */
export interface RematchTable {
  id: string
  kind: 'signals' | 'list' | 'threshold'
  list_id: string | null
  /** The lowered threshold, if the comparison is with all signals because of it; otherwise null. */
  threshold_version: ColumnType<number | null, number | null | undefined, number | null>
  cause: string
  asked_at: Instant
  signal_ids: string[]
  started_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  /** The subjects to compare, in this order; null before the start and after the end. */
  subject_ids: ColumnType<string[] | null, string[] | null | undefined, string[] | null>
  people: ColumnType<number | null, number | null | undefined, number | null>
  compared: Generated<number>
  hits_reevaluated: Generated<number>
  cases_opened: Generated<number>
  cases_closed: Generated<number>
  decisions_reopened: Generated<number>
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface ListMemberTable {
  list_id: string
  version: number
  signal_id: string
  signal_version: number
}

export interface ImportPreviewTable {
  id: string
  list_id: string
  account_id: string
  at: Instant
  expires_at: Instant
  list_version: number
  used_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  body: Buffer
  b: Buffer
}

/** A preview, import or rollback of a list. It waits, runs or is finished. */
export interface ListTaskTable {
  id: string
  kind: 'preview' | 'import' | 'rollback'
  list_id: string
  /** The preview that an import imports. */
  preview_id: ColumnType<string | null, string | null | undefined, never>
  /** The version to which a rollback returns, and its reason. */
  to_version: ColumnType<number | null, number | null | undefined, never>
  reason: ColumnType<string | null, string | null | undefined, never>
  /** Who asked for it, with which role and for which purpose. */
  account_id: string
  role: string
  purpose: string
  asked_at: Instant
  /** Whether it takes a moment only, so that it need not wait behind large tasks and messages. */
  small: boolean
  state: Generated<'waiting' | 'running' | 'done' | 'failed' | 'cancelled'>
  phase: ColumnType<ListTaskPhase | null, never, ListTaskPhase | null>
  done: Generated<number>
  total: ColumnType<number | null, never, number | null>
  attempts: Generated<number>
  started_at: Maybe
  finished_at: Maybe
  problem: MaybeJson<{ code: string; detail: string; at: string | null }>
  /** The version that an import or rollback made, and the comparison that a rollback started. */
  version: ColumnType<number | null, never, number | null>
  rematch_id: ColumnType<string | null, never, string | null>
  /** The file to preview; null once the task is finished. */
  body: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
  /** The report of an import. */
  b: ColumnType<Buffer | null, never, Buffer | null>
}
export type ListTaskPhase = 'reading' | 'comparing' | 'trying' | 'writing'

export interface SignalSchema {
  list: ListTable
  list_version: ListVersionTable
  signal: SignalTable
  signal_version: SignalVersionTable
  signal_release: SignalReleaseTable
  signal_hold: SignalHoldTable
  rematch: RematchTable
  list_member: ListMemberTable
  import_preview: ImportPreviewTable
  list_task: ListTaskTable
}
