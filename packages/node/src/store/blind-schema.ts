// The tables of blind checks: the mirror of migrations 0019 and 0028.
import type { ColumnType } from 'kysely'
import type { Instant, Maybe } from './column-types.ts'

export interface BlindEpochTable {
  agreement_id: string
  kind: string
  epoch: number
  public_key: Buffer
  began_at: Instant
  ends_at: Instant
}
export interface BlindTokenTable {
  agreement_id: string
  kind: string
  epoch: number
  signal_id: string
  version: number
  /** As PostgreSQL has whole numbers of 8 bytes: with a sign. */
  tokens: ColumnType<string[], string[], string[]>
}
export interface BlindHolderKeyTable {
  holder: string
  agreement_id: string
  kind: string
  epoch: number
  public_key: Buffer
  received_at: Instant
}
export interface BlindSetTable {
  holder: string
  agreement_id: string
  kind: string
  epoch: number
  tokens: Buffer
  sha256: Buffer
  size: number
  signed_at: Instant
  /** How large it was when the day of `day_at` began: what its growth is told by. */
  day_size: number
  day_at: Instant
}
export interface BlindCheckTable {
  id: string
  direction: string
  /** The other side. */
  member: string
  agreement_id: string
  kind: string
  mode: string
  epoch: number
  padded: number
  asked: number | null
  hits: number | null
  folded: number | null
  request_hash: Buffer
  quota_left: number
  account_id: string | null
  /** For which it was asked: only for that what was found is opened. */
  purpose: string | null
  at: Instant
  revealed_at: Maybe
  /** Sealed: the tokens of what was found, for a person to ask for it within a day. */
  found: Buffer | null
  found_until: Maybe
}
export interface BlindSchema {
  blind_epoch: BlindEpochTable
  blind_token: BlindTokenTable
  blind_holder_key: BlindHolderKeyTable
  blind_set: BlindSetTable
  blind_check: BlindCheckTable
}
