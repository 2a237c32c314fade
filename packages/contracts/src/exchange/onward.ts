import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Signature } from '../terms/terms.ts'
import { MemberId, PublicKey } from './members.ts'

/**
 * The owner's signed approval that a holder may pass a signal on to a third member under one agreement; `ended: true` revokes it. It is
 * sent to the holder, and through it to the destination, which makes the same access decision.
 */
export const OnwardApproval = z.strictObject({
  schema: z.literal('entente/onward-approval/v1'),
  id: z.uuid(),
  signalId: z.uuid(),
  agreement: z.uuid(),
  owner: MemberId,
  holder: MemberId,
  destination: MemberId,
  ended: z.boolean(),
  at: Instant,
  signature: Signature,
})
export type OnwardApproval = z.infer<typeof OnwardApproval>

/**
 * A member's signed statement that its lawyers allow it to give signals under an agreement to a destination in a risk country; `ended:
 * true` revokes it.
 */
export const TransferSignOff = z.strictObject({
  schema: z.literal('entente/transfer-sign-off/v1'),
  id: z.uuid(),
  agreement: z.uuid(),
  by: MemberId,
  destination: MemberId,
  ended: z.boolean(),
  at: Instant,
  signature: Signature,
})
export type TransferSignOff = z.infer<typeof TransferSignOff>

/** Another member's signing key, as introduced by a member that both know: trusted once people of both compared the words of their keys. */
export const KeyIntroduction = z.strictObject({
  schema: z.literal('entente/key-introduction/v1'),
  member: MemberId,
  publicKey: PublicKey,
  by: MemberId,
  at: Instant,
  signature: Signature,
})
export type KeyIntroduction = z.infer<typeof KeyIntroduction>

const Reason = z.string().trim().min(10).max(500)
/**
 * A permission that one person requests and another gives: the owner's approval of passing one signal on, or a legal sign-off of transfers
 * to one member.
 */
export const PermissionRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('onward'),
    signalId: z.uuid(),
    agreement: z.uuid(),
    holder: MemberId,
    destination: MemberId,
    reason: Reason,
  }),
  /** `reason`: where the lawyers' opinion is filed. */
  z.strictObject({ kind: z.literal('transfer'), agreement: z.uuid(), destination: MemberId, reason: Reason }),
])
export type PermissionRequest = z.infer<typeof PermissionRequest>
export const PermissionEndRequest = z.strictObject({ reason: z.string().trim().min(3).max(500) })

/** `asked` waits for a second person; `given` is in force; `ended` no longer is. */
export const Permission = z.object({
  id: z.uuid(),
  kind: z.enum(['onward', 'transfer']),
  state: z.enum(['asked', 'given', 'ended']),
  agreement: z.uuid(),
  signalId: z.uuid().nullable(),
  holder: z.string().nullable(),
  destination: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: Instant,
  givenBy: z.string().nullable(),
  givenAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
export type Permission = z.infer<typeof Permission>
export const PermissionList = z.object({ items: z.array(Permission), next: z.null() })

/** `destination`: a third member; `ended: true` stops passing it on. */
export const PassOnRequest = z.strictObject({ destination: MemberId, ended: z.boolean().default(false) })
/** A member to which this one passed another's signal on. `held`: whether it has it now; it is revoked when the terms no longer allow it. */
export const PassedOn = z.object({
  destination: z.string(),
  since: Instant,
  by: z.string(),
  endedAt: Instant.nullable(),
  held: z.boolean(),
  version: z.int().nullable(),
})
export type PassedOn = z.infer<typeof PassedOn>
export const PassedOnList = z.object({ items: z.array(PassedOn), next: z.null() })
export type PassedOnList = z.infer<typeof PassedOnList>

/**
 * A key that a member introduced. `words`: the six that a person here and one of `member` compare by telephone. `state`: `waiting` for
 * that; `confirmed`; `differs` from a trusted key of that member, which would be replaced.
 */
export const IntroducedKey = z.object({
  member: z.string(),
  keyId: z.string(),
  introducedBy: z.string(),
  at: Instant,
  state: z.enum(['waiting', 'confirmed', 'differs']),
  words: z.string(),
})
export type IntroducedKey = z.infer<typeof IntroducedKey>
export const IntroducedKeyList = z.object({ items: z.array(IntroducedKey), next: z.null() })
