// Types of the tables of onward sharing. Migration 0023 defines these tables.
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Maybe } from './column-types.ts'

type MaybeId = ColumnType<string | null, string | null | undefined, string | null>

export interface OnwardPassTable {
  signal_id: string
  destination: string
  person_id: string
  at: Instant
  ended_at: Maybe
}
export interface SharingPermissionTable {
  id: string
  kind: 'onward' | 'transfer'
  agreement_id: string
  signal_id: string | null
  holder: string | null
  destination: string
  reason: string
  asked_by: string
  asked_at: Instant
  given_by: MaybeId
  given_at: Maybe
  ended_at: Maybe
  end_reason: MaybeId
}
/** An additional peer that gives a received signal. The first one is in `held_signal`. */
export interface HeldAlsoTable {
  signal_id: string
  peer: string
  entry_id: string
  since: Instant
}
export interface OnwardHolderTable {
  signal_id: string
  /** The member that passed the signal on. */
  via: string
  member: string
  /** The version in its last statement. */
  version: number
  received_at: Maybe
  stopped_at: Maybe
  erased_at: Maybe
  /** Whether the member refused the erasure for good. It is not set while a legal hold keeps the signal. */
  refused: Generated<boolean>
  held_until: Maybe
  proven: boolean
}
export interface IntroducedKeyTable {
  member: string
  key_id: string
  public_key: Buffer
  introduced_by: string
  also_by: ColumnType<string[], never, string[]>
  at: Instant
  confirmed_at: Maybe
  confirmed_by: MaybeId
}
export interface KeyToldTable {
  recipient: string
  member: string
  key_id: string
  at: Instant
}

export interface OnwardSchema {
  onward_pass: OnwardPassTable
  sharing_permission: SharingPermissionTable
  held_also: HeldAlsoTable
  onward_holder: OnwardHolderTable
  introduced_key: IntroducedKeyTable
  key_told: KeyToldTable
}
