import { z } from 'zod'
import { Instant, page, receiptFacts } from '../../../terms/ids.ts'
import { SentFinding } from '../../../terms/terms.ts'
import { Text } from '../../../terms/text.ts'

export const Receipt = z.object({
  ...receiptFacts,
  format: z.enum(['PAXLST', 'PNRGOV', 'CUSRES', 'ACKRES']).nullable(),
  links: z.object({ self: z.string(), reading: z.string(), acknowledgement: z.string() }),
})
export type Receipt = z.infer<typeof Receipt>

export const MessageStatus = z.enum(['received', 'read', 'partly-read', 'quarantined'])
export type MessageStatus = z.infer<typeof MessageStatus>
export const MessageSummary = z.object({
  id: z.uuid(),
  sender: z.string(),
  senderName: z.string(),
  channel: z.string(),
  receivedAt: Instant,
  bytes: z.int(),
  format: z.string().nullable(),
  status: MessageStatus,
  counts: z.object({
    messages: z.int(),
    people: z.int(),
    reservations: z.int(),
    findings: z.object({ info: z.int(), notice: z.int(), warning: z.int(), error: z.int() }),
  }),
  flight: z.string().nullable(),
  part: z.object({ number: z.int().nullable(), flag: z.string().nullable() }).nullable(),
  readVersion: z.int(),
  cases: z.int(),
  masked: z.boolean(),
  /**
   * The retention times of the message. From `maskAt` on, no person in it is readable (null if its regime masks
   * nothing). From `deleteAt` on, nothing is readable.
   */
  maskAt: Instant.nullable(),
  deleteAt: Instant,
})
export type MessageSummary = z.infer<typeof MessageSummary>
const messageFilter = {
  sender: z.string().optional(),
  status: MessageStatus.optional(),
  flight: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  next: z.string().optional(),
}
export const MessageQuery = z.object({
  ...messageFilter,
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
/**
 * A search of messages. `text` is a part of a sender's name or channel, a flight number, a route or place, or the
 * beginning of a message's id. It is sent by POST, so that no address contains what a person typed.
 */
export const MessageFindRequest = z.strictObject({
  text: z.string().min(1).max(200),
  ...messageFilter,
  limit: z.int().min(1).max(200).optional(),
})
/**
 * A page of messages. `counts` counts the messages that fit, by status and whatever `status` asks, each up to ten
 * thousand; null on later pages.
 */
export const MessageList = page(MessageSummary).extend({ counts: z.record(MessageStatus, z.int()).nullable() })
export type MessageList = z.infer<typeof MessageList>
/**
 * The message as lines for the raw view. `quarantined` marks a stretch that could not be read; sensitive parts are replaced by
 * `*`.
 */
export const MessageSegments = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      number: z.int(),
      from: z.int(),
      to: z.int(),
      tag: z.string(),
      text: z.string(),
      quarantined: z.boolean(),
    }),
  ),
  findings: z.array(SentFinding),
})
export type MessageSegments = z.infer<typeof MessageSegments>
/** The changes of a new reading of a message, compared with the version before. */
export const ReadingDiff = z.object({
  from: z.int(),
  to: z.int(),
  peopleAdded: z.int(),
  peopleRemoved: z.int(),
  fieldsChanged: z.int(),
  findingsBefore: z.int(),
  findingsAfter: z.int(),
  changes: z.array(z.object({ at: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})

/** `check`: all messages are there, but their numbers of people do not agree. */
export const FlightState = z.enum(['expected', 'incomplete', 'check', 'complete', 'late', 'closed', 'cancelled'])
export type FlightState = z.infer<typeof FlightState>
/**
 * One of the six columns of the board: the messages due 48, 24, 12 and 1 hours before departure, at check-in, and at
 * close-out.
 */
export const PushSlot = z.object({
  slot: z.enum(['48', '24', '12', '1', 'C', 'X']),
  state: z.enum(['received', 'part', 'missing', 'not-due']),
})
export const BoardFlight = z.object({
  key: z.string(),
  carrier: z.string(),
  number: z.string(),
  from: z.string(),
  to: z.string(),
  departure: z.string().nullable(),
  departsAt: Instant.nullable(),
  fromZone: z.string().nullable(),
  zoneKnown: z.boolean(),
  lists: z.int(),
  pushes: z.int(),
  parts: z.object({ expected: z.int().nullable(), received: z.int() }),
  people: z.int(),
  declared: z.int().nullable(),
  lateMinutes: z.int().nullable(),
  state: FlightState,
  slots: z.array(PushSlot),
  cases: z.int(),
  findings: z.int(),
  /** Sentences in English that say what is missing; null if nothing is. */
  missing: z.string().nullable(),
  /** The same sentences, for a reader of any language. */
  remarks: z.array(Text),
})
export type BoardFlight = z.infer<typeof BoardFlight>
export const FlightQuery = z.object({
  carrier: z.string().optional(),
  number: z.string().optional(),
  /** The local day of departure, or of arrival if the departure is not known: `2026-11-24`. */
  date: z.string().optional(),
  state: FlightState.optional(),
  /** A flight number (`7N 482`), a place (`TUN`) or a route (`TUN-OSL`), or a part of one. Spaces and signs are ignored. */
  text: z.string().max(60).optional(),
  /** Up to 100 keys of flights, with commas between them. */
  keys: z.string().max(10_000).optional(),
  /**
   * `departure` (default), or `board`: late flights, incomplete ones and those to check, the others, cancelled and closed ones, each group by
   * departure. The order `board` needs a `date`.
   */
  order: z.enum(['departure', 'board']).optional(),
  next: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
})
/** A page of flights. `counts` counts all flights of the day by state, whatever the other filters are; null without `date`. */
export const FlightList = page(BoardFlight).extend({ counts: z.record(FlightState, z.int()).nullable() })
export type FlightList = z.infer<typeof FlightList>
export const FlightDetail = BoardFlight.extend({
  passengers: z.array(
    z.object({
      travellerId: z.uuid(),
      label: z.string(),
      masked: z.boolean(),
      role: z.string(),
      document: z.string().nullable(),
      seat: z.string().nullable(),
      state: z.enum(['present', 'removed']),
      caseId: z.uuid().nullable(),
      caseReference: z.string().nullable(),
      band: z.string().nullable(),
      answer: z.string().nullable(),
    }),
  ),
  messages: z.array(MessageSummary),
})
export type FlightDetail = z.infer<typeof FlightDetail>
export const ScheduleAnswer = z.object({
  flights: z.int(),
  rejected: z.array(z.object({ line: z.int(), code: z.string(), message: z.string() })),
})

export const BoardingOutcome = z.enum(['ok-to-board', 'further-check', 'do-not-board', 'insufficient-data'])
export type BoardingOutcome = z.infer<typeof BoardingOutcome>
export const InteractiveAnswer = z.object({
  id: z.uuid(),
  requestReference: z.string().nullable(),
  answeredInMs: z.number(),
  timedOut: z.boolean(),
  people: z.array(
    z.object({
      uniqueReference: z.string().nullable(),
      recordLocator: z.string().nullable(),
      surname: z.string().nullable(),
      given: z.string().nullable(),
      outcome: BoardingOutcome,
      code: z.string(),
      text: z.string(),
      basis: z.enum(['no-hit', 'hit-under-review', 'decision', 'policy-timeout', 'unreadable', 'unchecked']),
      caseId: z.uuid().nullable(),
    }),
  ),
})
export type InteractiveAnswer = z.infer<typeof InteractiveAnswer>

export const Traveller = z.object({
  id: z.uuid(),
  crossing: z.string(),
  person: z.record(z.string(), z.unknown()),
  sources: z.record(z.string(), z.object({ messageId: z.uuid(), at: z.string() })),
  versions: z.array(z.object({ at: Instant, messageId: z.uuid(), changed: z.array(z.string()) })),
  reservations: z.array(z.record(z.string(), z.unknown())),
  linked: z.array(z.object({ by: z.enum(['phone', 'email', 'card', 'address']), travellerId: z.uuid() })),
  caseId: z.uuid().nullable(),
})

/** A person's statement that these parts of the record are about another traveller. */
export const SplitRequest = z.strictObject({
  statements: z.array(z.uuid()).min(1).max(1000),
  reason: z.string().trim().min(20).max(2000),
})
/**
 * The travellers to which the separated statements belong now. There are several if the statements had been joined only
 * through statements that stay.
 */
export const SplitAnswer = z.object({ travellerId: z.uuid(), separated: z.array(z.uuid()) })
export type SplitAnswer = z.infer<typeof SplitAnswer>
