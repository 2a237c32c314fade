import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { CaseId, Instant, PlainDate } from '../terms/ids.ts'
import { Language } from '../terms/languages.ts'

/** What a person may ask for. */
export const redressKinds = ['access', 'correction', 'deletion', 'complaint', 'misidentification'] as const
export const RedressKind = z.enum(redressKinds)
export type RedressKind = z.infer<typeof RedressKind>

export const redressStates = [
  ...(['received', 'identity-check', 'assigned', 'decided', 'propagating', 'closed'] as const),
] as const
export const RedressState = z.enum(redressStates)
export type RedressState = z.infer<typeof RedressState>

export const redressOutcomes = ['upheld', 'partly', 'rejected', 'neither-confirm-nor-deny'] as const
export const RedressOutcome = z.enum(redressOutcomes)
export type RedressOutcome = z.infer<typeof RedressOutcome>

/** How the person is reached. `here`: the person reads the answer with the reference and the secret only. */
export const redressChannels = ['here', 'email', 'phone', 'post'] as const
/** The kinds of files that show who a person is. */
export const redressFileTypes = ['image/jpeg', 'image/png', 'application/pdf'] as const
/** A file that only oversight opens (age v1). */
export const sealedFileType = 'application/age'
/** The most bytes of one file, and the most files. */
export const redressFileBytes = 1024 * 1024
export const redressFiles = 2
/** A reference has no vowels and none of the signs that are read as another one. */
const signs = '0-9A-HJKMNP-TV-Z'
export const RedressReference = z
  .string()
  .trim()
  .toUpperCase()
  .regex(new RegExp(`^[${signs}]{4}-[${signs}]{4}$`))

/** The number of a document and the state that issued it (ICAO 9303 code). */
export const RedressDocument = z.strictObject({
  number: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9 -]{2,28}[A-Z0-9]$/),
  issuer: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{1,3}$/),
})
export type RedressDocument = z.infer<typeof RedressDocument>

/** What a person asks, without an account. `neededBy`: the day by which an answer is needed, such as that of a journey. */
export const NewRedress = z.strictObject({
  kind: RedressKind,
  about: GatewayName.nullish(),
  language: Language,
  name: z.string().trim().min(2).max(200),
  birthDate: PlainDate.nullish(),
  documents: z.array(RedressDocument).max(3).optional(),
  channel: z.enum(redressChannels),
  contact: z.string().trim().max(300).nullish(),
  text: z.string().trim().min(10).max(4000),
  neededBy: PlainDate.nullish(),
  /** Files in base64. */
  evidence: z
    .array(
      z.strictObject({
        type: z.enum(redressFileTypes),
        data: z.base64().max(Math.ceil(redressFileBytes / 3) * 4),
      }),
    )
    .max(redressFiles)
    .optional(),
})
export type NewRedress = z.infer<typeof NewRedress>

/** How far a correction came: who had the data, who confirmed, and the members that are late. */
export const RedressPropagation = z.object({ recipients: z.int(), receipts: z.int(), overdue: z.array(z.string()) })
export type RedressPropagation = z.infer<typeof RedressPropagation>

/** A request for redress. `reasons` are those for the person. Anybody with the secret reads neither `propagation` nor `clearanceId`. */
export const RedressRequest = z.object({
  reference: z.string(),
  kind: RedressKind,
  state: RedressState,
  receivedAt: Instant,
  acknowledgeBy: Instant,
  dueAt: Instant,
  extendedOnce: z.boolean(),
  /** Why the answer takes longer, in the words for the person. */
  extensionReasons: z.string().nullable(),
  outcome: RedressOutcome.nullable(),
  reasons: z.string().nullable(),
  decidedAt: Instant.nullable(),
  propagation: RedressPropagation.nullable(),
  clearanceId: z.uuid().nullable(),
})
export type RedressRequest = z.infer<typeof RedressRequest>

