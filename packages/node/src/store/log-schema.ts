import type { ColumnType, Generated } from 'kysely'

type Instant = ColumnType<Date, Date | string | undefined, Date | string>

/** The tree over the entries of the log. A restore that lost entries begins another generation under another origin. */
interface LogTable {
  generation: number
  origin: string
  /** The verifier key of the log, as text. */
  vkey: string
  /** The generation whose entries come first in this one. */
  follows: number | null
  size: ColumnType<string, number, number>
  root: Buffer
  /** The newest checkpoint, signed by the log. */
  note: string
  signed_at: Instant
  /** The newest checkpoint that a witness cosigned, with all its cosignatures. */
  cosigned_note: string | null
  cosigned_size: ColumnType<string | null, number | null, number | null>
  cosigned_at: ColumnType<Date | null, Date | null, Date | null>
}

/** The place of an entry in the tree, and its leaf hash. */
interface LeafTable {
  generation: number
  index: ColumnType<string, number, never>
  entry_id: string
  hash: Buffer
}

/** The root of a full tile: a hash of the level above it. */
interface TileHashTable {
  generation: number
  level: number
  index: ColumnType<string, number, never>
  hash: Buffer
}

/** Up to where the entries are in the tree, in the order of (tx, at, id). A backup leaves it out. */
interface LogPlaceTable {
  generation: number
  tx: string
  at: ColumnType<Date | string, Date | string, Date | string>
  id: string
  /** While it is set, entries of earlier transactions are taken by (at, id). */
  backlog_tx: string | null
}

/** The newest checkpoint of another member's log that this node cosigned. */
interface WitnessedTable {
  member: string
  origin: string
  vkey: string
  size: ColumnType<string, number, number>
  root: Buffer
  /** The checkpoint as the log signed it. */
  note: string
  at: Instant
  /** Since when its member has not proven that this state and one that another node has belong to one log. */
  unproven_since: ColumnType<Date | null, Date | null | undefined, Date | null>
}

/** A key with which somebody cosigned the log of this node, and the name for a policy. */
interface WitnessTable {
  vkey: string
  label: string
  first_at: Instant
}

/** The newest state of the log that the database service has in its file; of one that serves alone, there is none. */
interface PublishedTable {
  only_row: Generated<boolean>
  generation: number
  origin: string
  size: ColumnType<string, number, number>
  root: Buffer
  note: string
}

/** A checkpoint of this log that a witness has and the log does not contain. */
interface AheadTable {
  note: string
  at: ColumnType<Date, never, never>
}

/** A report about a year that oversight published. */
interface TransparencyReportTable {
  id: string
  year: number
  made_at: Instant
  made_by: string
  log_size: ColumnType<string, number, never>
  report: ColumnType<unknown, string, never>
}

export interface LogSchema {
  'audit.log': LogTable
  'audit.leaf': LeafTable
  'audit.tile_hash': TileHashTable
  'audit.log_place': LogPlaceTable
  'audit.witnessed': WitnessedTable
  'audit.witness': WitnessTable
  'audit.published': PublishedTable
  'audit.ahead': AheadTable
  transparency_report: TransparencyReportTable
}
