import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Signature } from '../terms/terms.ts'
import { MemberId, PublicKey } from './members.ts'

/**
 * The owner's signed approval for a holder to pass a signal on to a third member under one agreement. `ended: true`
 * revokes it. It is sent to the holder, which forwards it to the destination, because the destination makes the same
 * access decision.
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
 * A member's signed statement that its lawyers allow it to give signals under an agreement to a destination in a
 * country of risk. `ended: true` revokes it.
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

/**
 * Another member's signing key, introduced by a member that both know. It is trusted only after people of both members
 * compared the words of their keys.
 */
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
 * A request for a permission, which a second person must give: either the owner's approval to pass one signal on, or a
 * legal sign-off for transfers to one member.
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
  /** `reason` says where the legal opinion is filed. */
  z.strictObject({ kind: z.literal('transfer'), agreement: z.uuid(), destination: MemberId, reason: Reason }),
])
export type PermissionRequest = z.infer<typeof PermissionRequest>
export const PermissionEndRequest = z.strictObject({ reason: z.string().trim().min(3).max(500) })

/**
 * A permission. `asked` means that it waits for a second person, `given` that it is in force, `ended` that it no longer
 * is.
 */
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

/** `destination` is the third member. With `ended: true`, the signal is no longer passed on to it. */
export const PassOnRequest = z.strictObject({ destination: MemberId, ended: z.boolean().default(false) })
/**
 * A member to which this member passed another's signal on. `hasSignal` says whether it has the signal now. The signal is
 * taken back when its terms no longer allow this.
 */
export const PassedOn = z.object({
  destination: z.string(),
  since: Instant,
  by: z.string(),
  endedAt: Instant.nullable(),
  hasSignal: z.boolean(),
  version: z.int().nullable(),
})
export type PassedOn = z.infer<typeof PassedOn>
export const PassedOnList = z.object({ items: z.array(PassedOn), next: z.null() })
export type PassedOnList = z.infer<typeof PassedOnList>

/**
 * A key that a member introduced. `words` are the six words that a person here and a person of `member` compare by
 * telephone. In `state`, `waiting` means that they have not done so, `confirmed` that they have, and `differs` that the
 * key would replace a trusted key of that member.
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
