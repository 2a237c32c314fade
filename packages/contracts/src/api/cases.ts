import { z } from 'zod'
import { Case, CaseState, Confirmation, Decision, EvidenceCell, Proposal, StrengthShown } from '../cases/case.ts'
import { CaseContext, CaseRecord } from '../cases/record.ts'
import { GatewayName, gatewayVocabularies } from '../gateways/vocabularies.ts'
import { bands } from '../matching/bands.ts'
import { Signal, Tlp } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { FeedbackOutcome } from '../terms/terms.ts'
import { Text } from '../terms/text.ts'

/** The part of a decision that a list shows. */
export const CaseOutcome = z.object({ outcome: Decision.shape.outcome, at: Instant })
export type CaseOutcome = z.infer<typeof CaseOutcome>

/** Until when a decision changes what: the answer to the sender, only what the arrival is told, or nothing. */
export const StillChanges = z.enum(['answer', 'arrival', 'nothing'])
export type StillChanges = z.infer<typeof StillChanges>

/**
 * Fields that a case in a list has in addition to those of `Case`, for example a short reference, the strength of the
 * strongest hit and the assigned person.
 */
const CaseRowExtras = {
  reference: z.string(),
  /** The cells and the strength of the strongest hit; no cells after masking. */
  cells: z.array(EvidenceCell),
  strength: StrengthShown,
  band: z.enum(bands),
  otherScript: z.string().nullable(),
  context: CaseContext.nullable(),
  signalFrom: z.object({ name: z.string(), tlp: Tlp }),
  assignedName: z.string().nullable(),
  /** Whether the actor may confirm the case as second person. */
  secondWanted: z.boolean(),
  clearedBefore: z.boolean(),
  /**
   * The decision in force and its time. If a second person was needed, the time is that of their answer. Null if there
   * is no decision.
   */
  decision: CaseOutcome.nullable(),
  /**
   * Counts of the other cases about the same person, in a list only; null if there are none. `refusedOn` names the
   * context in which the person was refused.
   */
  person: z.object({ open: z.int(), decided: z.int(), refusedOn: z.string().nullable() }).nullable(),
  /** For an open case whose deadline passed: what a decision still changes. Else null. */
  changes: StillChanges.nullable(),
}
/** A case in a list. Its hits have no evidence and no comparison. */
export const CaseRow = Case.extend(CaseRowExtras)
export type CaseRow = z.infer<typeof CaseRow>

/** A cell and its relation: `birth-date:differs`. No list can be filtered by nationality. */
const CellChoice = z.string().regex(/^[a-z][a-z-]{0,39}:(same|alike|differs|not-said)$/)
const Short = z.string().trim().min(1).max(80)
/**
 * The fields by which a list of cases can be filtered. There is none for a value about a person. `on` is the name of the
 * context, such as a journey; `filer` is who filed the record; `from` owns the signal.
 */
export const CaseFilter = z.strictObject({
  on: Short.optional(),
  filer: Short.optional(),
  route: Short.optional(),
  agreement: z.uuid().optional(),
  from: Short.optional(),
  with: z.enum(['all', 'me', 'none']).optional(),
  assignedTo: z.uuid().optional(),
  state: CaseState.optional(),
  /** The least time since the case was opened, in minutes. */
  age: z.coerce.number().int().min(1).max(525_600).optional(),
  due: z.enum(['overdue', '30m', 'today', '24h']).optional(),
  evidence: CellChoice.optional(),
})
export type CaseFilter = z.infer<typeof CaseFilter>

export const CaseListQuery = CaseFilter.extend({
  team: z.string().optional(),
  assignedTo: z.string().optional(),
  gateway: GatewayName.optional(),
  /** Leaves out the cases of this gateway. */
  without: GatewayName.optional(),
  /** The id of one of the own filters. Its fields apply together with those of the request. */
  filter: z.uuid().optional(),
  /** The zone whose midnight ends today. Default: UTC. */
  zone: z.string().max(64).optional(),
  next: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
}).strip()
export const CaseList = z.object({
  items: z.array(CaseRow),
  next: z.string().nullable(),
  counts: z.object({
    open: z.int(),
    mine: z.int(),
    unassigned: z.int(),
    awaitingSecond: z.int(),
    decidedToday: z.int(),
    /** Open cases by gateway, of every gateway whose cases the actor may read. */
    byGateway: z.record(z.string(), z.int()),
    /** Cases that fit the filters of the request; as `open` if there are none. */
    fit: z.int(),
    /** Open cases of these teams that are with other people, so that the actor may not open them. */
    elsewhere: z.int(),
  }),
  /** When the next record with a case is due, over all open cases without the filters; null if none is. */
  nextDueAt: Instant.nullable(),
})
export type CaseList = z.infer<typeof CaseList>

