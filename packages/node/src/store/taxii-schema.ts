// Tables of TAXII, and of objects from outside without our terms, as migrations 0018 and 0025 define them.
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe } from './column-types.ts'

type MaybeJson<T> = ColumnType<T | null, string | null, string | null>
/** bigint, which PostgreSQL returns as text. */
type Big = ColumnType<string, bigint | string, bigint | string>

/** A TAXII client, which acts for a member and for one purpose. */
export interface TaxiiUserTable {
  id: string
  name: string
  member: string
  purpose: string
  /** Null if it signs in with a certificate. */
  password_hash: string | null
  token_hash: Buffer | null
  /** SHA-256 of its certificate. */
  certificate: ColumnType<Buffer | null, Buffer | null | undefined, never>
  created_at: Instant
  disabled_at: Maybe
}
export interface TaxiiCollectionTable {
  id: string
  agreement_id: string
  title: string
  alias: string | null
  kind: 'out' | 'inbox'
  created_at: Instant
  /** The newest assigned `added_us`. Locked while one is assigned. */
  last_added_us: ColumnType<string, bigint | string | undefined, bigint | string>
}
/** An object that was offered to a client. `body` is set only for objects that contain no signal: definitions, identities of members. */
export interface TaxiiEntryTable {
  collection_id: string
  user_id: string
  added_us: Big
  object_id: string
  object_type: string
  version_us: Big
  version_text: string
  signal_id: string | null
  signal_version: number | null
  withdrawn: Generated<boolean>
  body: MaybeJson<Record<string, unknown>>
}
export interface TaxiiStatusTable {
  id: string
  user_id: string
  agreement_id: string
  at: Instant
  body: Json<Record<string, unknown>>
}
export interface ForeignObjectTable {
  id: string
  /** The inbox it was posted to; null if it was imported from a file or a feed. */
  collection_id: string | null
  /** The member that submitted it. */
  member: string
  source: string
  added_us: Big
  format: 'stix' | 'misp'
  object_id: string
  object_type: string
  version_us: Big
  version_text: string
  digest: Buffer
  tlp: string
  pap: string
  /** `carrier`: it contained a whole signal, which is stored as such. */
  state: ColumnType<
    'held' | 'adopted' | 'carrier',
    'held' | 'adopted' | 'carrier' | undefined,
    'held' | 'adopted' | 'carrier'
  >
  signal_id: ColumnType<string | null, string | null | undefined, string | null>
  /** Among the versions of an object in an inbox. */
  newest: Generated<boolean>
  oldest: Generated<boolean>
  /** When its source no longer had it: perhaps a withdrawal, which a person decides. */
  gone_at: Maybe
  regime: Generated<string>
  purposes: string[]
  received_at: Instant
  mask_at: Maybe
  delete_at: Instant
  raw: Buffer
}
export interface MispEventTable {
  feed: string
  event_id: string
  stamp: Big
  signal_id: string | null
  gone_at: Maybe
}
/** How far a collection of another server was read, as a user there. */
export interface TaxiiPositionTable {
  source: string
  username: string
  added_after: string
  at: Instant
}
export interface TaxiiSchema {
  taxii_user: TaxiiUserTable
  taxii_collection: TaxiiCollectionTable
  taxii_entry: TaxiiEntryTable
  taxii_status: TaxiiStatusTable
  taxii_position: TaxiiPositionTable
  foreign_object: ForeignObjectTable
  misp_event: MispEventTable
}
