// Types of the tables of cases, hits, thresholds and decisions. The migrations define these tables.
import type { CasePart, Cell, Feedback, HandoverNote, Hit, TrialResult } from '@entente/contracts'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Instant, Json, MaybeJson } from './column-types.ts'

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
  context_id: string | null
  opened_at: Instant
  due_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  /** The due time with which the node put the case first in the queue; null if it never did. */
  put_first_at: ColumnType<Date | null, Date | null | undefined, Date>
  state: string
  /** Strength and compared cells of the strongest hit: the order of the queue after `due_at`. */
  strength: number
  compared_fields: number
  band: string
  /** The hollow steps and the cells of the strongest hit; null in rows of an older release until they are related. */
  hollow: number | null
  cells: MaybeJson<Cell[]>
  assigned_to: string | null
  version: Generated<number>
  /** The version in which each part last changed. A part that never changed is absent. */
  part_versions: ColumnType<Partial<Record<CasePart, number>>, string | undefined, string>
  /** The time at which a new case replaced this one after its deletion time. It is never reset. */
  ended_at: ColumnType<Date | null, Date | undefined, Date>
  a: Buffer | null
  b: Buffer
}

export interface HitTable {
  id: string
  case_id: string
  subject_id: string
  /** The id of the party, within the subject, to which the hit belongs. */
  party: string
  /** Null in a hit of a rule, which has the two columns of the rule. */
  signal_id: string | null
  signal_version: number | null
  rule_id: ColumnType<string | null, string | null | undefined, string | null>
  rule_version: ColumnType<number | null, number | null | undefined, number | null>
  score: number
  /** In hits from releases before 0012, this column and those after it up to `list_version` are null. */
  log_odds: number | null
  threshold: number | null
  threshold_version: number | null
  subject_version: number | null
  list_version: string | null
  band: string
  strength: number
  compared_fields: number
  hollow: number | null
  cells: MaybeJson<Cell[]>
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

/** A proposed threshold. It is open until a second person answers or the proposer withdraws it. */
export interface ThresholdProposalTable {
  id: string
  threshold: number
  /** The version that was in force when the proposal was made. */
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

/** Versions of the threshold from 2 on. Version 1 is the matcher's own threshold. */
export interface ThresholdVersionTable {
  version: number
  threshold: number
  proposal_id: string
  answer_id: string
  at: Instant
}

/**
 * A trial of a threshold on the people of the last days. It contains their ids until it is finished, and then only
 * counts.
 */
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

/** The newest version of a case that the node gave to a person. */
export interface CaseReadTable {
  case_id: string
  person_id: string
  version: number
  at: Instant
}

/** The unfinished proposal (`first`) or answer as second person (`second`) of one person. */
export interface CaseDraftTable {
  id: string
  case_id: string
  person_id: string
  kind: 'first' | 'second'
  kept_at: Instant
  a: Buffer | null
  b: Buffer
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
  /** The gateway of the case. The database copies it from the case. */
  gateway: ColumnType<string, never, never>
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
  /** The version of the case on which the proposal rests. Null in proposals of older releases. */
  seen: number | null
  /** When the proposer stated that the proposal still stands after a change. Null: they did not. */
  seen_at: ColumnType<Date | null, Date | undefined, Date>
  /** How often the proposer reminded the people who may confirm, and when last. */
  reminded: Generated<number>
  reminded_at: ColumnType<Date | null, Date | undefined, Date>
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
  /** The gateway of the case. The database copies it from the case. */
  gateway: ColumnType<string, never, never>
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
  /** Whether one person used every account of the node. The database sets it. */
  by_one_person: ColumnType<boolean, never, never>
  /** The version of the subject that the decision is about. */
  subject_version: ColumnType<number | null, number | null | undefined, number | null>
  reopened_at: ColumnType<Date | null, Date | string | null, Date | string | null>
  a: Buffer | null
  b: Buffer
}

/** Feedback on the hit of a rule. It stays on this node, because the rule has no owner elsewhere. */
export interface RuleFeedbackTable {
  id: string
  gateway: string
  rule_id: string
  rule_version: number
  case_id: string
  hit_id: string
  outcome: string
  at: Instant
  person_id: string
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
  /** The member from which the feedback came, and its signed statement; null for feedback of this member. */
  from_member: ColumnType<string | null, string | null | undefined, string | null>
  body: ColumnType<Feedback | null, string | null | undefined, string | null>
  /**
   * The source, kind and band of the hit, and whether this is the newest feedback on the hit. The database computes
   * these columns.
   */
  source: GeneratedAlways<string | null>
  kind: GeneratedAlways<string | null>
  band: GeneratedAlways<string | null>
  latest: GeneratedAlways<boolean>
}

/** A note with which a supervisor hands a shift over to another. */
export interface ShiftHandoverTable {
  id: string
  gateway: string
  state: ColumnType<'open' | 'accepted' | 'replaced', undefined, 'open' | 'accepted' | 'replaced'>
  given_by: string
  given_to: string
  at: Instant
  accepted_at: ColumnType<Date | null, undefined, Date>
  /** The SHA-256 of the text. */
  digest: Buffer
  facts: Json<HandoverNote['facts']>
  regime: string
  purposes: string[]
  team: string
  received_at: Instant
  mask_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  delete_at: Instant
  a: Buffer | null
  b: Buffer
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
  parts: ColumnType<CasePart[] | null, readonly CasePart[] | null | undefined, never>
  at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface FoundTable {
  id: string
  account_id: string
  at: Instant
  b: Buffer
}

/** Progress of splitting the records of each table again after the classes of their fields changed. */
export interface RecordSplitTable {
  /** The name of a table, or of the part of a table that belongs to one gateway. */
  records: string
  /** Digest of the classes by which the records are being split. */
  classes: string
  /** The last id whose records were split. */
  after: string | null
  changed: number
  done_at: ColumnType<Date | null, Date | string | null, Date | string | null>
}

/** The acts of each gateway. Only the database owner may write them. */
export interface GatewayActTable {
  gateway: string
  act: string
  outcome: 'no-action' | 'further-check' | 'adverse'
  adverse: boolean
}

/** A row whose name may have changed, as a trigger notes it. */
export interface NameChangeTable {
  seq: GeneratedAlways<string>
  /** The transaction that wrote the row. */
  xid: GeneratedAlways<string>
  kind: string
  owner_id: string
  at: GeneratedAlways<Date>
}

/** A page that a person opened. */
export interface RecentPageTable {
  person_id: string
  type: string
  ref: string
  at: Instant
}

export interface CaseSchema {
  /** Without planted cases: for everything that is counted or leaves the node. */
  counted_case: CaseFileTable
  counted_hit: HitTable
  counted_feedback: FeedbackTable
  gateway_act: GatewayActTable
  case_file: CaseFileTable
  hit: HitTable
  threshold_proposal: ThresholdProposalTable
  threshold_answer: ThresholdAnswerTable
  threshold_version: ThresholdVersionTable
  threshold_trial: ThresholdTrialTable
  case_view: CaseViewTable
  case_read: CaseReadTable
  case_draft: CaseDraftTable
  case_note: CaseNoteTable
  proposal: ProposalTable
  confirmation: ConfirmationTable
  decision: DecisionTable
  feedback: FeedbackTable
  rule_feedback: RuleFeedbackTable
  alarm: AlarmTable
  shift_handover: ShiftHandoverTable
  event: EventTable
  found: FoundTable
  name_change: NameChangeTable
  recent_page: RecentPageTable
  record_split: RecordSplitTable
}
