import { z } from 'zod'
import { AgreementView, MemberId, SignalAct } from '../exchange/index.ts'
import { SignalKind } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { Purpose, Role } from '../terms/terms.ts'
import { Signed } from './acts.ts'

/**
 * Asks whether an action on a signal would be allowed: to the caller, or to a given member and role, now or at another
 * time.
 */
export const AccessRequest = z.strictObject({
  signalId: z.uuid(),
  action: SignalAct,
  purpose: Purpose,
  member: MemberId.optional(),
  role: Role.optional(),
  at: Instant.optional(),
  /** The receiving member, for `release`, `onward` and `export`. */
  destination: MemberId.optional(),
})
export type AccessRequest = z.infer<typeof AccessRequest>

/**
 * Approves a version of an agreement, by `sign` or `offer`. `digest` is the digest of the text that the person read;
 * the request is refused if the text has changed since. Without `digest`, the newest version is approved.
 */
export const AgreementSignRequest = z.strictObject({
  digest: z.string().min(1).max(100).optional(),
  signed: Signed.optional(),
})
export type AgreementSignRequest = z.infer<typeof AgreementSignRequest>

export const AgreementEndRequest = z.strictObject({
  reason: z.string().trim().min(3).max(500),
  signed: Signed.optional(),
})
export type AgreementEndRequest = z.infer<typeof AgreementEndRequest>
/** With `suspended: false` the agreement is resumed. */
export const AgreementSuspendRequest = z.strictObject({
  suspended: z.boolean(),
  reason: z.string().trim().min(3).max(500),
})
export const AgreementPage = z.object({ items: z.array(AgreementView), next: z.null() })
export type AgreementPage = z.infer<typeof AgreementPage>

/**
 * The signals that an agreement would share if all parties signed it: own signals by kind, for each receiving member.
 * `shared` counts signals that name the agreement. `possible` counts signals that would be given if they named it.
 * `first` lists some of the shared signals, by a label that does not contain their value.
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
  /** The number of own signals in use that were checked. */
  asked: z.int(),
  /** Whether more signals exist that were not checked. */
  truncated: z.boolean(),
})
export type AgreementPreview = z.infer<typeof AgreementPreview>

export const FalsePositiveType = z.enum(['exact', 'cidr', 'hostname', 'suffix', 'regex'])
/**
 * Values that are harmless wherever they occur. With `block`, a signal with such a value is refused; with `warn`, it
 * gets a warning.
 */
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
  /** Whether the list is part of this release; a list of an operator is not. */
  shipped: z.boolean(),
})
export type FalsePositiveList = z.infer<typeof FalsePositiveList>
/** A list as it is read. `unusable` names patterns of an older release that this release cannot test, and why. */
export const StoredFalsePositiveList = FalsePositiveList.extend({
  unusable: z.array(z.object({ pattern: z.string(), reason: z.string() })),
})
export type StoredFalsePositiveList = z.infer<typeof StoredFalsePositiveList>
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
/** The stored signals that a list matches. They are not changed; their officers review them. */
export const FalsePositiveListAnswer = FalsePositiveList.omit({ entries: true }).extend({
  entries: z.int(),
  met: z.array(z.object({ signalId: z.uuid(), entry: z.string() })),
})
export type FalsePositiveListAnswer = z.infer<typeof FalsePositiveListAnswer>
/**
 * A stored own signal that a list matched after the signal was created. An officer corrects or withdraws it, or two
 * people approve an override.
 */
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
