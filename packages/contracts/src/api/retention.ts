import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'
import { RegimeId } from '../terms/terms.ts'
import { DeletionProof, ProofKey } from './deletion-proof.ts'

/** Why a subject is kept beyond masking. That something was found is no ground. */
export const EvidenceGround = z.enum(['criminal-investigation', 'court-order', 'threat-assessment', 'confirmed-link'])
/** Evidence against a subject, as one person records it. `reference` names the file or order in which it is found. */
export const NewEvidence = z.strictObject({
  ground: z.string().max(60),
  reference: z.string().trim().min(3).max(200),
})
export type NewEvidence = z.infer<typeof NewEvidence>

/** Evidence that keeps a subject beyond masking. It counts once another person approved it. */
export const RetainedEvidence = z.object({
  id: z.uuid(),
  ground: EvidenceGround,
  reference: z.string(),
  setBy: z.string(),
  setAt: Instant,
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
})
export type RetainedEvidence = z.infer<typeof RetainedEvidence>

/** A legal hold on a record: it stops deletion, and not masking. `until` lies within twelve months. */
export const NewRecordHold = z.strictObject({
  recordId: z.uuid(),
  reason: z.string().trim().min(10).max(500),
  basis: z.string().trim().min(3).max(200),
  until: Instant.nullish(),
})
export type NewRecordHold = z.infer<typeof NewRecordHold>
/** `asked`: it waits for a second person. `ended`: its day has passed or a person lifted it. */
export const RecordHold = z.object({
  id: z.uuid(),
  gateway: GatewayName,
  recordId: z.uuid(),
  reason: z.string(),
  basis: z.string(),
  state: z.enum(['asked', 'in-force', 'ended']),
  setBy: z.string(),
  setAt: Instant,
  until: Instant,
  approvedBy: z.string().nullable(),
  endedAt: Instant.nullable(),
})
export type RecordHold = z.infer<typeof RecordHold>

/** When a record is masked and deleted, and what keeps it. `derived` counts what is deleted with it, by kind. */
export const RetentionState = z.object({
  recordId: z.uuid(),
  gateway: GatewayName,
  regime: RegimeId,
  version: z.int(),
  startAt: Instant,
  maskAt: Instant.nullable(),
  deleteAt: Instant,
  state: z.enum(['open', 'masked', 'due']),
  evidence: z.array(RetainedEvidence),
  holds: z.array(RecordHold),
})
export type RetentionState = z.infer<typeof RetentionState>

/** The proofs whose masking or deletion was done from `from` up to `to`, the newest first. `next` continues a list. */
export const ProofQuery = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  next: z.uuid().optional(),
})
export type ProofQuery = z.infer<typeof ProofQuery>
export const ProofPage = z.object({
  items: z.array(DeletionProof),
  /** The present and former keys of the node. */
  keys: z.array(ProofKey),
  next: z.uuid().nullable(),
})
export type ProofPage = z.infer<typeof ProofPage>

/** What a sweep did: records masked and deleted, records that a legal hold keeps, and the ids of the proofs that it signed. */
export const SweepResult = z.object({
  masked: z.int(),
  deleted: z.int(),
  held: z.int(),
  proofs: z.array(z.uuid()),
  /** Whether something that is due is left for the next sweep. */
  unfinished: z.boolean(),
})
export type SweepResult = z.infer<typeof SweepResult>

/** What is due at a time, by kind of record and regime. `held` of them are kept by a legal hold, and are not in `delete`. */
export const DueRecords = z.object({
  at: Instant,
  items: z.array(z.object({ of: z.string(), regime: RegimeId, mask: z.int(), delete: z.int(), held: z.int() })),
})
export type DueRecords = z.infer<typeof DueRecords>

/** The proofs about one record, each with the digests of all its records, by which its commitment is verified. */
export const ProofsOfRecord = z.object({
  items: z.array(z.object({ proof: DeletionProof, digests: z.array(z.string()) })),
  keys: z.array(ProofKey),
})
export type ProofsOfRecord = z.infer<typeof ProofsOfRecord>

/** How many records are due within seven days and when the first is, and how many are late. */
const DueSoon = z.object({ late: z.int(), soon: z.int(), next: Instant.nullable() })
/** What is masked and deleted next under a regime. */
export const RegimeWork = z.object({ id: RegimeId, mask: DueSoon, delete: DueSoon })
export type RegimeWork = z.infer<typeof RegimeWork>

/**
 * What the node masks and deletes, by regime, without personal data. `sweep` is the last sweep that ended. Late records are never shown; a
 * legal hold or a step of the clock keeps their bytes.
 */
export const RetentionOverview = z.object({
  at: Instant,
  sweep: z.object({ beganAt: Instant, endedAt: Instant, masked: z.int(), deleted: z.int() }).nullable(),
  work: z.array(RegimeWork),
  evidence: z.array(RetainedEvidence.extend({ recordId: z.uuid(), gateway: GatewayName })),
  holds: z.array(RecordHold),
  keys: z.object({
    days: z.int(),
    retiring: z.int(),
    /** Copies of an erased key can be opened for this many days by whoever has the files of the epochs. */
    horizonDays: z.int(),
    /** Whether nothing is erased, because the clock stepped by days. */
    waits: z.boolean(),
  }),
})
export type RetentionOverview = z.infer<typeof RetentionOverview>
