// One interface a table, the mirror of store/migrations: long because the schema is one thing to read.
import type { Feedback, Hit, ListTerms, Preferences, RemoteTerms, TrialResult } from '@entente/contracts'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { AgreementSchema } from './agreement-schema.ts'
import type { AttachmentSchema } from './attachment-schema.ts'
import type { BlindSchema } from './blind-schema.ts'
import type { ContentSchema } from './content-schema.ts'
import type { PeerSchema } from './peer-schema.ts'
import type { TaxiiSchema } from './taxii-schema.ts'

/** jsonb: read as a value, written as text, so that arrays are never taken for PostgreSQL arrays. */
export type Json<T> = ColumnType<T, string, string>
type Instant = ColumnType<Date, Date | string, Date | string>

/** Counts of a reading, as lists of messages show them. */
export interface MessageCounts {
  messages: number
  people: number
  reservations: number
  findings: { info: number; notice: number; warning: number; error: number }
}

/** What a flight's row keeps of the messages about it, enough to draw the board without opening one. */
export interface FlightProgress {
  lists?: number
  pushes?: number
  people?: number
  findings?: number
  parts?: { numbers: number[]; final: number | null; since: string }
  /** Slots of the board that a message filled: '48', '24', '12', '1', 'C', 'X'. */
  slots?: Record<string, 'received' | 'part'>
  /** When the newest whole passenger list was received. */
  listAt?: string
  closedAt?: string
  closeOut?: { expected: number; boarded: number | null }
  cancelledAt?: string
}

export interface AuditEntryTable {
  id: string
  entry: string
  type: string
  actor: string
  ref: string | null
  at: Instant
  details: Buffer
  salt: Buffer
  recorded_at: ColumnType<Date, Date | string | undefined, Date | string>
  tx: Generated<string>
}

export interface AuditActorKeyTable {
  year: number
  key: Buffer
}

export interface PersonTable {
  id: string
  name: string
}