/** The answer to a new request. The secret is shown once. */
export const RedressReceipt = z.object({ reference: z.string(), secret: z.string(), request: RedressRequest })
export type RedressReceipt = z.infer<typeof RedressReceipt>

/** A row of the reviewers' list. It has no personal data. */
export const RedressRow = RedressRequest.extend({
  id: z.uuid(),
  about: GatewayName.nullable(),
  language: Language,
  isUrgent: z.boolean(),
  isOverdue: z.boolean(),
  reviewer: z.string().nullable(),
  isMine: z.boolean(),
})
export type RedressRow = z.infer<typeof RedressRow>
export const RedressList = z.object({ items: z.array(RedressRow), next: z.null() })
export type RedressList = z.infer<typeof RedressList>

/** A hit of a case that a request concerns. `mayWithdraw`: the signal is this member's own. */
export const RedressHit = z.object({
  id: z.uuid(),
  source: z.string(),
  signalId: z.uuid(),
  signalVersion: z.int(),
  mayWithdraw: z.boolean(),
  isWithdrawn: z.boolean(),
})
export type RedressHit = z.infer<typeof RedressHit>

/** A request with the words of the person, for its reviewer and for oversight. */
export const RedressDetail = RedressRow.extend({
  name: z.string(),
  birthDate: PlainDate.nullable(),
  documents: z.array(RedressDocument),
  channel: z.enum(redressChannels),
  contact: z.string().nullable(),
  text: z.string(),
  neededBy: PlainDate.nullable(),
  evidence: z.array(z.object({ id: z.uuid(), type: z.enum([...redressFileTypes, sealedFileType]), bytes: z.int() })),
  /** When the files are erased; null while the request is open. */
  evidenceUntil: Instant.nullable(),
  identity: z.enum(['shown', 'not-needed']).nullable(),
  cases: z.array(
    z.object({ id: CaseId, number: z.string(), gateway: GatewayName, state: z.string(), hits: z.array(RedressHit) }),
  ),
  basis: z.string().nullable(),
  basisUntil: Instant.nullable(),
  may: z.object({
    take: z.boolean(),
    assign: z.boolean(),
    extend: z.boolean(),
    decide: z.boolean(),
    files: z.boolean(),
  }),
})
export type RedressDetail = z.infer<typeof RedressDetail>

/** Gives a request to a reviewer. Without `reviewer`, the node chooses one who is independent. `cases`: their ids or numbers. */
export const AssignRedress = z.strictObject({
  identity: z.enum(['shown', 'not-needed']),
  cases: z
    .array(
      z.union([
        CaseId,
        z
          .string()
          .trim()
          .regex(/^(C-)?\d{1,15}$/),
      ]),
    )
    .max(20),
  reviewer: z.uuid().optional(),
})
export type AssignRedress = z.infer<typeof AssignRedress>

/** Extends the time for the answer once. The person reads the reasons. */
export const ExtendRedress = z.strictObject({ reasons: z.string().trim().min(20).max(2000) })
export type ExtendRedress = z.infer<typeof ExtendRedress>

/**
 * Decides a request. The person reads the reasons, except for `neither-confirm-nor-deny`, whose text is always the same: it needs `basis` and
 * `basisUntil` in place of reasons. `corrections`: what is done about hits. `withdraw` ends an own signal for everybody; `clear` keeps the signal
 * and remembers that the person with one of the documents of the request is not the one of the signal.
 */
export const DecideRedress = z.strictObject({
  outcome: RedressOutcome,
  reasons: z.string().trim().max(4000).optional(),
  basis: z.string().trim().min(3).max(200).optional(),
  basisUntil: Instant.optional(),
  corrections: z
    .array(z.strictObject({ hitId: z.uuid(), act: z.enum(['withdraw', 'clear']) }))
    .max(50)
    .optional(),
})
export type DecideRedress = z.infer<typeof DecideRedress>
/** The fewest characters of the reasons of a decision. */
export const shortestRedressReasons = 20
