import { z } from 'zod'
import { Instant, page } from '../../../terms/ids.ts'
import { CargoContact, screeningMethods } from '../proposal-details.ts'

const version = z.int().min(1)

/** A question to a filer. `finding` is the code of the finding that asks for a correction; null if an officer asks. */
export const CargoQuestion = z.object({ path: z.string(), text: z.string(), finding: z.string().nullable() })
export type CargoQuestion = z.infer<typeof CargoQuestion>

export const CargoAnswerEvent = z.enum([
  ...['assessed', 'correction-asked', 'referral', 'referral-reminder', 'referral-withdrawn', 'do-not-load'],
  ...['held', 'lifted'],
] as const)
export const CargoResult = z.enum(['AC', 'RFI', 'RFS', 'DNL', 'HOLD'])
export type CargoResult = z.infer<typeof CargoResult>

/** The methods that a request for screening can ask for. */
const method = z.enum(screeningMethods).nullable()

/**
 * An answer to a filer, by webhook or pulled. `sequence` counts the answers to this filer. `version` counts the filer's own
 * messages about the goods, and `messageId` is the newest of them. `code` is the filer's word for the result. A result
 * of null changes nothing about what was asked. Texts are empty once they are masked.
 */
export const CargoAnswer = z.object({
  sequence: z.int().min(1),
  at: Instant,
  event: CargoAnswerEvent,
  consignment: z.object({ key: z.string(), masterId: z.string().nullable(), houseId: z.string().nullable() }),
  version,
  messageId: z.uuid(),
  result: CargoResult.nullable(),
  code: z.string(),
  questions: z.array(CargoQuestion),
  method,
  referralId: z.uuid().nullable(),
  dueAt: Instant.nullable(),
  contact: CargoContact.nullable(),
  /** Matching was stopped, in whole or in part: the goods are checked later, and the answer may change then. */
  unchecked: z.boolean().optional(),
})
export type CargoAnswer = z.infer<typeof CargoAnswer>

export const CargoAnswerQuery = z.object({
  /** The last sequence that the filer has. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
/** Answers to the filer of the key, by sequence. The list is empty if there is none after `after`. */
export const CargoAnswerList = z.object({ items: z.array(CargoAnswer) })
export type CargoAnswerList = z.infer<typeof CargoAnswerList>

/** `missed`: the deadline passed without an answer. */
export const ReferralState = z.enum(['open', 'answered', 'missed', 'withdrawn'])
export type ReferralState = z.infer<typeof ReferralState>
/** The result of a screening. */
export const ScreeningResult = z.enum(['clear', 'alarm', 'not-possible'])
const AnsweredQuestion = z.strictObject({ path: z.string().max(300), text: z.string().trim().min(1).max(4000) })
/** A file that the filer keeps and shows on request. The node stores its digest, and never the file. */
const ReferredFile = z.strictObject({
  name: z.string().min(1).max(200),
  mediaType: z.string().max(100),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/**
 * A question to a filer. `origin`: `officer`, or `data` if the node asks to correct defective data (`basis: unreadable`).
 * `answeredBy` is the message that answered it; null if the filer answered in words, or not at all.
 */
export const Referral = z.object({
  id: z.uuid(),
  consignmentId: z.uuid(),
  key: z.string(),
  version,
  filer: z.uuid(),
  kind: z.enum(['RFI', 'RFS']),
  origin: z.enum(['officer', 'data']),
  basis: z.enum(['decision', 'unreadable']),
  state: ReferralState,
  askedAt: Instant,
  dueAt: Instant.nullable(),
  remindedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  questions: z.array(CargoQuestion),
  method,
  answers: z.array(z.object({ path: z.string(), text: z.string() })),
  result: ScreeningResult.nullable(),
  attachments: z.array(ReferredFile),
  answeredBy: z.uuid().nullable(),
})
export type Referral = z.infer<typeof Referral>

export const ReferralQuery = z.object({
  consignment: z.uuid().optional(),
  state: ReferralState.optional(),
  /** The filer that was asked. */
  filer: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  next: z.string().max(500).optional(),
})
export type ReferralQuery = z.infer<typeof ReferralQuery>
/** Referrals, newest first. A filer sees its own. */
export const ReferralList = page(Referral)
export type ReferralList = z.infer<typeof ReferralList>

/** Answers every question of a request for information, or gives the result of a screening. */
export const ReferralAnswerRequest = z.strictObject({
  answers: z.array(AnsweredQuestion).max(10).default([]),
  result: ScreeningResult.nullable().default(null),
  attachments: z.array(ReferredFile).max(10).default([]),
})
export type ReferralAnswerRequest = z.infer<typeof ReferralAnswerRequest>
