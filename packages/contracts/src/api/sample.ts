import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { CaseId, Instant } from '../terms/ids.ts'

const count = z.int().min(0)
const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

/** What oversight found in a drawn case. A question goes to a supervisor, who answers it in writing. */
export const sampleVerdicts = ['agree', 'question', 'disagree'] as const
export type SampleVerdict = (typeof sampleVerdicts)[number]
/** A question is answered within so many days. */
export const sampleAnswerDays = 14

/** The Monday of a week (UTC), such as `2026-11-30`. */
export const SampleWeekName = z.iso.date()

/** The words of a reading or of an answer. They may name people of the case, and are deleted with it. */
const words = z.string().trim().min(10).max(2000)
export const NewSampleReading = z.strictObject({ verdict: z.enum(sampleVerdicts), text: words })
export type NewSampleReading = z.infer<typeof NewSampleReading>
export const NewSampleAnswer = z.strictObject({ text: words })
export type NewSampleAnswer = z.infer<typeof NewSampleAnswer>

/**
 * The draw of a week. `commitment` is the SHA-256 of the seed in hexadecimal digits. Everything else is null until the draw, on the
 * Saturday `drawsAt` (UTC). `late`: the commitment was made after the first decision that the week may list. `lost`: the seed is
 * lost, so only cases of minors are in the sample. `listDigest` is the SHA-256 of the list of decided cases.
 */
export const SampleWeek = z.object({
  week: SampleWeekName,
  commitment: hex64,
  committedAt: Instant,
  late: z.boolean(),
  drawsAt: Instant,
  seed: hex64.nullable(),
  lost: z.boolean(),
  drawnAt: Instant.nullable(),
  listed: count.nullable(),
  listDigest: hex64.nullable(),
  drawn: count.nullable(),
})
export type SampleWeek = z.infer<typeof SampleWeek>

/** One reading. `text` is null once it was deleted with its case, or if the reader may not open it. */
export const SampleReading = z.object({
  id: z.uuid(),
  verdict: z.enum(sampleVerdicts),
  by: z.string(),
  at: Instant,
  text: z.string().nullable(),
  /** When the answer to a question is due; null for other readings. */
  dueAt: Instant.nullable(),
  overdue: z.boolean(),
  answer: z.object({ by: z.string(), at: Instant, text: z.string().nullable() }).nullable(),
})
export type SampleReading = z.infer<typeof SampleReading>

/** A case of a sample. `reference` is null once the case was deleted. `planted`: invented by the node, and not to be read. */
export const SampledCase = z.object({
  id: z.uuid(),
  week: SampleWeekName,
  caseId: CaseId,
  reference: z.string().nullable(),
  gateway: GatewayName,
  byLot: z.boolean(),
  minor: z.boolean(),
  planted: z.boolean(),
  outcome: z.string().nullable(),
  readings: z.array(SampleReading),
})
export type SampledCase = z.infer<typeof SampledCase>

/** The figures of all samples, by the newest reading of each case. Planted cases are not counted. */
export const SampleFigures = z.object({
  drawn: count,
  read: count,
  deleted: count,
  agree: count,
  question: count,
  disagree: count,
  unanswered: count,
  overdue: count,
})
export type SampleFigures = z.infer<typeof SampleFigures>

/** The newest weeks, the cases of one of them, and the figures of all. `week` is the newest drawn one if none was asked for. */
export const Sample = z.object({
  weeks: z.array(SampleWeek),
  week: SampleWeekName.nullable(),
  cases: z.array(SampledCase),
  figures: SampleFigures,
})
export type Sample = z.infer<typeof Sample>

/** The decided cases that a week listed, by id. `next` continues the list; null at its end. */
export const SampleList = z.object({
  items: z.array(z.object({ id: z.uuid(), minor: z.boolean() })),
  next: z.string().nullable(),
})
export type SampleList = z.infer<typeof SampleList>

/** A question of oversight as a supervisor sees it. `may`: the reader may answer it. */
export const SampleQuestion = z.object({
  id: z.uuid(),
  caseId: CaseId,
  reference: z.string(),
  askedAt: Instant,
  dueAt: Instant,
  overdue: z.boolean(),
  text: z.string(),
  answer: z.object({ by: z.string(), at: Instant, text: z.string().nullable() }).nullable(),
  may: z.boolean(),
})
export type SampleQuestion = z.infer<typeof SampleQuestion>
export const SampleQuestions = z.object({ items: z.array(SampleQuestion) })
export type SampleQuestions = z.infer<typeof SampleQuestions>
