// Types of the tables of other nodes and of the data exchanged with them. Migration 0017 defines these tables.
import type { KeyRotation, SignalReceipt } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe, MaybeJson } from './column-types.ts'

/** A bigint column, which the driver returns as text. */
type Big = ColumnType<string, number | string, number | string>
type DefaultBig = ColumnType<string, number | string | undefined, number | string>

export interface PeerTable {
  member: string
  node: string
  /** The address of its node; null until the member has joined. */
  url: string | null
  state: string
  fingerprint: Generated<string>
  since: Instant
  /** The epoch, position and hash up to which this node has read the member's log. */
  epoch: string | null
  position: DefaultBig
  position_hash: Buffer | null
  head: ColumnType<string | null, number | string | null | undefined, number | string | null>
  last_pull_at: Maybe
  skew_ms: number | null
  trouble: string | null
  trouble_since: Maybe
  /** When the member last read this node's log, and how far. */
  read_at: Maybe
  read_position: DefaultBig
}
export interface InvitationTable {
  id: string
  member: string
  code_hash: Buffer
  made_at: Instant
  expires_at: Instant
  used_at: Maybe
}
export interface KeyRotationTable {
  member: string
  /** The id of the new key. */
  key_id: string
  at: Instant
  body: Json<KeyRotation>
}
export interface SeenRequestTable {
  member: string
  jti: string
  expires_at: Instant
}
export interface DeliveryHeadTable {
  recipient: string
  epoch: string
  last_seq: Big
  last_hash: Buffer
}
export interface DeliveryTable {
  recipient: string
  epoch: string
  seq: Big
  entry_id: string
  at: Instant
  type: string
  signal_id: string | null
  signal_version: number | null
  run: number | null
  /** The object of the entry. It is null for a signal, which is read from its own table. */
  object: MaybeJson<Record<string, unknown>>
  object_hash: Buffer
  prev: Buffer
  hash: Buffer
}
export interface VisibilityTable {
  recipient: string
  signal_id: string
  run: number
  version: number
  began_at: Instant
  ended_at: Maybe
  end_reason: string | null
}
export interface ErasureDutyTable {
  member: string
  entry_id: string
  signal_id: string
  version: number
  cause: string
  since: Instant
  stop_by: Instant
  erase_by: Instant
  received_at: Maybe
  stopped_at: Maybe
  erased_at: Maybe
  refused: MaybeJson<SignalReceipt>
  told_half_at: Maybe
  told_overdue_at: Maybe
}
export interface SignalReceiptTable {
  id: string
  member: string
  entry_id: string
  signal_id: string
  version: number
  step: string
  at: Instant
  received_at: Instant
  body: Json<SignalReceipt>
}
export interface HeldSignalTable {
  signal_id: string
  peer: string
  version: number
  /**
   * The digest of the received bytes, which detects other bytes under the same version. It is deleted with the signal.
   */
  digest: Buffer | null
  salt: Buffer | null
  entry_id: string
  ended_at: Maybe
}
export interface TombstoneTable {
  signal_id: string
  owner: string
  version: number
  at: Instant
  keep_until: Instant
}
export interface HoldingEndTable {
  peer: string
  entry_id: string
  signal_id: string
  version: number
  cause: string
  received_at: Instant
  stopped_at: Maybe
  erased_at: Maybe
  copies: Generated<number>
  index_entries: Generated<number>
  /**
   * Whether this is a withdrawal by a member that passed the signal on. It has no effect until the owner withdraws the
   * signal too.
   */
  waits: Generated<boolean>
  /**
   * Whether this node passed the signal on. The other members must then erase it before this node reports its own
   * erasure.
   */
  passed_on: Generated<boolean>
  /** When the receipt `erased` was signed. `erased_counts` contains its counts while it waits to be signed. */
  told_at: Maybe
  erased_counts: MaybeJson<NonNullable<SignalReceipt['counts']>>
  /** The legal hold that keeps a copy of the signal; null if none does. */
  held_by: ColumnType<string | null, string | null | undefined, string | null>
}
export interface RefusedEntryTable {
  peer: string
  entry_id: string
  signal_id: string | null
  version: number | null
  code: string
  at: Instant
}
export interface ReceiptOutTable {
  id: string
  peer: string
  made_at: Instant
  body: Json<SignalReceipt>
  sent_at: Maybe
}
export interface SignalFlagTable {
  signal_id: string
  reviewed: number
  precision_percent: number
  at: Instant
}

/** A notice about people of a member that was seen. */
export interface PeerNoticeTable {
  member: string
  id: string
  kind: string
  at: Instant
}

export interface PeerSchema {
  peer_notice: PeerNoticeTable
  peer: PeerTable
  invitation: InvitationTable
  key_rotation: KeyRotationTable
  seen_request: SeenRequestTable
  delivery_head: DeliveryHeadTable
  delivery: DeliveryTable
  visibility: VisibilityTable
  erasure_duty: ErasureDutyTable
  signal_receipt: SignalReceiptTable
  held_signal: HeldSignalTable
  tombstone: TombstoneTable
  holding_end: HoldingEndTable
  refused_entry: RefusedEntryTable
  receipt_out: ReceiptOutTable
  signal_flag: SignalFlagTable
}