export interface AccountTable {
  id: string
  name: string
  person_id: string
  password_hash: string
  must_change_password: Generated<boolean>
  state: Generated<string>
  pending_until: ColumnType<Date | null, Date | string | null, Date | string | null>
  preferences: Json<Preferences> | null
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  last_sign_in_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface AccountRoleTable {
  account_id: string
  role: string
  state: string
  granted_by: string | null
  granted_at: ColumnType<Date, Date | string | undefined, Date | string>
  confirmed_by: string | null
}

export interface AccountTeamTable {
  account_id: string
  team: string
}

export interface SessionTable {
  id_hash: Buffer
  account_id: string
  role: string
  purpose: string | null
  csrf: string
  created_at: Instant
  last_seen_at: Instant
  ended_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

/** Tries at one account from one address. */
export interface SignInTryTable {
  key: Buffer
  account_id: string | null
  tries: Generated<number>
  locks: Generated<number>
  locked_until: ColumnType<Date | null, Date | null | undefined, Date | null>
  last_try_at: ColumnType<Date, Date, Date>
  last_right_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

/** When all tries are free again at an account or from an address. */
export interface SignInPaceTable {
  key: Buffer
  free_at: ColumnType<Date, Date, Date>
}

export interface PersonKeyTable {
  id: string
  account_id: string
  hash: Buffer
  label: string
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  last_used_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  revoked_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface SenderTable {
  id: string
  name: string
  gateway: string
  team: Generated<string>
  regimes: Json<Record<string, string>>
  purposes: Json<Record<string, string[]>>
  carriers: Generated<string[]>
  callback_url: string | null
  callback_secret: string
  acknowledge: Generated<boolean>
  answer_codes: Json<Record<string, { code: string; text: string }>>
  /** Of a client that may ask whether content is known, and nothing else. */
  remote: ColumnType<RemoteTerms | null, string | null | undefined, string | null>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface SenderKeyTable {
  id: string
  sender_id: string
  hash: Buffer
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  last_used_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  revoked_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface IdempotencyTable {
  account: string
  key: string
  route: string
  request_hash: Buffer
  status: number | null
  body: Buffer | null
  at: ColumnType<Date, Date | string | undefined, Date | string>
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
  read_version: Generated<number>
  counts: Json<MessageCounts> | null
  flight_key: string | null
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
  /** The sender whose schedule said so last; null where a person of the agency did. */
  scheduled_by: ColumnType<string | null, string | null | undefined, string | null>
  declared: number | null
  state: Generated<string>
  progress: ColumnType<FlightProgress, string | undefined, string>
  missing: string | null
  version: Generated<number>
  same_as: ColumnType<string | null, string | null | undefined, string>
}

export interface FlightAliasTable {
  key: string
  flight_id: string
}

/** What one message of a file said about one flight, without a person's data. */
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

/** A person's word that two were taken for one; insert-only. */
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
  /** The side that is another person; the other side is who stays. */
  apart: boolean
}

export interface SelectorIndexTable {
  hash: Buffer
  kind: string
  owner_type: string
  owner_id: string
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface ListTable {
  id: string
  title: string
  format: string
  terms: Json<ListTerms>
  version: Generated<number>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface ListVersionTable {
  list_id: string
  version: number
  at: Instant
  by_account: string
  sha256: Buffer
  counts: Json<Record<string, number>>
}

export interface SignalTable {
  id: string
  version: number
  owner: string
  kind: string
  status: string
  list_id: string | null
  list_entry: string | null
  tlp: string
  purposes: string[]
  source_type: string
  valid_from: Instant
  valid_until: Instant
  /** End of the lawful basis; null where it has none. */
  basis_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  /** The earlier of both. */
  usable_until: ColumnType<Date, never, never>
  review_due: Instant
  created_at: Instant
  modified_at: Instant
  value_key: Buffer | null
  /** What decides of it beside the above; null where a statement of an older release did not say it, which refuses. */
  agreements: string[] | null
  /** `*`: every party of its agreements. */
  recipients: string[] | null
  pap: string | null
  minor: boolean | null
  last_verified_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  /** Whether it names its lawful basis, and says why it is needed. */
  basis_stated: boolean | null
  necessity_stated: boolean | null
  /** The member it came from: its owner, or who passed it on. */
  origin: string | null
  /** It is another member's, held here. */
  received: Generated<boolean>
  /** By which the log of a recipient names it without saying it; both change with every version, and go with the value. */
  salt: Buffer | null
  digest: Buffer | null
  withdrawal_reason: string | null
  regime: Generated<string>
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  delete_at: Instant
  a: Buffer | null
  b: Buffer
}

export interface SignalVersionTable {
  signal_id: string
  version: number
  at: Instant
  by_account: string | null
  change: string
  a: Buffer | null
  b: Buffer
  erased_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

/** What changed signals make of people already known: asked for, being compared, done. */
export interface RematchTable {
  id: string
  kind: 'signals' | 'list'
  list_id: string | null
  cause: string
  asked_at: Instant
  signal_ids: string[]
  started_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  /** Who is compared, in this order; null before the start and after the end. */
  subject_ids: ColumnType<string[] | null, string[] | null | undefined, string[] | null>
  people: ColumnType<number | null, number | null | undefined, number | null>
  compared: Generated<number>
  hits_reevaluated: Generated<number>
  cases_opened: Generated<number>
  cases_closed: Generated<number>
  decisions_reopened: Generated<number>
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface ListMemberTable {
  list_id: string
  version: number
  signal_id: string
  signal_version: number
}

export interface ImportPreviewTable {
  id: string
  list_id: string
  account_id: string
  at: Instant
  expires_at: Instant
  list_version: number
  used_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  body: Buffer
  b: Buffer
}

export interface CaseFileTable {
  id: string
  number: Generated<string>
  gateway: string
  team: string
  regime: string
  purposes: string[]
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  delete_at: Instant
  subject_id: string
  flight_id: string | null
  opened_at: Instant
  due_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  state: string
  rank_value: number
  band: string
  assigned_to: string | null
  version: Generated<number>
  /** When its subject was given another case, this one being past its clock. Never set back. */
  ended_at: ColumnType<Date | null, Date | undefined, Date>
  a: Buffer | null
  b: Buffer
}

export interface HitTable {
  id: string
  case_id: string
  subject_id: string
  signal_id: string
  signal_version: number
  score: number
  /** This and what follows up to `list_version` is null in hits of a release before 0012. */
  log_odds: number | null
  threshold: number | null
  threshold_version: number | null
  subject_version: number | null
  list_version: string | null
  band: string
  kind: string
  source: string
  at: Instant
  engine: Json<Hit['engine']>
  selectors: number[]
  suppressed_by: string | null
  withdrawn_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  a: Buffer | null
  b: Buffer
}

/** A wish for another threshold; open until a second person answers or its proposer takes it back. */
export interface ThresholdProposalTable {
  id: string
  threshold: number
  /** The version in force when it was made. */
  follows: number
  reason: string
  person_id: string
  account_id: string
  at: Instant
  state: ColumnType<
    'open' | 'confirmed' | 'refused' | 'withdrawn',
    'open' | undefined,
    'confirmed' | 'refused' | 'withdrawn'
  >
}

export interface ThresholdAnswerTable {
  id: string
  proposal_id: string
  person_id: string
  account_id: string
  at: Instant
  agree: boolean
  reason: string
}

/** From version 2 on: version 1 is the matcher's own threshold. */
export interface ThresholdVersionTable {
  version: number
  threshold: number
  proposal_id: string
  answer_id: string
  at: Instant
}

/** What a threshold would have done among the people of the last days. Working memory until it is finished, then counts. */
export interface ThresholdTrialTable {
  id: string
  cause: 'proposal' | 'asked' | 'daily' | 'list'
  proposal_id: string | null
  threshold: number
  in_force: number
  in_force_version: number
  days: number
  asked_by: string | null
  asked_at: Instant
  started_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  subject_ids: ColumnType<string[] | null, string[] | null | undefined, string[] | null>
  people: ColumnType<number | null, number | null | undefined, number | null>
  compared: Generated<number>
  tally: ColumnType<unknown, string | null | undefined, string | null>
  result: ColumnType<TrialResult | null, string | null | undefined, string | null>
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface CaseViewTable {
  case_id: string
  person_id: string
  first_viewed_at: Instant
  last_beat_at: Instant
  active_ms: Generated<number>
}

export interface CaseNoteTable {
  id: string
  case_id: string
  at: Instant
  person_id: string
  kind: Generated<string>
  a: Buffer | null
  b: Buffer
}

export interface ProposalTable {
  id: string
  case_id: string
  person_id: string
  account_id: string
  at: Instant
  outcome: string
  act: string
  adverse: boolean
  reasons: string[]
  hits: string[]
  feedback: ColumnType<{ hitId: string; outcome: string | null }[], string | undefined, string>
  active_ms: number
  state: Generated<string>
  a: Buffer | null
  b: Buffer
}

export interface ConfirmationTable {
  id: string
  proposal_id: string
  case_id: string
  person_id: string
  account_id: string
  at: Instant
  agree: boolean
  reasons: string[]
  a: Buffer | null
  b: Buffer
}

export interface DecisionTable {
  id: string
  case_id: string
  proposal_id: string
  confirmation_id: string | null
  outcome: string
  act: string
  adverse: boolean
  reasons: string[]
  proposed_by: string
  proposed_at: Instant
  confirmed_by: string | null
  confirmed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  active_seconds: number
  supersedes: string | null
  reopened_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  a: Buffer | null
  b: Buffer
}

export interface FeedbackTable {
  id: string
  signal_id: string
  signal_version: number
  case_id: string | null
  hit_id: string | null
  outcome: string
  count: Generated<number>
  first_seen: ColumnType<Date | null, Date | string | null, Date | string | null>
  last_seen: ColumnType<Date | null, Date | string | null, Date | string | null>
  at: Instant
  person_id: string | null
  /** Where another member said it: who, and the statement as it was signed. */
  from_member: ColumnType<string | null, string | null | undefined, string | null>
  body: ColumnType<Feedback | null, string | null | undefined, string | null>
  /** What it was about, and whether it is the last word on its hit: the database fills these in. */
  source: GeneratedAlways<string | null>
  kind: GeneratedAlways<string | null>
  band: GeneratedAlways<string | null>
  latest: GeneratedAlways<boolean>
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

export interface AlarmTable {
  id: string
  code: string
  at: Instant
  ref: string
  detail: Json<Record<string, unknown>>
  acknowledged_by: string | null
  acknowledged_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

export interface EventTable {
  id: Generated<string>
  type: string
  ref: string
  version: number
  at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface FoundTable {
  id: string
  account_id: string
  at: Instant
  b: Buffer
}

export interface Schema extends ContentSchema, AgreementSchema, PeerSchema, TaxiiSchema, BlindSchema, AttachmentSchema {
  'audit.entry': AuditEntryTable
  'audit.actor_key': AuditActorKeyTable
  person: PersonTable
  account: AccountTable
  account_role: AccountRoleTable
  account_team: AccountTeamTable
  session: SessionTable
  sign_in_try: SignInTryTable
  sign_in_pace: SignInPaceTable
  person_key: PersonKeyTable
  sender: SenderTable
  sender_key: SenderKeyTable
  idempotency: IdempotencyTable
  message: MessageTable
  reading: ReadingTable
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
  list: ListTable
  list_version: ListVersionTable
  signal: SignalTable
  signal_version: SignalVersionTable
  rematch: RematchTable
  list_member: ListMemberTable
  import_preview: ImportPreviewTable
  case_file: CaseFileTable
  hit: HitTable
  threshold_proposal: ThresholdProposalTable
  threshold_answer: ThresholdAnswerTable
  threshold_version: ThresholdVersionTable
  threshold_trial: ThresholdTrialTable
  case_view: CaseViewTable
  case_note: CaseNoteTable
  proposal: ProposalTable
  confirmation: ConfirmationTable
  decision: DecisionTable
  feedback: FeedbackTable
  answer: AnswerTable
  answer_person: AnswerPersonTable
  alarm: AlarmTable
  event: EventTable
  found: FoundTable
}
