import { z } from 'zod'
import { Instant, PlainDate, page } from '../../../terms/ids.ts'
import { FeedbackOutcome } from '../../../terms/terms.ts'

/** `found`: goods that were not declared, or that are prohibited. `data-error`: only the declared data was wrong. */
export const InspectionOutcome = z.enum(['found', 'nothing-found', 'data-error', 'not-inspected'])
export type InspectionOutcome = z.infer<typeof InspectionOutcome>
/** `awaiting-second`: one person says that the goods were not inspected, and another has not answered yet. */
export const InspectionState = z.enum(['open', 'awaiting-second', 'closed'])
export type InspectionState = z.infer<typeof InspectionState>
/** The examination of an order: goods in the red lane are examined, in the yellow lane only documents. */
export const InspectionLane = z.enum(['red', 'yellow', 'blue'])

/** The reason of an inspection order. `act`: an officer ordered it, or asked for screening. */
export const InspectionReasonKind = z.enum([
  'rule',
  'watchlist',
  'table',
  'model',
  'random',
  'quota',
  'expected-rate',
  'exploration',
  'act',
])
export type InspectionReasonKind = z.infer<typeof InspectionReasonKind>
export const InspectionReason = z.object({
  kind: InspectionReasonKind,
  /** The title of the rule, the tag of the table, or the act; null where the kind says all. */
  text: z.string().nullable(),
  at: Instant,
})
export type InspectionReason = z.infer<typeof InspectionReason>

const count = z.int().min(0)
/** The facts by which an inspector finds the goods, as the newest filing states them. Masked fields are null or empty. */
export const InspectedGoods = z.object({
  description: z.string().nullable(),
  pieces: count.nullable(),
  packages: count.nullable(),
  grossKg: z.number().nullable(),
  hsCodes: z.array(z.string()),
  unNumbers: z.array(z.string()),
  equipmentIds: z.array(z.string()),
  seals: z.array(z.string()),
  parties: z.array(z.object({ role: z.string(), name: z.string().nullable(), country: z.string().nullable() })),
})
export type InspectedGoods = z.infer<typeof InspectedGoods>

/** An inspection order. A consignment has at most one that is not closed; further reasons join it. */
export const InspectionRow = z.object({
  id: z.uuid(),
  consignmentId: z.uuid(),
  key: z.string(),
  mode: z.string().nullable(),
  conveyance: z.string().nullable(),
  /** Where the goods arrive. */
  place: z.string().nullable(),
  lane: InspectionLane,
  state: InspectionState,
  /** The outcome in force; null until the order is closed. */
  outcome: InspectionOutcome.nullable(),
  orderedAt: Instant,
  /** When the goods arrive; null if no filing says it. */
  dueAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  reasons: z.array(InspectionReason),
  goods: InspectedGoods,
  masked: z.boolean(),
})
export type InspectionRow = z.infer<typeof InspectionRow>

export const InspectionQuery = z.object({
  /** The day of arrival in UTC. Orders without an arrival are on no day. */
  day: PlainDate.optional(),
  place: z.string().min(1).max(20).optional(),
  lane: InspectionLane.optional(),
  state: InspectionState.optional(),
  consignment: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  next: z.string().max(500).optional(),
})
export type InspectionQuery = z.infer<typeof InspectionQuery>

/** Inspection orders, first arrival first; those without an arrival last. `next` continues the list; null at its end. */
export const InspectionList = page(InspectionRow)
export type InspectionList = z.infer<typeof InspectionList>

const words = z.string().trim()
/** Goods that were found, with the code under which they belong. */
export const FoundGoods = z.strictObject({
  description: words.min(1).max(500),
  hs: z
    .string()
    .regex(/^\d{4}(\d\d){0,3}$/)
    .nullable()
    .default(null),
  unNumber: z
    .string()
    .regex(/^(UN|ID)?\d{4}$/)
    .nullable()
    .default(null),
  /** A number with its unit: `3 pieces`, `12.5 kg`. */
  quantity: words.max(60).nullable().default(null),
})

/**
 * The result of an inspection. `found` names at least one thing. `not-inspected` states a reason, and another person must
 * agree. `corrects` names an earlier result in force that was wrong: another person must agree to that too.
 */
export const InspectionResultRequest = z.strictObject({
  outcome: InspectionOutcome,
  found: z.array(FoundGoods).max(100).default([]),
  reason: words.max(2000).nullable().default(null),
  /** The ids of photos of this order that show what the result says. */
  attachments: z.array(z.uuid()).max(20).default([]),
  /** The goods are those of another party than the one that a signal describes. */
  wrongParty: z.boolean().default(false),
  corrects: z.uuid().nullable().default(null),
})
export type InspectionResultRequest = z.infer<typeof InspectionResultRequest>

/** The answer of another person to a result that needs one. Without agreement the order stays as it was. */
export const InspectionConfirmRequest = z.strictObject({ agree: z.boolean().default(true) })

/** `proposed`: it waits for another person. `refused`: that person did not agree. `replaced`: a correction is in force. */
export const InspectionResult = z.object({
  id: z.uuid(),
  outcome: InspectionOutcome,
  state: z.enum(['proposed', 'in-force', 'refused', 'replaced']),
  found: z.array(FoundGoods),
  reason: z.string().nullable(),
  attachments: z.array(z.uuid()),
  wrongParty: z.boolean(),
  corrects: z.uuid().nullable(),
  byName: z.string(),
  at: Instant,
  second: z.object({ byName: z.string(), at: Instant, agree: z.boolean() }).nullable(),
})
export type InspectionResult = z.infer<typeof InspectionResult>

/** A picture of the goods. */
export const InspectionPhoto = z.object({
  id: z.uuid(),
  at: Instant,
  byName: z.string(),
  mediaType: z.enum(['image/jpeg', 'image/png']),
  bytes: z.int(),
})
export type InspectionPhoto = z.infer<typeof InspectionPhoto>

/** The word that a result gives to the owner of a signal that hit; null: none. It may be changed until it is sent. */
export const InspectionWord = z.object({
  hitId: z.uuid(),
  outcome: FeedbackOutcome.nullable(),
  sendsAt: Instant,
  sentAt: Instant.nullable(),
})
export const InspectionWordsRequest = z.strictObject({
  words: z
    .array(z.strictObject({ hitId: z.uuid(), outcome: FeedbackOutcome.nullable() }))
    .min(1)
    .max(100),
})

/** One order with its results and photos. `focus` are paths of the record to look at, `method` how to screen. */
export const InspectionDetail = InspectionRow.extend({
  focus: z.array(z.string()),
  method: z.string().nullable(),
  results: z.array(InspectionResult),
  photos: z.array(InspectionPhoto),
  /** The words that the owners of signals will get. Empty for inspectors, who see no cases. */
  words: z.array(InspectionWord),
  may: z.object({ record: z.boolean(), confirm: z.boolean(), correct: z.boolean() }),
})
export type InspectionDetail = z.infer<typeof InspectionDetail>
