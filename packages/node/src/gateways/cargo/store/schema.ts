// Tables of consignments, as the migrations make them.
import type { CargoLane, DrawRates } from '@entente/contracts'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Instant, Maybe, MaybeJson } from '../../../store/column-types.ts'
import type { MessageCounts } from '../../../store/message-schema.ts'

/** Counts of a reading for lists of messages. */
export interface CargoCounts extends MessageCounts {
  messages: number
  consignments: number
}

type OptionalText = ColumnType<string | null, string | null | undefined, string | null>
type OptionalInstant = ColumnType<Date | null, Date | string | null, Date | string | null>
export interface PersonalColumns {
  regime: string
  purposes: string[]
  team: string
  received_at: Instant
  mask_at: OptionalInstant
  delete_at: Instant
}

export interface ConsignmentTable extends PersonalColumns {
  id: string
  key: string
  /** Counts the uses of a key, because waybill numbers are used again. */
  generation: number
  /** The key of the master of a house. */
  parent_key: string | null
  parent_id: ColumnType<string | null, string | null | undefined, string | null>
  level: string
  mode: string | null
  state: string
  consolidation: boolean
  /** The pieces that the newest version states. */
  pieces: ColumnType<number | null, number | null | undefined, number | null>
  /** The newest version names a container, a ULD or a trailer. */
  contained: ColumnType<boolean | null, boolean | null | undefined, boolean | null>
  /** 0 until the first version is stored, in the same transaction. */
  version: number
  /** The keyed digest of the newest version. */
  hash: Buffer | null
  /** The sender of the first filing. */
  filer: string
  issued_at: OptionalInstant
  first_received_at: Instant
  changed_at: Instant
  origin: string | null
  destination: string | null
  /** The number of the flight or voyage. */
  conveyance: string | null
  loads_at: OptionalInstant
  arrives_at: OptionalInstant
  /** Until when it had to be filed: the earliest deadline that its filings and versions stated. */
  file_by: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  /** The voyage of a sea consignment, if its number and its vessel are stated. */
  voyage_id: OptionalText
  /** The containers that it names. Null for a container of a stowage plan that no declaration names. */
  containers: ColumnType<string[] | null, string[] | null | undefined, string[] | null>
  /** A manifest in force states it. */
  manifested: ColumnType<boolean | null, boolean | null | undefined, boolean | null>
  port_of_loading: OptionalText
  port_of_discharge: OptionalText
  /** When it was closed. It counts only if the consignment did not change since. */
  closed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

/** A former key of a consignment, such as the local reference of a declaration that has a number now. */
export interface AliasTable {
  key: string
  consignment_id: string
}

/** What one message states about one consignment. */
export interface FilingTable extends PersonalColumns {
  id: string
  consignment_id: string
  message_id: string
  read_version: number
  /** The place among the consignments of the message, from 0. */
  ordinal: number
  sender_id: string
  format: string
  function: string
  reference: string | null
  prepared_at: OptionalInstant
  /** Orders filings that nothing else orders. */
  position: Buffer
  /** False if a later reading of the message replaced it. */
  current: Generated<boolean>
  in_force: Generated<boolean>
  /** It has a finding that its filer must correct. */
  defective: Generated<boolean>
  /** The number of its findings that are errors, or that the filer must correct. */
  faults: Generated<number>
  /** The codes of its findings, sorted, each once. */
  finding_codes: Generated<string[]>
  /** It is merged no more: its filer has too many filings of the consignment. */
  set_aside: Generated<boolean>
  a: Buffer | null
  b: Buffer
}

export interface ConsignmentVersionTable {
  consignment_id: string
  version: number
  at: Instant
  /** The newest message that the version takes into account. */
  message_id: string
  changed: string[]
  hash: Buffer
  a: Buffer | null
  b: Buffer
}

/** Equipment, loads and findings of a reading, in the order of the message. */
export interface ReadingPartTable {
  message_id: string
  read_version: number
  ordinal: number
  has_findings: Generated<boolean>
  a: Buffer | null
  b: Buffer
}

/** The rows of a table, by the hash of kind and rows. */
export interface TableRowsTable {
  hash: string
  kind: string
  rows: number
  /** Canonical JSON of the rows. */
  content: string
}

/** A version of a table. Days are texts, `2026-12-31`. */
export interface TableVersionTable {
  kind: string
  version: number
  hash: string
  source: string
  source_date: string
  /** Null: from the approval. */
  valid_from: string | null
  valid_until: string | null
  note: string | null
  person_id: string
  account_id: string
  at: Instant
}

export interface TableApprovalTable {
  kind: string
  version: number
  person_id: string
  account_id: string
  valid_from: string
  at: Instant
}

/** The draw of a day: its commitment, and its key once it is revealed. */
export interface DrawDayTable {
  /** `2026-03-01` */
  day: ColumnType<string, string, never>
  commitment: string
  committed_at: Instant
  /** `DrawRates` as JSON: the rates of the day, fixed with the commitment. */
  rates: ColumnType<DrawRates, string, never>
  key: ColumnType<Buffer | null, null | undefined, Buffer>
  revealed_at: OptionalInstant
  /** The key file of the node does not give this key any more. */
  lost_at: OptionalInstant
}

/**
 * How many consignments of a day have a lane. Each database connection counts in a slot of its own, so that no two wait
 * for each other; the sum over the slots counts.
 */
export interface LaneCountTable {
  day: string
  lane: string
  stratum: string
  slot: number
  count: number
  drawn: number
  selected: number
}

/** How many hits of a rule in a row were not selected, for rules that select a share of their hits. */
export interface RuleRunTable {
  rule_id: string
  unselected: number
}

/** One assessment of a version. */
export interface AssessmentTable extends PersonalColumns {
  id: string
  consignment_id: string
  version: number
  /** Counts the assessments of a consignment, from 1. The first one decides about the draw. */
  sequence: number
  at: Instant
  /** The day of the first receipt, whose draw counts. */
  day: string
  /** The key under which the consignment was drawn. */
  draw_key: string
  stratum: string
  /** False if the consignment was received before the commitment of its day. */
  drawn: boolean
  /** The selection without suspicion, which later assessments keep. */
  selection: 'random' | 'exploration' | 'expected-rate' | null
  /** The lane of this selection. */
  selection_lane: CargoLane | null
  lane: CargoLane
  selected_by: string[]
  score: number | null
  /** A keyed digest of the outcome without the score. */
  digest: Buffer
  a: Buffer | null
  b: Buffer
}

type EndCause = 'expired' | 'withdrawn' | 'replaced'

interface RuleTable {
  id: string
  created_at: Instant
  newest: number
}

/** A version of a rule. Everything above `approved_at` never changes. */
export interface RuleVersionTable {
  rule_id: string
  version: number
  /** The body as canonical JSON. */
  body: string
  hash: string
  /** The size of the expression, for the limit of all rules together. */
  nodes: number
  written_at: Instant
  author_id: string
  account_id: string
  authors: string[]
  approved_at: Maybe
  approver_id: OptionalText
  approver_account: OptionalText
  in_force_from: Maybe
  in_force_until: Maybe
  /** When the node noted that it came into force. */
  begun_at: Maybe
  withdrawn_at: Maybe
  withdrawn_by: OptionalText
  withdrawal: OptionalText
  requested_at: Maybe
  requested_by: OptionalText
  refused_at: Maybe
  refused_by: OptionalText
  refusal: OptionalText
  ended_at: Maybe
  end_cause: ColumnType<EndCause | null, EndCause | null | undefined, EndCause | null>
}

export interface RuleTestTable {
  id: string
  /** Orders the tests of a version. */
  number: Generated<string>
  rule_id: string
  version: number
  hash: string
  asked_at: Instant
  asked_by: string
  asked_from: Instant
  asked_until: Instant
  state: 'waiting' | 'running' | 'done' | 'failed'
  starts: Generated<number>
  read: Generated<number>
  unreadable: Generated<number>
  complete: Generated<boolean>
  enough: Generated<boolean>
  /** The counts of the slices so far; null before the first and after the last one. */
  progress: MaybeJson<unknown>
  report: MaybeJson<unknown>
  finished_at: Maybe
}

/** A consignment that a rule could not judge within its budget. */
interface NotJudgedTable {
  consignment_id: string
  filer: string
  /** The version that was not judged; 0 if it was judged since. */
  version: number
  at: Instant
  opens_case: boolean
}

/** A request for information or for screening. */
export interface ReferralTable extends PersonalColumns {
  id: string
  consignment_id: string
  /** The filer that is asked. */
  sender_id: string
  /** The version of the consignment when it was asked. */
  version: number
  kind: string
  origin: string
  /** The decision that asks; null for a correction of data. */
  decision_id: string | null
  question_hash: Buffer
  asked_at: Instant
  remind_at: OptionalInstant
  reminded_at: OptionalInstant
  due_at: OptionalInstant
  state: Generated<string>
  ended_at: OptionalInstant
  result: string | null
  /** The message that answered it. */
  answered_by: string | null
  a: Buffer | null
  b: Buffer
}

/** An answer to a filer, with the state of its delivery. */
export interface CargoAnswerTable extends PersonalColumns {
  id: string
  consignment_id: string
  sender_id: string
  /** The newest version of the consignment when the answer was made. */
  version: number
  /** The filer's newest message about the consignment. */
  message_id: string
  at: Instant
  event: string
  result: string | null
  decision_id: string | null
  referral_id: string | null
  /** Orders answers of one transaction. */
  number: GeneratedAlways<string>
  release_at: Instant
  /** Null until the answer is released. */
  sequence: ColumnType<string | null, number | null | undefined, number>
  /** A newer answer came before this one was delivered. */
  replaced_at: OptionalInstant
  attempts: Generated<number>
  /** A request with the answer is on its way until then at the latest. */
  sending_until: OptionalInstant
  delivered_at: OptionalInstant
  /** The filer fetched it, and no webhook delivered it. */
  pulled: Generated<boolean>
  give_up_at: OptionalInstant
  failed_at: OptionalInstant
  a: Buffer | null
  b: Buffer
}

/** The last sequence that each filer was given. */
interface AnswerCounterTable {
  sender_id: string
  last: ColumnType<string, number, number>
}

interface CargoSchema {
  cargo_assessment: AssessmentTable
  cargo_draw_day: DrawDayTable
  cargo_lane_count: LaneCountTable
  cargo_rule_run: RuleRunTable
  cargo_table: TableRowsTable
  cargo_table_version: TableVersionTable
  cargo_table_approval: TableApprovalTable
  cargo_consignment: ConsignmentTable
  cargo_alias: AliasTable
  cargo_filing: FilingTable
  cargo_version: ConsignmentVersionTable
  cargo_reading_part: ReadingPartTable
  cargo_referral: ReferralTable
  cargo_answer: CargoAnswerTable
  cargo_answer_counter: AnswerCounterTable
  cargo_rule: RuleTable
  cargo_rule_version: RuleVersionTable
  cargo_rule_test: RuleTestTable
  cargo_not_judged: NotJudgedTable
}

// The gateway's tables join those of the node.
declare module '../../../store/schema.ts' {
  interface Schema extends CargoSchema {}
}
