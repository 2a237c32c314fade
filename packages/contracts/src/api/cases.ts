import { z } from 'zod'
import {
  Case,
  CasePart,
  CaseState,
  Confirmation,
  Decision,
  EvidenceCell,
  Proposal,
  RuleTrack,
  StrengthShown,
} from '../cases/case.ts'
import { CaseContext, CaseRecord } from '../cases/record.ts'
import { GatewayName, gatewayVocabularies } from '../gateways/vocabularies.ts'
import { bands } from '../matching/bands.ts'
import { Signal, Tlp } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { DecisionOutcome, FeedbackOutcome, Role } from '../terms/terms.ts'
import { Text } from '../terms/text.ts'
import { ActMark, Signed } from './acts.ts'

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
  /** The track of each rule that made a hit. */
  ruleTracks: z.array(RuleTrack),
  notes: z.array(CaseNote),
  history: z.array(HistoryEntry),
  /** The proposal; null for a person who may still confirm it, until a confirmation exists. */
  proposal: Proposal.extend({
    id: z.uuid(),
    by: z.string(),
    byName: z.string(),
    at: Instant,
    /** The version of the case on which the proposal rests. Null in proposals of older releases. */
    seen: z.int().nullable(),
    /** How its author signed it; null if it is not adverse, or was made by an older release. */
    signed: ActMark.nullable(),
  }).nullable(),
  /** The version in which each part last changed. A part that never changed is absent. */
  partVersions: z.partialRecord(CasePart, z.int()),
  confirmations: z.array(
    Confirmation.extend({ by: z.string(), byName: z.string(), at: Instant, signed: ActMark.nullable() }),
  ),
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
 * The version of the case that the person has seen. The request is refused if a part on which a decision rests changed
 * after it, and also if it changed after the version that the node last gave to the person.
 */
const seen = z.int().min(1).optional()
/**
 * The case id is in the path and may be repeated in the body. With `version` the request is refused if the case changed
 * at all meanwhile.
 */
export const ProposalRequest = Proposal.partial({ caseId: true })
  .extend({
    version: z.int().optional(),
    seen,
    feedback: z.array(z.strictObject({ hitId: z.uuid(), outcome: FeedbackOutcome.nullable() })).optional(),
    signed: Signed.optional(),
  })
  .strict()
export const ConfirmationRequest = Confirmation.partial({ caseId: true })
  .extend({ version: z.int().optional(), seen, signed: Signed.optional() })
  .strict()
/** The proposer states that the proposal still stands after the evidence changed: they have seen this version. */
export const SeenRequest = z.strictObject({ seen: z.int().min(1) })
export const WithdrawProposalRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) })
/** How available a person is: coarse, and true only at this moment. */
export const Presence = z.enum(['at-desk', 'away', 'on-break', 'on-call'])
export type Presence = z.infer<typeof Presence>
/** How often the people who may confirm were reminded of a proposal, and from when they may be reminded again. */
const Reminders = z.object({ count: z.int(), at: Instant.nullable(), nextAt: Instant.nullable() })
/** The people who may confirm a proposal. `name` is null where the member shows no names. */
export const Confirmers = z.object({
  items: z.array(
    z.object({ person: z.string().nullable(), name: z.string().nullable(), role: Role, presence: Presence }),
  ),
  reminded: Reminders,
})
export type Confirmers = z.infer<typeof Confirmers>
export const RemindAnswer = Reminders

const word = z.string().max(200)
/**
 * An unfinished decision of one person: a proposal (`first`) or the answer of a second person (`second`), whose outcomes
 * are `adverse` (agrees), `further-check` and `no-action`. `version` is the version of the draft that this one replaces,
 * or 0. At most 20 kB as JSON.
 */
export const DraftKind = z.enum(['first', 'second'])
export type DraftKind = z.infer<typeof DraftKind>
export const DraftBody = z.strictObject({
  outcome: DecisionOutcome.nullable(),
  act: word.nullable(),
  reasons: z.array(word).max(100),
  text: z.string().max(20_000),
  alternatives: z.array(z.string().max(2000)).max(100),
  hits: z.array(z.uuid()).max(200).default([]),
  feedback: z.record(z.uuid(), FeedbackOutcome.nullable()).default({}),
  /** The entered details of the act, in a form of the desk. */
  details: z.array(z.string().max(2000)).max(200).default([]),
})
export type DraftBody = z.infer<typeof DraftBody>
export const DraftRequest = DraftBody.extend({ version: z.int().min(0) }).strict()
export const DraftQuery = z.object({ kind: DraftKind.default('first') })
export const KeptDraft = z.object({ version: z.int(), keptAt: Instant })
export type KeptDraft = z.infer<typeof KeptDraft>
export const DraftAnswer = z.object({ draft: DraftBody.extend(KeptDraft.shape).nullable() })
export type DraftAnswer = z.infer<typeof DraftAnswer>
export const DecideAnswer = z.object({
  /** `awaiting-verification`: the two people agree, and the node checks their signatures before it decides. */
  state: z.enum(['awaiting-second', 'awaiting-verification', 'decided', 'in-review']),
  decision: Decision.nullable(),
})
export const NoteRequest = z.strictObject({ text: z.string().min(1).max(4000) })
export const AssignRequest = z.strictObject({ to: z.string().nullable() })
export const HandoverRequest = z.strictObject({ to: z.string(), text: z.string().min(1).max(500) })
export const ReopenRequest = z.strictObject({ reason: z.string().min(20).max(2000), signed: Signed.optional() })
export const PrintRequest = z.strictObject({ reason: z.string().min(10).max(500) })
export const CaseFeedbackRequest = z.strictObject({ outcome: FeedbackOutcome, hitId: z.uuid() })

const sharedEvents = [
  'case.opened',
  'case.changed',
  'second.reminded',
  'message.read',
  'signal.changed',
  'bank.changed',
  'rematch.changed',
  'list-task.changed',
  'threshold.changed',
  'trial.changed',
  'alarm.raised',
  'people.changed',
  'sample.changed',
  'feed.appended',
  'peer.changed',
  'agreement.changed',
  'shift.changed',
  'stop.changed',
  'necessity.changed',
]
/** A notice about a change. It contains no personal data and only says what to read again. */
export const LiveEvent = z.object({
  id: z.string(),
  type: z.string().meta({ enum: [...sharedEvents, ...gatewayVocabularies.flatMap(({ events }) => events)] }),
  ref: z.string(),
  version: z.int(),
  /** The parts of a case that changed (`case.changed`). */
  parts: z.array(CasePart).optional(),
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
