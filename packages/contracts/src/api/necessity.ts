import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Signed } from './acts.ts'

/**
 * What cannot be switched on without a current record: a gateway, a list of this node, the signals of a member (`source`), an agreement, and a
 * legal regime that the operator wrote.
 */
export const NecessityType = z.enum(['gateway', 'list', 'source', 'agreement', 'regime'])
export type NecessityType = z.infer<typeof NecessityType>

const words = (least: number, most: number) => z.string().trim().min(least).max(most)
export const NecessitySubject = z.strictObject({ type: NecessityType, id: words(1, 200) })
export type NecessitySubject = z.infer<typeof NecessitySubject>

/** The text of a record. Rates are shares from 0 to 1. */
const body = {
  aim: words(20, 2000),
  legalBasis: words(3, 500),
  necessity: words(20, 2000),
  /** Less intrusive ways, at least one, each with the reason why it is not enough. */
  alternatives: z
    .array(z.strictObject({ what: words(3, 500), whyNot: words(10, 1000) }))
    .min(1)
    .max(10),
  proportionality: words(20, 2000),
  affectedGroups: z.array(words(1, 200)).min(1).max(20),
  impactAssessment: z.strictObject({ reference: words(1, 300), date: z.iso.date(), validUntil: z.iso.date() }),
  /** Needed where signals are matched: for a gateway, a list and a source. */
  errorBudget: z
    .strictObject({ falseMatchRate: z.number().min(0).max(1), falseNonMatchRate: z.number().min(0).max(1) })
    .nullable(),
}

/** Writes a record. It counts once another person approved it, and lasts 12 months at most. */
export const NewNecessityRecord = z.strictObject({ subject: NecessitySubject, ...body, validUntil: Instant })
export type NewNecessityRecord = z.infer<typeof NewNecessityRecord>

export const NecessityApprovalRequest = z.strictObject({ signed: Signed.optional() })

/** `draft`: nobody approved it yet. `lapsed`: its time is over, or a newer record took its place. */
export const NecessityState = z.enum(['draft', 'current', 'lapsed'])

/** A note of oversight on a record. */
export const NecessityNote = z.object({ text: z.string(), by: z.string(), at: Instant })

/** `approvedBy` names the officer who wrote the record and the supervisor who approved it; a draft has the officer only. */
export const NecessityRecord = z.object({
  id: z.uuid(),
  subject: NecessitySubject,
  ...body,
  validUntil: Instant,
  state: NecessityState,
  approvedBy: z.array(z.string()),
  writtenAt: Instant,
  approvedAt: Instant.nullable(),
  /** Whether the impact assessment is older than its validity: then nothing more is switched on with this record. */
  impactAssessmentExpired: z.boolean(),
  /** Whether the sample of this quarter drew it for oversight. */
  sampled: z.boolean(),
  notes: z.array(NecessityNote),
  /** Whether the asker may approve it. */
  mayApprove: z.boolean(),
})
export type NecessityRecord = z.infer<typeof NecessityRecord>

/**
 * One thing that needs a record. `missing`: it was never switched on. `draft`: it was on at the upgrade and stays on until `until` without a record.
 * `lapsed`: it is off since `until`.
 */
export const NecessityStanding = z.object({
  subject: NecessitySubject,
  /** Its title, if it has one. */
  name: z.string().nullable(),
  state: z.enum(['missing', 'draft', 'current', 'lapsed']),
  until: Instant.nullable(),
  /** Whole days until `until`; negative after it. */
  daysLeft: z.int().nullable(),
  /** The record in force or the last one, and the draft that waits for its approval. */
  record: z.uuid().nullable(),
  draft: z.uuid().nullable(),
})
export type NecessityStanding = z.infer<typeof NecessityStanding>

/** The standing of everything that needs a record, what lapses next first; and the records, the newest first. */
export const NecessityList = z.object({
  items: z.array(NecessityRecord),
  next: z.null(),
  standings: z.array(NecessityStanding),
  /** How oversight's sample was drawn: the ids of the current records in the order of SHA-256(`period` + newline + id); the first `size` of `of`. */
  sample: z.object({ period: z.string(), size: z.int(), of: z.int() }),
  may: z.object({ write: z.boolean(), approve: z.boolean(), note: z.boolean() }),
})
export type NecessityList = z.infer<typeof NecessityList>

export const NewNecessityNote = z.strictObject({ text: words(10, 2000) })
