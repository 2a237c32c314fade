import type { Selectable } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { RecordClasses } from '../../safeguards/access/field-classes.ts'
import type { MessageCounts, MessageTable } from '../../store/schema.ts'

export type MessageRow = Selectable<MessageTable>

/** The result of reading a message, in the format of its gateway. */
export interface GatewayReading<R> {
  reading: R
  outcome: 'read' | 'partly-read' | 'quarantined'
  /** The number of findings of each code. */
  findings: Record<string, number>
  sensitiveRemoved: number
  counts: MessageCounts
  format: string | null
  engine: string
  preparedAt: Date | null
  accessReference: string | null
  part: { number: number | null; flag: string | null } | null
  /** The segment at which the content of a pointer begins. */
  segments: ReadonlyMap<string, number>
  /** What the gateway stores in records of its own, and not with the reading. */
  records?: unknown
}

/** The records of a reading, as stored. */
export interface StoredRecords {
  /** Subjects with new or different data: they must be matched now. */
  changed: string[]
  /** The subject of each place in the reading that describes one. */
  subjects: { pointer: string; contextId: string; subjectId: string }[]
  /** The gateway's own key of the context that the message is about; null if it names none. */
  contextKey: string | null
  /** The clocks of the subject that ends first, if one ends before the message: its bytes end then too. Absent or null: none does. */
  endsWith?: { mask_at: Date | null; delete_at: Date } | null
}

/** Tables of a gateway for its reader. The name identifies them: with other tables the same bytes may give another reading. */
export interface ReadingTables {
  name: string
  value: unknown
}

export interface ReadingGiven {
  sha256: string
  receivedAt: string
  /** The number of sensitive values that an earlier reading removed from these bytes. */
  removedBefore: number
  /** The result of `Intake.tables`: tables of the gateway that change how it reads. */
  tables?: ReadingTables | undefined
}

/** A message with one of its readings, before its records are stored. */
export interface ReadMessage<R = unknown> {
  message: MessageRow
  version: number
  read: GatewayReading<R>
}

/** The largest message in bytes of a gateway that states no limit: 50 MB. */
export const usualLargestMessage = 50 * 1024 * 1024

/** Returns the largest message in bytes that a gateway takes. */
export const largestMessageOf = (intake: Pick<Intake, 'largestMessage'> | undefined): number =>
  intake?.largestMessage ?? usualLargestMessage

/** A gateway's reader of messages. The reading step receives it as an argument. */
export interface Intake<R = unknown> {
  /** The largest message in bytes; a larger one is refused with `too-large`. Absent: `usualLargestMessage`. */
  largestMessage?: number
  /** The classes of a reading's fields: they say which fields are masked after the first period of the regime. */
  classes: RecordClasses<R>
  /** Guesses the format of a file's first message from its beginning; null if unclear. The reading decides. */
  sniff(bytes: Uint8Array): string | null
  /**
   * Guesses cheaply which messages change the same records. Waiting messages of a
   * group are read together. Returns null if unclear; a wrong guess costs only time. The text contains no personal data.
   */
  groupOf?(bytes: Uint8Array): string | null
  /** Returns the tables that the reader uses now. Absent or undefined: those of the release. */
  tables?(tx: Tx): Promise<ReadingTables | undefined>
  /** Never throws: unreadable parts become findings. */
  read(bytes: Uint8Array, given: ReadingGiven): GatewayReading<R>
  /** Returns byte ranges of sensitive data, end exclusive, each with the byte that overwrites it. */
  sensitiveRanges(bytes: Uint8Array): { from: number; to: number; mask: number }[]
  /**
   * Returns a copy of a message without personal data, of the same length, so that every position stays valid. It is kept once the message
   * is masked. Absent: none of the bytes is kept.
   */
  maskedCopy?(bytes: Buffer): Buffer
  /**
   * Stores the records of these readings in this transaction, and returns those of each. The readings have one sender,
   * regime, set of purposes and team. A second reading of a message replaces the first. Rows that several readings
   * change are locked in one order, so that two workers wait for each other instead of failing.
   */
  store(tx: Tx, readings: readonly ReadMessage<R>[]): Promise<StoredRecords[]>
  /** Removes from readings before `version` the values that a newer reader found to be sensitive. */
  forget(tx: Tx, messageId: string, version: number): Promise<void>
  /**
   * How large messages are read in several transactions. Absent: every message is read whole, in one. A gateway that
   * redacts messages reads them whole, because `sensitiveRanges` needs all bytes.
   */
  parts?: PartedIntake<R>
}

/** A part of a large message, with its place among the parts, from 0. */
export interface ReadPart<P> {
  message: MessageRow
  version: number
  ordinal: number
  part: P
}

/** The changes of one step of the end of a reading. */
interface FinishedStep extends Pick<StoredRecords, 'changed' | 'contextKey'> {
  next: string | null
}

/** Reads a message piece by piece, and stores each part in a transaction of its own. */
export interface PartedIntake<R = unknown, P = unknown> {
  /** Messages of more bytes are read in parts. */
  above: number
  /** The version of the reader: another one may cut the same bytes differently. */
  engine: string
  /**
   * Yields the parts of a message, and returns its reading without what the parts hold. Never throws for what the bytes
   * hold. The same bytes and tables give one engine the same parts, so it continues after the last
   * part that it stored.
   */
  read(bytes: AsyncIterable<Uint8Array>, given: ReadingGiven): AsyncGenerator<P, GatewayReading<R>>
  /** Stores the records of a part, and returns the subjects with new or different data, and how many the part describes. */
  store(tx: Tx, part: ReadPart<P>): Promise<{ changed: string[]; subjects: number }>
  /**
   * Returns the reading of a message that ended the process of its reader again and again, and stores a finding that says so.
   * `ordinal` is the place behind the stored parts.
   */
  giveUp(tx: Tx, reading: Omit<ReadPart<P>, 'part'>, given: ReadingGiven): Promise<GatewayReading<R>>
  /**
   * Runs after the last part, in steps that each have a transaction of their own, from null on. `next` is where the next step begins; null ends
   * the reading, which is stored in the same transaction. An interrupted end begins again from null.
   */
  finish(tx: Tx, reading: ReadMessage<R>, from: string | null): Promise<FinishedStep>
}
