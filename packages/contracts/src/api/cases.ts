import { z } from 'zod'
import { Case, CaseState, Confirmation, Decision, FeedbackOutcome, Proposal } from '../core.ts'
import { Instant } from '../ids.ts'
import { Signal, Tlp } from '../signal.ts'

/** The flight a traveller's case is about. Times are local to their airports; `departsAt` is the instant. */
export const CaseFlight = z.object({
  key: z.string(),
  carrier: z.string(),
  number: z.string(),
  from: z.string(),
  to: z.string(),
  departure: z.string().nullable(),
  departsAt: Instant.nullable(),
  fromZone: z.string().nullable(),
})
export type CaseFlight = z.infer<typeof CaseFlight>

/** Of a decision, what a list shows. */
export const CaseOutcome = z.object({ outcome: Decision.shape.outcome, at: Instant })
export type CaseOutcome = z.infer<typeof CaseOutcome>

/** What a list of cases shows beside the Case: a reference people can say, the closest hit's band, who has it. */
const CaseRowExtras = {
  reference: z.string(),
  band: z.enum(['slight', 'partial', 'close', 'very-close']),
  otherScript: z.string().nullable(),
  flight: CaseFlight.nullable(),
  signalFrom: z.object({ name: z.string(), tlp: Tlp }),
  assignedName: z.string().nullable(),
  /** The actor may confirm it as second person. */
  secondWanted: z.boolean(),
  clearedBefore: z.boolean(),
  /** What stands decided, and since when: the second person's answer where one was needed. Null while nothing is. */
  decision: CaseOutcome.nullable(),
}
/** In lists the hits come without evidence and comparison. */
export const CaseRow = Case.extend(CaseRowExtras)
export type CaseRow = z.infer<typeof CaseRow>
export const CaseListQuery = z.object({
  state: CaseState.optional(),
  team: z.string().optional(),
  assignedTo: z.string().optional(),
  with: z.enum(['all', 'me', 'none']).optional(),
  gateway: z.enum(['travel', 'content', 'cargo']).optional(),
  /** All but the cases of this gateway. */
  without: z.enum(['travel', 'content', 'cargo']).optional(),
  due: z.enum(['30m', 'today']).optional(),
  from: z.string().optional(),
  next: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
export const CaseList = z.object({
  items: z.array(CaseRow),
  next: z.string().nullable(),
  counts: z.object({
    open: z.int(),
    mine: z.int(),
    unassigned: z.int(),
    awaitingSecond: z.int(),
    decidedToday: z.int(),
  }),
})
export type CaseList = z.infer<typeof CaseList>

export const CaseNote = z.object({ id: z.uuid(), at: Instant, by: z.string(), byName: z.string(), text: z.string() })
/** One line of "What happened". `person` is false for acts of the node. */
export const HistoryEntry = z.object({ at: Instant, person: z.boolean(), type: z.string(), text: z.string() })

/** A field of the traveller with where it was said. */
export const TravellerField = z.object({
  field: z.string(),
  value: z.string().nullable(),
  masked: z.boolean(),
  messageId: z.uuid().nullable(),
  at: z.string().nullable(),
})
export const JourneyLeg = z.object({
  carrier: z.string().nullable(),
  number: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  departure: z.string().nullable(),
  arrival: z.string().nullable(),
  screened: z.boolean(),
})
export const CoTraveller = z.object({
  travellerId: z.uuid(),
  label: z.string(),
  masked: z.boolean(),
  caseReference: z.string().nullable(),
})
export const LinkedReservation = z.object({
  by: z.enum(['phone', 'email', 'card', 'address']),
  travellerId: z.uuid(),
  label: z.string(),
  masked: z.boolean(),
  flight: CaseFlight.nullable(),
})
export const RecordVersion = z.object({
  at: Instant,
  messageId: z.uuid(),
  version: z.int(),
  changed: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  text: z.string(),
})

/** Why a statement is told to be about the same traveller as those before it, the strongest reason first; travel.md 3.9. */
export const MergeRule = z.enum([
  'same-record',
  'document',
  'passenger-reference',
  'locator-and-name',
  'name-and-birth-date',
])
export type MergeRule = z.infer<typeof MergeRule>
/** What one message says of a traveller on one crossing. `rule` is null for the first; `toldApart`: a person said who it is not. */
export const TravellerStatement = z.object({
  id: z.uuid(),
  source: z.enum(['PAXLST', 'PNRGOV', 'check-in']),
  messageId: z.uuid(),
  sender: z.string(),
  receivedAt: Instant,
  pointer: z.string(),
  /** Where in its message the person begins, from UNB = 1. */
  segment: z.int().nullable(),
  rule: MergeRule.nullable(),
  toldApart: z.boolean(),
})
export type TravellerStatement = z.infer<typeof TravellerStatement>

export const TravellerRecord = z.object({
  travellerId: z.uuid(),
  role: z.string(),
  seat: z.string().nullable(),
  state: z.enum(['present', 'removed']),
  masked: z.boolean(),
  maskAt: Instant.nullable(),
  deleteAt: Instant,
  fields: z.array(TravellerField),
  documents: z.array(
    z.object({
      type: z.string().nullable(),
      number: z.string().nullable(),
      issuer: z.string().nullable(),
      expires: z.string().nullable(),
      source: z.string(),
    }),
  ),
  journey: z.array(JourneyLeg),
  reservations: z.array(
    z.object({
      locator: z.string().nullable(),
      carrier: z.string().nullable(),
      created: z.string().nullable(),
      cancelled: z.boolean(),
    }),
  ),
  sameBooking: z.array(CoTraveller),
  linked: z.array(LinkedReservation),
  versions: z.array(RecordVersion),
  /** From what the record is joined, in the order in which it was said; at most 500. */
  statements: z.array(TravellerStatement),
  /** Messages that said something about this person, newest first; `segment` is where, from UNB = 1. */
  messages: z.array(z.object({ id: z.uuid(), receivedAt: Instant, format: z.string(), segment: z.int().nullable() })),
})
export type TravellerRecord = z.infer<typeof TravellerRecord>

export const CaseDetail = CaseRow.extend({
  decision: Decision.nullable(),
  record: TravellerRecord,
  signals: z.array(Signal),
  notes: z.array(CaseNote),
  history: z.array(HistoryEntry),
  /** Left out (null) for whoever may still confirm it, until the confirmation exists. */
  proposal: Proposal.extend({ id: z.uuid(), by: z.string(), byName: z.string(), at: Instant }).nullable(),
  confirmations: z.array(Confirmation.extend({ by: z.string(), byName: z.string(), at: Instant })),
  /** The act that a second person is asked about, without who asked and why. */
  actAsked: z.string().nullable(),
  clearances: z.array(z.object({ at: Instant, by: z.string(), text: z.string() })),
  view: z.object({ activeSeconds: z.number(), floorAdverse: z.int(), floorOther: z.int() }),
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
/** The case id is in the path and may be repeated in the body; `version` guards against a case that changed meanwhile. */
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

/** Live changes: no personal data, only what to read again. */
export const LiveEvent = z.object({
  id: z.string(),
  type: z.enum([
    'case.opened',
    'case.changed',
    'flight.changed',
    'message.read',
    'signal.changed',
    'bank.changed',
    'rematch.changed',
    'threshold.changed',
    'trial.changed',
    'alarm.raised',
    'feed.appended',
    'peer.changed',
    'agreement.changed',
  ]),
  ref: z.string(),
  version: z.int(),
})
export type LiveEvent = z.infer<typeof LiveEvent>

export const FindRequest = z.strictObject({ text: z.string().min(1).max(200) })
/** Opened only by who asked. A person's name is looked up whole words only, in a blind index. */
export const FindAnswer = z.object({
  find: z.string(),
  items: z.array(
    z.object({
      kind: z.enum(['case', 'flight', 'traveller', 'message']),
      id: z.string(),
      label: z.string(),
      detail: z.string(),
    }),
  ),
})
