// Tables of blind checks, as migrations 0019 and 0028 define them.
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
  /** Signed, as PostgreSQL's 8-byte integers are. */
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
  /** The size at the start of the day of `day_at`, from which its growth is computed. */
  day_size: number
  day_at: Instant
}
export interface BlindCheckTable {
  id: string
  direction: string
  /** The other member. */
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
  /** The purpose of the check. Results are opened only for this purpose. */
  purpose: string | null
  at: Instant
  revealed_at: Maybe
  /** Sealed: the tokens of the results, so that a person can request them within a day. */
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
