import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Signed } from './acts.ts'

/** The public key of age to which the node seals what only oversight may read: `age1` and 58 characters. */
const AgeRecipient = z
  .string()
  .trim()
  .regex(/^age1[02-9ac-hj-np-z]{58}$/)

/** The recipient that oversight proposes. */
export const NewRecipient = z.strictObject({ recipient: AgeRecipient })
export type NewRecipient = z.infer<typeof NewRecipient>
export const RecipientRequest = NewRecipient.extend({ signed: Signed.optional() })
export const RecipientConsent = z.strictObject({ signed: Signed.optional() })

/** A recipient of oversight: in force since `begins`, or waiting until then. `begins` is null until another person consented. */
const ShownRecipient = z.object({
  n: z.int(),
  recipient: z.string(),
  proposedBy: z.string(),
  proposedAt: Instant,
  consents: z.array(z.string()),
  begins: Instant.nullable(),
})
export type ShownRecipient = z.infer<typeof ShownRecipient>

/** The recipient in force, the newest one that waits, and the number of the next. */
export const OversightRecipient = z.object({
  inForce: ShownRecipient.nullable(),
  waiting: ShownRecipient.extend({ mayConsent: z.boolean() }).nullable(),
  next: z.int(),
  /** Hours between the consent and the beginning. */
  waitHours: z.int(),
})
export type OversightRecipient = z.infer<typeof OversightRecipient>

export const oversightFileKinds = ['report', 'unmask-document', 'note'] as const
/** A file that only oversight opens. `day` is the day on which it came; no finer time is kept. */
export const OversightFile = z.object({
  id: z.uuid(),
  kind: z.enum(oversightFileKinds),
  /** What a document belongs to, such as `unmask:<id>`. */
  ref: z.string().nullable(),
  day: z.iso.date(),
  bytes: z.int(),
  sha256: z.string(),
  /** The recipient to which it is sealed. */
  recipient: z.string(),
  /** Whether enough people signed, so that it can be downloaded now. */
  mayDownload: z.boolean(),
  /** Whether it was downloaded before, and can be deleted. */
  opened: z.boolean(),
})
export type OversightFile = z.infer<typeof OversightFile>

/** Files that people of oversight signed to open within 24 hours. */
const Opening = z.object({
  id: z.string(),
  files: z.array(z.uuid()),
  signedBy: z.array(z.string()),
  signedByMe: z.boolean(),
  needs: z.int(),
  /** When the first of its signatures ends. */
  until: Instant.nullable(),
})
export const OversightFiles = z.object({
  items: z.array(OversightFile),
  next: z.null(),
  openings: z.array(Opening),
  /** How many people must sign an opening. */
  needs: z.int(),
})
export type OversightFiles = z.infer<typeof OversightFiles>

/** The files to open, in any order. */
export const NewOpening = z.strictObject({ files: z.array(z.uuid()).min(1).max(100) })
export type NewOpening = z.infer<typeof NewOpening>
export const OpeningRequest = NewOpening.extend({ signed: Signed.optional() })
export const OpeningAnswer = z.object({ id: z.string(), state: z.enum(['open', 'awaiting']) })
export type OpeningAnswer = z.infer<typeof OpeningAnswer>

/** A report that anybody hands in, or a note of oversight, as text that the node seals in memory. */
export const longestReport = 20_000
export const SealedText = z.strictObject({ text: z.string().trim().min(10).max(longestReport) })
export type SealedText = z.infer<typeof SealedText>

/** Whether reports are taken, and to which recipient a browser seals them. */
export const ReportChannel = z.object({ recipient: z.string().nullable(), mostCharacters: z.int() })
export type ReportChannel = z.infer<typeof ReportChannel>
