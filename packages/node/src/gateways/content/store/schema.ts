// Tables of banks and uploads, as migrations 0013, 0014 and 0020 make them.
import type { ViewingSettings } from '@entente/contracts'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Instant, Json, Maybe } from '../../../store/column-types.ts'

export interface LabelRef {
  scheme: string
  version: string
  code: string
}

export interface LabelSchemeTable {
  scheme: string
  version: string
  labels: Json<unknown[]>
}

export interface BankTable {
  /** Number of the bank in the index. */
  id: GeneratedAlways<number>
  name: string
  version: Generated<number>
  purposes: string[]
  basis: string
  basis_until: Maybe
  agreements: Generated<string[]>
  tlp: string
  pap: string
  negative: Generated<boolean>
  shadow: Generated<boolean>
  enabled_ratio: Generated<number>
  /** Bits in which two PDQ hashes may differ; null: 31. */
  radius: number | null
  labels: ColumnType<LabelRef[], string | undefined, string>
  valid_days: number
  retain_days: number
  created_at: Instant
  deleted_at: Maybe
  /** The member whose signals the bank follows; null: people fill it. */
  follows: ColumnType<string | null, string | undefined, never>
  /** True if a client without a key made the bank: such clients change only these banks. */
  without_key: ColumnType<boolean, boolean | undefined, never>
}

export interface IncidentTable {
  id: string
  name: string
  level: string
  starts_at: Instant
  ends_at: Maybe
  created_at: Instant
  person_id: string | null
  first_signal_at: Maybe
  first_hit_at: Maybe
}

export interface BankItemTable {
  id: string
  /** A positive whole number, for interfaces that number items. */
  number: GeneratedAlways<string>
  bank_id: number
  owner: string
  incident_id: string | null
  state: Generated<string>
  because: string | null
  disabled_until: Maybe
  created_at: Instant
  regime: Generated<string>
  purposes: string[]
  mask_at: Maybe
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface ItemSignalTable {
  /** Number of the signal in the index. */
  number: GeneratedAlways<string>
  item_id: string
  signal_id: string
  type: string
  quality: number | null
  /** The compared bytes, sealed: the bytes of a hash or the frames of a video. */
  raw: Buffer
}

export interface ItemOpinionTable {
  id: string
  item_id: string
  /** The member or the sender of the opinion. */
  source: string
  outcome: string
  at: Instant
  person_id: string | null
  sender_id: string | null
  upload_id: string | null
  decision_id: string | null
  /** Whether the opinion counts. */
  counted: Generated<boolean>
  regime: Generated<string>
  purposes: string[]
  mask_at: Maybe
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface ContentChangeTable {
  seq: GeneratedAlways<string>
  at: ColumnType<Date, never, never>
  numbers: string[]
  bank_id: number | null
}

export interface UploadTable {
  id: string
  sender_id: string
  /** The sender's own id of the upload, blinded. */
  ref: Buffer
  token_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
  version: Generated<number>
  state: string
  team: string
  regime: string
  purposes: string[]
  received_at: Instant
  mask_at: Maybe
  delete_at: Instant
  case_id: ColumnType<string | null, string | null | undefined, string | null>
  /** The last decision sent to the sender; null if there is none. */
  told_decision: ColumnType<string | null, string | null | undefined, string | null>
  told_at: Maybe
  /** When the content was removed by a decision; null: it is not. */
  removed_at: Maybe
  index_seq: ColumnType<string | null, string | number | null | undefined, string | number | null>
  /** `scheme:code` of the matches that the case rests on, and their incidents. */
  labels: Generated<string[]>
  incidents: Generated<string[]>
  /** The account at its platform, blinded. */
  account: ColumnType<Buffer | null, Buffer | null | undefined, null>
  original: ColumnType<'none' | 'kept' | 'gone', 'none' | 'kept' | 'gone' | undefined, 'none' | 'kept' | 'gone'>
  a: Buffer | null
  b: Buffer
}

export interface UploadOriginalTable {
  id: string
  upload_id: string
  kept_at: Instant
  bytes: ColumnType<string, number, never>
  /** Sealed; null if `raw_file` names the file with the sealed bytes. */
  raw: Buffer | null
  raw_file: string | null
  preview: Buffer | null
  team: string
  regime: string
  purposes: string[]
  mask_at: Maybe
  delete_at: Instant
}

export interface ViewTable {
  number: GeneratedAlways<string>
  person_id: string
  at: Instant
  level: 'still' | 'video'
}

export interface ViewingSettingsTable {
  person_id: string
  choices: Json<Partial<ViewingSettings>>
  break_from: Maybe
  break_until: Maybe
}

export interface SeenHashTable {
  number: GeneratedAlways<string>
  upload_id: string
  type: string
  quality: number | null
  regime: string
  purposes: string[]
  mask_at: Maybe
  delete_at: Instant
  raw: Buffer
}

export interface RetroJobTable {
  id: string
  asked_at: Instant
  since: Instant
  numbers: string[]
  cause: string
  checked: Generated<number>
  hits: Generated<number>
  case_ids: Generated<string[]>
  finished_at: Maybe
}

export interface ContentDeliveryTable {
  id: string
  sequence: GeneratedAlways<string>
  upload_id: string
  sender_id: string
  at: Instant
  attempts: Generated<number>
  delivered_at: Maybe
  give_up_at: Instant
  failed_at: Maybe
  team: string
  regime: string
  purposes: string[]
  mask_at: Maybe
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface HashExchangeTable {
  id: GeneratedAlways<number>
  name: string
  bank_id: number
  api: string
  config: Json<Record<string, unknown>>
  enabled: Generated<boolean>
  created_at: Instant
  checkpoint: ColumnType<unknown, string | null | undefined, string | null>
  checkpoint_at: Maybe
  fetch_started_at: Maybe
  fetch_finished_at: Maybe
  fetch_succeeded: ColumnType<boolean | null, boolean | null | undefined, boolean | null>
  fetch_error: ColumnType<string | null, string | null | undefined, string | null>
  up_to_date: Generated<boolean>
}

export interface ExchangeRecordTable {
  exchange_id: number
  /** Name of the record at the source. */
  ref: string
  item_id: string
}

export interface ExchangeCredentialTable {
  api: string
  /** True if a client without a key set it. */
  without_key: Generated<boolean>
  id: string
  set_at: Instant
  raw: Buffer
}

export interface SignalTypeRatioTable {
  type: string
  enabled_ratio: number
}

export interface RemoteUseTable {
  sender_id: string
  span: 'minute' | 'day'
  starts_at: Instant
  /** Number of signals that the client asked about since then. */
  asked: number
}

interface ContentSchema {
  label_scheme: LabelSchemeTable
  bank: BankTable
  incident: IncidentTable
  bank_item: BankItemTable
  item_signal: ItemSignalTable
  item_opinion: ItemOpinionTable
  content_change: ContentChangeTable
  upload: UploadTable
  upload_original: UploadOriginalTable
  look: ViewTable
  looking: ViewingSettingsTable
  seen_hash: SeenHashTable
  retro_job: RetroJobTable
  content_delivery: ContentDeliveryTable
  hash_exchange: HashExchangeTable
  exchange_record: ExchangeRecordTable
  exchange_credential: ExchangeCredentialTable
  signal_type_ratio: SignalTypeRatioTable
  remote_use: RemoteUseTable
}

// The gateway's tables join those of the node.
declare module '../../../store/schema.ts' {
  interface Schema extends ContentSchema {}
}