export const OwnFilter = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(40),
  gateway: GatewayName.nullable(),
  filter: CaseFilter,
})
export type OwnFilter = z.infer<typeof OwnFilter>
/** All filters of a person, in the order in which the desk shows them. The node counts at most `mostFilters`. */
export const OwnFilters = z.strictObject({ items: z.array(OwnFilter).max(100) })
/** The filters with the number of open cases that fit each. */
export const CountedFilters = z.object({ items: z.array(OwnFilter.extend({ count: z.int() })) })
export type CountedFilters = z.infer<typeof CountedFilters>

export const CaseNote = z.object({
  id: z.uuid(),
  at: Instant,
  by: z.string(),
  byName: z.string(),
  text: z.string(),
  /** The case from which its author copied this reading; null for a note that was written here. */
  copiedFrom: z.uuid().nullable(),
})
/** One line of the history, with its sentence. `person` is false if the node itself acted. */
export const HistoryEntry = Text.extend({ at: Instant, person: z.boolean(), type: z.string() })

export const CaseDetail = CaseRow.extend({
  decision: Decision.nullable(),
  record: CaseRecord,
  signals: z.array(Signal),
  notes: z.array(CaseNote),
  history: z.array(HistoryEntry),
  /** The proposal; null for a person who may still confirm it, until a confirmation exists. */
  proposal: Proposal.extend({ id: z.uuid(), by: z.string(), byName: z.string(), at: Instant }).nullable(),
  confirmations: z.array(Confirmation.extend({ by: z.string(), byName: z.string(), at: Instant })),
  /** The act that a second person must answer, without the proposer and the reasons. */
  actAsked: z.string().nullable(),
  clearances: z.array(z.object({ at: Instant, by: z.string(), text: z.string() })),
  view: z.object({ activeSeconds: z.number(), minSecondsAdverse: z.int(), minSecondsOther: z.int() }),
  may: z.object({ propose: z.boolean(), confirm: z.boolean(), reopen: z.boolean(), because: z.string().nullable() }),
  answers: z.array(
    z.object({
      id: z.uuid(),
      at: Instant,
      kind: z.enum(['response', 'unsolicited', 'acknowledgement']),
      text: z.string(),
      body: z.string(),
      deliveredAt: Instant.nullable(),
    }),
  ),
  decisions: z.array(Decision),
  previous: z.uuid().nullable(),
  following: z.uuid().nullable(),
})
export type CaseDetail = z.infer<typeof CaseDetail>

export const ViewAnswer = z.object({ viewedAt: Instant, activeSeconds: z.number() })
/**
 * The case id is in the path and may be repeated in the body. With `version` the request is refused if the case changed
 * meanwhile.
 */
export const ProposalRequest = Proposal.partial({ caseId: true })
  .extend({
    version: z.int().optional(),
    feedback: z.array(z.strictObject({ hitId: z.uuid(), outcome: FeedbackOutcome.nullable() })).optional(),
  })
  .strict()
export const ConfirmationRequest = Confirmation.partial({ caseId: true })
  .extend({ version: z.int().optional() })
  .strict()
export const DecideAnswer = z.object({
  state: z.enum(['awaiting-second', 'decided', 'in-review']),
  decision: Decision.nullable(),
})
export const NoteRequest = z.strictObject({ text: z.string().min(1).max(4000) })
export const AssignRequest = z.strictObject({ to: z.string().nullable() })
export const HandoverRequest = z.strictObject({ to: z.string(), text: z.string().min(1).max(500) })
export const ReopenRequest = z.strictObject({ reason: z.string().min(20).max(2000) })
export const PrintRequest = z.strictObject({ reason: z.string().min(10).max(500) })
export const CaseFeedbackRequest = z.strictObject({ outcome: FeedbackOutcome, hitId: z.uuid() })

const sharedEvents = [
  'case.opened',
  'case.changed',
  'message.read',
  'signal.changed',
  'bank.changed',
  'rematch.changed',
  'list-task.changed',
  'threshold.changed',
  'trial.changed',
  'alarm.raised',
  'people.changed',
  'feed.appended',
  'peer.changed',
  'agreement.changed',
]
/** A notice about a change. It contains no personal data and only says what to read again. */
export const LiveEvent = z.object({
  id: z.string(),
  type: z.string().meta({ enum: [...sharedEvents, ...gatewayVocabularies.flatMap(({ events }) => events)] }),
  ref: z.string(),
  version: z.int(),
})
export type LiveEvent = z.infer<typeof LiveEvent>

/**
 * The first event of `/v1/events`: which release of the desk the node serves. `updatedAt`: when it replaced another
 * one, if that is known. `worksUntil`: until when the node serves the files of the release that asks; null if that is
 * this release, or if the node has no files of it.
 */
export const ReleaseNotice = z.object({
  release: z.string(),
  updatedAt: Instant.nullable(),
  worksUntil: Instant.nullable(),
})
export type ReleaseNotice = z.infer<typeof ReleaseNotice>
