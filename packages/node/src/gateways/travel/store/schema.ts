// Tables of flights and travellers, as the migrations make them.
import type { Text } from '@entente/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Instant } from '../../../store/column-types.ts'
import type { MessageCounts } from '../../../store/message-schema.ts'

/** Counts of a reading for lists of messages. */
export interface TravelCounts extends MessageCounts {
  messages: number
  people: number
  reservations: number
}

/** Facts from a flight's messages, stored in its row: the board is drawn without opening a message. */
export interface FlightProgress {
  lists?: number
  pushes?: number
  people?: number
  findings?: number
  parts?: { numbers: number[]; final: number | null; since: string }
  /** Slots of the board that a message filled: '48', '24', '12', '1', 'C', 'X'. */
  slots?: Record<string, 'received' | 'part'>
  /** Time of receipt of the newest complete passenger list. */
  listAt?: string
  closedAt?: string
  closeOut?: { expected: number; boarded: number | null }
  cancelledAt?: string
  /** The sentences of `missing`, by key. A release before did not store them. */
  remarks?: Text[]
}

export interface FlightTable {
  id: string
  key: string
  carrier: string
  number: string
  origin: string
  destination: string
  departure: string | null
  arrival: string | null
  departs_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  from_zone: string | null
  zone_known: Generated<boolean>
  scheduled: Generated<boolean>
  /** The sender of the last schedule; null if it came from a person of the agency. */
  scheduled_by: ColumnType<string | null, string | null | undefined, string | null>
  declared: number | null
  state: Generated<string>
  to_check: Generated<boolean>
  progress: ColumnType<FlightProgress, string | undefined, string>
  missing: string | null
  version: Generated<number>
  same_as: ColumnType<string | null, string | null | undefined, string>
}

export interface FlightAliasTable {
  key: string
  flight_id: string
}

/** One message of a file about one flight, without personal data. */
export interface FlightMessageTable {
  flight_id: string
  message_id: string
  unit: number
  kind: string
  function: string | null
  channel: string
  sender_id: string
  prepared_at: Instant
  received_at: Instant
  position: Buffer
  access_reference: string | null
  part_number: number | null
  part_flag: string | null
  people: number
  declared: number | null
  crew_only: Generated<boolean>
  check_in: Generated<boolean>
  findings: number
  departure: string | null
  arrival: string | null
  current: Generated<boolean>
}

export interface ReservationVersionTable {
  id: string
  reservation_key: Buffer
  token_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
  message_id: string
  read_version: number
  flight_id: string | null
  function: string | null
  prepared_at: Instant
  cancelled: boolean
  current: Generated<boolean>
  regime: string
  purposes: string[]
  team: string
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface TravellerTable {
  id: string
  flight_id: string
  version: number
  state: string
  role: string
  merged_into: string | null
  regime: string
  purposes: string[]
  team: string
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface StatementTable {
  id: string
  message_id: string
  read_version: number
  flight_id: string
  traveller_id: string | null
  reservation_version_id: string | null
  source: string
  function: string | null
  pointer: string
  prepared_at: Instant
  current: Generated<boolean>
  reservation_key: Buffer | null
  document_keys: Generated<Buffer[]>
  reference_key: Buffer | null
  locator_name_key: Buffer | null
  name_birth_key: Buffer | null
  birth_keys: Generated<Buffer[]>
  token_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
  rule: string | null
  segment: number | null
  regime: string
  purposes: string[]
  team: string
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface TravellerVersionTable {
  traveller_id: string
  version: number
  at: Instant
  message_id: string | null
  changed: string[]
  split_id: ColumnType<string | null, string | null | undefined, never>
  a: Buffer | null
  b: Buffer
}

/** A person's decision that two people were merged wrongly; rows are only inserted. */
export interface TravellerSplitTable {
  id: string
  traveller_id: string
  person_id: string
  account_id: string
  at: Instant
  a: Buffer | null
  b: Buffer
}

export interface SplitStatementTable {
  statement_id: string
  split_id: string
  /** True for statements of the new traveller, false for statements that stay with the existing one. */
  apart: boolean
}

export interface SelectorIndexTable {
  hash: Buffer
  kind: string
  owner_type: string
  owner_id: string
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  token_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
}

export interface AnswerTable {
  id: string
  kind: string
  message_id: string | null
  sender_id: string
  flight_id: string | null
  at: Instant
  answered_in_ms: number | null
  timed_out: Generated<boolean>
  attempts: Generated<number>
  delivered_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  give_up_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  failed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  regime: string
  purposes: string[]
  team: string
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface AnswerPersonTable {
  answer_id: string
  position: number
  traveller_id: string | null
  case_id: string | null
  outcome: string
  code: string
  basis: string
  decision_id: string | null
}

interface TravelSchema {
  carrier_answer: AnswerTable
  carrier_answer_person: AnswerPersonTable
  flight: FlightTable
  flight_alias: FlightAliasTable
  flight_message: FlightMessageTable
  reservation_version: ReservationVersionTable
  traveller: TravellerTable
  statement: StatementTable
  traveller_version: TravellerVersionTable
  traveller_split: TravellerSplitTable
  split_statement: SplitStatementTable
  selector_index: SelectorIndexTable
}

// The gateway's tables join those of the node.
declare module '../../../store/schema.ts' {
  interface Schema extends TravelSchema {}
}
