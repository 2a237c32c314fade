import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { CaseId, Instant } from '../terms/ids.ts'
import { RegimeId } from '../terms/terms.ts'
import { Signed } from './acts.ts'

/** The groups of fields that can be unmasked: those of the regimes, and fields that belong to none of these. */
export const unmaskFields = [
  ...(['names', 'address', 'contact', 'payment', 'frequent-flyer', 'remarks', 'api', 'other'] as const),
] as const
export type UnmaskField = (typeof unmaskFields)[number]

/** Why masked fields must be read. */
export const unmaskGrounds = [
  ...(['criminal-investigation', 'court-order', 'threat-assessment', 'identity-check', 'complaint'] as const),
] as const
export type UnmaskGround = (typeof unmaskGrounds)[number]

/** Who approves: a supervisor, a supervisor of another unit, or an outside authority whose document a supervisor records. */
export const unmaskKinds = ['supervisor', 'other-unit', 'competent-authority', 'judicial'] as const
export type UnmaskKind = (typeof unmaskKinds)[number]
/** Approvals of an authority outside, which need its reference and the SHA-256 of its document. */
export const isOutsideApproval = (kind: string): boolean => kind === 'competent-authority' || kind === 'judicial'

/** The fewest characters of a reason. */
export const shortestUnmaskReason = 30

/** A request to see masked fields of the record of a case. `reason` has at least 30 characters. */
export const NewUnmasking = z.strictObject({
  recordId: z.uuid(),
  caseId: CaseId,
  fields: z.array(z.enum(unmaskFields)).min(1).max(unmaskFields.length),
  ground: z.enum(unmaskGrounds),
  reason: z.string().trim().max(1000),
})
export type NewUnmasking = z.infer<typeof NewUnmasking>

/** An approval: its kind, for an outside authority its reference and the SHA-256 (hex) of its document, and for how many hours. */
export const UnmaskApproval = z.strictObject({
  kind: z.enum(unmaskKinds),
  reference: z.string().trim().min(3).max(200).optional(),
  documentSha256: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  hours: z.int().min(1).max(24),
})
export type UnmaskApproval = z.infer<typeof UnmaskApproval>
export const UnmaskApprovalRequest = UnmaskApproval.extend({ signed: Signed.optional() })

/** The words of a refusal, or of the review by oversight. They name nobody. */
export const UnmaskWords = z.strictObject({ text: z.string().trim().min(10).max(500) })
export type UnmaskWords = z.infer<typeof UnmaskWords>

const ByPerson = z.object({ by: z.string(), at: Instant, text: z.string() })

/**
 * A request for unmasking. `expired`: nobody answered within its time, or the approval is over. `needs` lists the kinds of approval of
 * which the regime of the record asks for one. `reason` is null for those who may not read it.
 */
export const UnmaskRequest = z.object({
  id: z.uuid(),
  gateway: GatewayName,
  recordId: z.uuid(),
  caseId: CaseId,
  caseNumber: z.int(),
  regime: RegimeId,
  fields: z.array(z.enum(unmaskFields)),
  ground: z.enum(unmaskGrounds),
  reason: z.string().nullable(),
  needs: z.array(z.enum(unmaskKinds)),
  maxHours: z.int(),
  requestedBy: z.string(),
  requestedAt: Instant,
  expiresAt: Instant,
  state: z.enum(['requested', 'approved', 'refused', 'expired']),
  approval: z
    .object({
      kind: z.enum(unmaskKinds),
      by: z.string(),
      reference: z.string().nullable(),
      documentSha256: z.string().nullable(),
      at: Instant,
      until: Instant,
      viewsLeft: z.int(),
    })
    .nullable(),
  refusal: ByPerson.nullable(),
  /** When the values were shown. */
  views: z.array(Instant),
  review: ByPerson.nullable(),
  /** What the reader may do with the request now. */
  may: z.object({ view: z.boolean(), decide: z.boolean(), review: z.boolean() }),
})
export type UnmaskRequest = z.infer<typeof UnmaskRequest>
export const UnmaskRequests = z.object({ items: z.array(UnmaskRequest), next: z.null() })
export type UnmaskRequests = z.infer<typeof UnmaskRequests>

/** Masked fields of a record, for one view. `path` is the place in the record. */
export const UnmaskedView = z.object({
  request: UnmaskRequest,
  values: z.array(z.object({ field: z.enum(unmaskFields), path: z.string(), value: z.string() })),
})
export type UnmaskedView = z.infer<typeof UnmaskedView>
