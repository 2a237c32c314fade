// Types of the tables of blind checks. Migrations 0019 and 0028 define these tables.
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
  /** The tokens as signed 8-byte integers, because PostgreSQL has no unsigned ones. */
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
  /** The size of the set at the start of the day `day_at`. The growth within a day is computed from it. */
  day_size: number
  day_at: Instant
}
export interface BlindCheckTable {
  id: string
  direction: string
  /** The other member of the check. */
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
  /** The purpose of the check. Its results can be opened only for this purpose. */
  purpose: string | null
  at: Instant
  revealed_at: Maybe
  /** The sealed tokens of the items that were found. A person can reveal their signals within a day. */
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
