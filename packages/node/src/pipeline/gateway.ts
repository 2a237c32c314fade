import type { CaseFlight, GatewayKind, Subject, TravellerRecord } from '@entente/contracts'
import type { PersonalRow, Tx } from '../safeguards/access/door.ts'
import type { StandingOutcome } from './case-outcome.ts'

/** A subject with what the pipeline needs to know around it, without knowing its format. */
export interface SubjectInContext {
  subject: Subject
  /** Attributes of the record's row: a case takes over its regime, purposes, team and clocks. */
  row: Omit<PersonalRow, 'a' | 'b'> & { received_at: Date; team: string }
  flightId: string | null
  /** When an answer is owed, e.g. departure less the gateway's lead; null: no deadline. */
  dueAt: Date | null
  /** Gone from the traffic (cancelled, removed): its cases stay, new hits open none. */
  removed: boolean
  /** Name in another script, where the record has one. */
  otherScript: string | null
  /** The name's parts as stated, where the record has parts: what Compare sets side by side. */
  names?: { family: string | null; given: string | null }
  /** Sentences that could explain a hit innocently, known only to the gateway ("A relative: the booking has two people named Vork."). */
  explanations: string[]
}

/** Attributes alone, no personal data: under which regime a subject stands, so that its door can be opened for a purpose of its own. */
export interface SubjectRegime {
  id: string
  regime: string
  purposes: string[]
}

/** What the pipeline asks of a gateway. The app hands the gateways in; no step imports one. */
export interface PipelineGateway extends PipelineAnswers {
  kind: GatewayKind
  /** Those of these that may be read for the purpose of this act. */
  loadSubjects(tx: Tx, subjectIds: readonly string[]): Promise<SubjectInContext[]>
  /** Subjects still expected or seen since `since`, for re-screening; ids only, oldest deadline first. */
  recentSubjects(tx: Tx, since: Date): Promise<SubjectRegime[]>
  loadRecord(tx: Tx, subjectId: string): Promise<TravellerRecord>
  loadFlights(tx: Tx, flightIds: readonly string[]): Promise<Map<string, CaseFlight>>
}

/** The answering half of a gateway. */
export interface PipelineAnswers {
  /** Attributes of these subjects; unknown ids are left out. */
  regimesOf(tx: Tx, subjectIds: readonly string[]): Promise<SubjectRegime[]>
  /** Of these subjects those about whom a sender was told something, or a decision stands that it may have to be told. */
  mayBeTold(tx: Tx, subjectIds: readonly string[]): Promise<string[]>
  /**
   * A decision or a change of hits may have altered what a sender was told: stores the new answer and enqueues its delivery in this transaction.
   * False where nobody was told anything else before.
   */
  outcomeChanged(tx: Tx, subjectId: string, standing: StandingOutcome): Promise<boolean>
  /** What was answered about a subject, newest first, for the case page. */
  answersAbout(tx: Tx, subjectId: string): Promise<AnswerSent[]>
}
export interface AnswerSent {
  id: string
  at: string
  kind: 'response' | 'unsolicited' | 'acknowledgement'
  text: string
  body: string
  deliveredAt: string | null
}
