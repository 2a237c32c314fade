// Types of the tables of received messages and their readings. The migrations define these tables.
import type { ColumnType, Generated } from 'kysely'
import type { Instant, Json } from './column-types.ts'

/** Counts in a reading, for lists of messages. Each gateway adds its own counts. */
export interface MessageCounts {
  findings: { info: number; notice: number; warning: number; error: number }
}

export interface MessageTable {
  id: string
  gateway: string
  sender_id: string
  channel: string
  team: string
  regime: string
  purposes: string[]
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  delete_at: Instant
  bytes: number
  sha256: Buffer
  raw: Buffer | null
  raw_file: string | null
  redacted_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  format: string | null
  status: Generated<string>
  /** Messages with equal keys change the same records, so they are read together. Empty if unknown. */
  group_key: Generated<string>
  /** Time of the next attempt to read the message; null if it does not wait. */
  read_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  /** The number of failed attempts to read it. */
  attempts: Generated<number>
  read_version: Generated<number>
  /** The number of stored parts of a reading that is under way; 0 if none is. */
  read_parts: Generated<number>
  /** The engine that stored these parts, and the version of the reading to which they belong; null if none is under way. */
  read_engine: string | null
  read_as: number | null
  /** The attempts at a reading in parts that neither stored a part nor reported an error: their process was killed. */
  read_tries: Generated<number>
  counts: Json<MessageCounts> | null
  /** The context that the message is about, by the key that its gateway uses. */
  context_key: string | null
  part: Json<{ number: number | null; flag: string | null }> | null
  access_reference: string | null
  prepared_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ReadingTable {
  message_id: string
  version: number
  at: Instant
  engine: string
  outcome: string
  findings: Json<Record<string, number>>
  sensitive_removed: number
  a: Buffer | null
  b: Buffer
}

export interface MessageSchema {
  message: MessageTable
  reading: ReadingTable
}
