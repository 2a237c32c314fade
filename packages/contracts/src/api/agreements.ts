import { z } from 'zod'
import { Purpose, Role } from '../core.ts'
import { AgreementView, MemberId, SignalAct } from '../exchange.ts'
import { Instant } from '../ids.ts'
import { SignalKind } from '../signal.ts'

/** Whether an act on a signal would be allowed: to whoever asks, or to a member and role that are named, now or at another time. */
export const AccessRequest = z.strictObject({
  signalId: z.uuid(),
  action: SignalAct,
  purpose: Purpose,
  member: MemberId.optional(),
  role: Role.optional(),
  at: Instant.optional(),
  /** To whom it would go: `release`, `onward`, `export`. */
  destination: MemberId.optional(),
})
export type AccessRequest = z.infer<typeof AccessRequest>

/**
 * To say yes to a version, by `sign` or `offer`. `digest`: of the text that was read; where another stands there by then, nothing is said. Absent: the newest,
 * whichever it is.
 */
export const AgreementSignRequest = z.strictObject({ digest: z.string().min(1).max(100).optional() })
export type AgreementSignRequest = z.infer<typeof AgreementSignRequest>

export const AgreementEndRequest = z.strictObject({ reason: z.string().trim().min(3).max(500) })
/** `suspended` false: it goes on. */
export const AgreementSuspendRequest = z.strictObject({
  suspended: z.boolean(),
  reason: z.string().trim().min(3).max(500),
})
export const AgreementPage = z.object({ items: z.array(AgreementView), next: z.null() })
export type AgreementPage = z.infer<typeof AgreementPage>

/**
 * What an agreement would share if all parties signed it as it stands: own signals by kind, for each member that receives. `shared`: they name it. `possible`:
 * they would be given if they named it. `first`: some of those shared, by a label that says nothing of their value.
 */
export const AgreementPreview = z.object({
  agreement: z.uuid(),
  version: z.int(),
  to: z.array(
    z.object({
      member: z.string(),
      kinds: z.array(z.object({ kind: SignalKind, shared: z.int(), possible: z.int() })),
      first: z.array(z.object({ id: z.uuid(), kind: SignalKind, label: z.string() })),
    }),
  ),
  /** Own signals in use that were asked. */
  asked: z.int(),
  /** There are more, which were not asked. */
  truncated: z.boolean(),
})
export type AgreementPreview = z.infer<typeof AgreementPreview>

export const FalsePositiveType = z.enum(['exact', 'cidr', 'hostname', 'suffix', 'regex'])
/** Values that are no finding wherever they are met: `block` refuses a signal of such a value, `warn` says so. */
export const FalsePositiveList = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,63}$/),
  version: z.int(),
  name: z.string(),
  kind: SignalKind,
  type: FalsePositiveType,
  effect: z.enum(['block', 'warn']),
  owner: z.string(),
  entries: z.array(z.string()),
  validUntil: Instant.nullable(),
  /** Part of this release; an operator's own lists are not. */
  shipped: z.boolean(),
})
export type FalsePositiveList = z.infer<typeof FalsePositiveList>
export const NewFalsePositiveList = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,63}$/),
  name: z.string().trim().min(3).max(200),
  kind: SignalKind,
  type: FalsePositiveType,
  effect: z.enum(['block', 'warn']),
  entries: z.array(z.string().min(1).max(256)).min(1).max(100_000),
  validUntil: Instant.nullable(),
})
export type NewFalsePositiveList = z.infer<typeof NewFalsePositiveList>
/** What of the stored signals a list meets: they stay as they are, and their officers look at them. */
export const FalsePositiveListAnswer = FalsePositiveList.omit({ entries: true }).extend({
  entries: z.int(),
  met: z.array(z.object({ signalId: z.uuid(), entry: z.string() })),
})
export type FalsePositiveListAnswer = z.infer<typeof FalsePositiveListAnswer>
/** A stored signal of one's own that a list met after it was made: an officer corrects it, withdraws it, or two people let it through. */
export const FalsePositiveFinding = z.object({
  signalId: z.uuid(),
  kind: SignalKind,
  list: z.string(),
  listVersion: z.int(),
  entry: z.string(),
  foundAt: Instant,
})
export type FalsePositiveFinding = z.infer<typeof FalsePositiveFinding>
export const FalsePositiveFindingList = z.object({ items: z.array(FalsePositiveFinding), next: z.null() })
export const FalsePositiveOverrideRequest = z.strictObject({
  list: z.string(),
  kind: SignalKind,
  value: z.record(z.string(), z.unknown()),
  reason: z.string().trim().min(20).max(2000),
})
export const FalsePositiveOverride = z.object({
  id: z.uuid(),
  list: z.string(),
  entry: z.string(),
  kind: SignalKind,
  reason: z.string(),
  askedAt: Instant,
  agreedAt: Instant.nullable(),
})
export type FalsePositiveOverride = z.infer<typeof FalsePositiveOverride>
