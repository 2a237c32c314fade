// Tables of lists and signals, as the migrations define them.
import type { ListTerms } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe } from './column-types.ts'

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
  /** End of the lawful basis; null if it has none. */
  basis_until: Maybe
  /** The earlier of both. */
  usable_until: ColumnType<Date, never, never>
  review_due: Instant
  created_at: Instant
  modified_at: Instant
  value_key: Buffer | null
  /** Decide access, with the columns above. Null in statements of an older release, which refuses access. */
  agreements: string[] | null
  /** `*`: every party of its agreements. */
  recipients: string[] | null
  pap: string | null
  minor: boolean | null
  last_verified_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  /** Whether it names its lawful basis, and says why it is needed. */
  basis_stated: boolean | null
  necessity_stated: boolean | null
  /** The member it came from: its owner, or the member that passed it on. */
  origin: string | null
  /** Whether it belongs to another member. */
  received: Generated<boolean>
  /**
   * The log of a recipient names the signal by this digest without its value. Salt and digest change with every version, and are deleted
   * with the value.
   */
  salt: Buffer | null
  digest: Buffer | null
  withdrawal_reason: string | null
  /** The version that two officers released to others; unused for kinds that one officer releases. */
  released_version: ColumnType<number | null, number | null | undefined, number | null>
  /** A blocking list of false positives contains its value, and no two people have overruled it. */
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

/** A second officer's release of a version about a person. */
export interface SignalReleaseTable {
  signal_id: string
  version: number
  wrote_by: string | null
  person_id: string
  account_id: string
  at: Instant
}

/** A legal hold: why a copy of another member's signal is kept although its owner requests its erasure. */
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

/** A comparison of known people with changed signals, or under a lowered threshold: requested, running, done. */
export interface RematchTable {
  id: string
  kind: 'signals' | 'list' | 'threshold'
  list_id: string | null
  /** Set for a comparison with all signals after a lowered threshold. */
  threshold_version: ColumnType<number | null, number | null | undefined, number | null>
  cause: string
  asked_at: Instant
  signal_ids: string[]
  started_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  /** The compared subjects, in this order; null before the start and after the end. */
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
}
