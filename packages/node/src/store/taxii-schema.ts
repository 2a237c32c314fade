// Types of the tables of TAXII, and of objects from outside that do not state our terms. Migrations 0018, 0025 and 0118
// define these tables.
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json, Maybe } from './column-types.ts'

type MaybeJson<T> = ColumnType<T | null, string | null, string | null>
/** A bigint column, which the driver returns as text. */
type Big = ColumnType<string, bigint | string, bigint | string>

/** A TAXII client, which acts for a member and for one purpose. */
export interface TaxiiUserTable {
  id: string
  name: string
  member: string
  purpose: string
  /** The hash of the password; null if the client signs in with a certificate. */
  password_hash: string | null
  token_hash: Buffer | null
  /** The SHA-256 of the client's certificate. */
  certificate: ColumnType<Buffer | null, Buffer | null | undefined, never>
  /** Whether the client takes invented data: signals about people of a node of one person go to no other. */
  synthetic: ColumnType<boolean, boolean | undefined, never>
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
  /** The last assigned value of `added_us`. The row is locked while a new value is assigned. */
  last_added_us: ColumnType<string, bigint | string | undefined, bigint | string>
}
/**
 * An object that was offered to a client. `body` is set only for objects that contain no signal, such as definitions
 * and identities of members.
 */
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
  /** The form of STIX in which the signal was offered. */
  form: Generated<number>
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
  /** The inbox to which the object was submitted; null if it was imported from a file or a feed. */
  collection_id: string | null
  /** The member that submitted the object. */
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
  /** The state of the object. `carrier` means that it contained a whole signal, which is stored as a signal. */
  state: ColumnType<
    'held' | 'adopted' | 'carrier',
    'held' | 'adopted' | 'carrier' | undefined,
    'held' | 'adopted' | 'carrier'
  >
  signal_id: ColumnType<string | null, string | null | undefined, string | null>
  /** Whether this is the newest version of the object in its inbox. */
  newest: Generated<boolean>
  oldest: Generated<boolean>
  /** When the source no longer had the object. That may be a withdrawal; a person decides. */
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
/** How far a collection of another server was imported, for each user on that server. */
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
