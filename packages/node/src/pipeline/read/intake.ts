import type { GatewayKind } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { Tx } from '../../safeguards/access/door.ts'
import type { MessageCounts, MessageTable } from '../../store/schema.ts'

export type MessageRow = Selectable<MessageTable>

/** What a gateway's reader made of a message, in its own format. */
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

/** What became of a reading's records. */
export interface Folded {
  /** Subjects about whom something is new or different: what has to be matched now. */
  changed: string[]
  /** Which subject each person of the reading is. */
  people: { pointer: string; flightId: string; travellerId: string }[]
  flightKey: string | null
}

export interface ReadingGiven {
  sha256: string
  receivedAt: string
  /** How many sensitive values an earlier reading took out of these bytes already. */
  removedBefore: number
}

/** What the reading step asks of a gateway; the app hands it in. */
export interface Intake<R = unknown> {
  kind: GatewayKind
  /** Never throws: what cannot be read is a finding. */
  read(bytes: Uint8Array, given: ReadingGiven): GatewayReading<R>
  /** Byte ranges of sensitive data, end exclusive, to be overwritten once read, each with the byte to overwrite it with. */
  sensitiveRanges(bytes: Uint8Array): { from: number; to: number; mask: number }[]
  /** Holds what several readings are about until this act ends, in one order, so that two workers wait for each other instead of failing. */
  hold(tx: Tx, readings: readonly { messageId: string; read: GatewayReading<R> }[]): Promise<void>
  /** Takes the records of a reading over, in this transaction; a second reading of a message replaces the first. */
  fold(tx: Tx, message: MessageRow, version: number, read: GatewayReading<R>): Promise<Folded>
  /** Takes out of the records that readings before `version` left behind whatever may quote what a newer reader knows for sensitive. */
  forget(tx: Tx, messageId: string, version: number): Promise<void>
}
