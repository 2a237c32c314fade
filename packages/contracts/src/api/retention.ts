import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'
import { RegimeId } from '../terms/terms.ts'

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
