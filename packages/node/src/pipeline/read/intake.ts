import type { Selectable } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { RecordClasses } from '../../safeguards/access/field-classes.ts'
import type { MessageCounts, MessageTable } from '../../store/schema.ts'

export type MessageRow = Selectable<MessageTable>

/** The reading of a message, in its gateway's own format. */
export interface GatewayReading<R> {
  reading: R
  outcome: 'read' | 'partly-read' | 'quarantined'
  /** How often each finding code was found. */
  findings: Record<string, number>
  sensitiveRemoved: number
  counts: MessageCounts
  format: string | null
  engine: string
  preparedAt: Date | null
  accessReference: string | null
  part: { number: number | null; flag: string | null } | null
  /** At which segment what a pointer names begins. */
  segments: ReadonlyMap<string, number>
}

/** The records of a reading, as stored. */
export interface StoredRecords {
  /** Subjects about which something is new or different: they have to be matched now. */
  changed: string[]
  /** The subject of each place in the reading that describes one. */
  subjects: { pointer: string; contextId: string; subjectId: string }[]
  /** What the message is about, in the gateway's own words; null where it says nothing. */
  contextKey: string | null
}

export interface ReadingGiven {
  sha256: string
  receivedAt: string
  /** How many sensitive values an earlier reading took out of these bytes already. */
  removedBefore: number
}

/** How a gateway reads messages. The reading step is handed it. */
export interface Intake<R = unknown> {
  /** Which fields of a reading are masked when its time comes. */
  classes: RecordClasses<R>
  /** Tells the format of a file's first message from its beginning; null where it cannot be told. The reading decides. */
  sniff(bytes: Uint8Array): string | null
  /** Never throws: what cannot be read is a finding. */
  read(bytes: Uint8Array, given: ReadingGiven): GatewayReading<R>
  /** Byte ranges of sensitive data, end exclusive, to be overwritten once read, each with the byte to overwrite it with. */
  sensitiveRanges(bytes: Uint8Array): { from: number; to: number; mask: number }[]
  /** Locks the rows that several readings change, in one order, so that two workers wait for each other instead of failing. */
  lock(tx: Tx, readings: readonly { messageId: string; read: GatewayReading<R> }[]): Promise<void>
  /** Stores the records of a reading, in this transaction; a second reading of a message replaces the first. */
  store(tx: Tx, message: MessageRow, version: number, read: GatewayReading<R>): Promise<StoredRecords>
  /** Removes from the records of readings before `version` what a newer reader knows to be sensitive. */
  forget(tx: Tx, messageId: string, version: number): Promise<void>
}
