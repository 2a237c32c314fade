import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Signature } from '../terms/terms.ts'
import { KeyId, MemberId, PublicKey } from './members.ts'

/** A node's description of itself to a known node. `state`: the state of the asker at the answering node. */
export const PeerHello = z.strictObject({
  member: MemberId,
  node: z.string().max(200),
  now: Instant,
  state: z.string(),
  epoch: z.uuid().nullable(),
  head: z.int().min(0),
})
export type PeerHello = z.infer<typeof PeerHello>
/** Answer to an invitation. Signed by the request's own header with the key that it names. */
export const PeerJoin = z.strictObject({
  invitation: z.uuid(),
  code: z.string().max(100),
  member: MemberId,
  node: z.string().max(200),
  url: z.url().max(500),
  publicKey: PublicKey,
})
export type PeerJoin = z.infer<typeof PeerJoin>

/** The file with which a new member joins. `code`: 16 random bytes, base64url, used once. */
export const Invitation = z.strictObject({
  schema: z.literal('entente/invitation/v1'),
  id: z.uuid(),
  coalition: z.string().min(1).max(200),
  inviter: z.strictObject({ member: MemberId, node: z.string().max(200), url: z.url(), publicKey: PublicKey }),
  invitee: z.strictObject({ member: MemberId }),
  agreements: z.array(z.uuid()),
  code: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  expiresAt: Instant,
  signature: Signature,
})
export type Invitation = z.infer<typeof Invitation>

/** A node's statement that a new key replaces an old one; signed by both. */
export const KeyRotation = z.strictObject({
  schema: z.literal('entente/key/v1'),
  member: MemberId,
  node: z.string().max(200),
  oldKeyId: KeyId,
  newKey: PublicKey,
  validFrom: Instant,
  overlapUntil: Instant,
  signatures: z.array(Signature).length(2),
})
export type KeyRotation = z.infer<typeof KeyRotation>

/** The member to invite, and the drafts of agreements for it. */
export const InvitationRequest = z.strictObject({
  member: MemberId,
  agreements: z.array(z.uuid()).max(50).default([]),
  coalition: z.string().min(1).max(200).optional(),
  days: z.int().min(1).max(14).default(14),
})
/** The six words that both sides compared by telephone. */
export const PeerConfirmRequest = z.strictObject({ words: z.string().min(1).max(200) })
/** The reason for suspending or removing a peer. */
export const PeerReasonRequest = z.strictObject({ reason: z.string().min(3).max(500) })
export const KeyRotationRequest = z.strictObject({ overlapDays: z.int().min(1).max(90).default(7) })

export const PeerState = z.enum(['invited', 'joined-unconfirmed', 'active', 'suspended', 'removed'])
export type PeerState = z.infer<typeof PeerState>
/** A peer as its partner sees it. `lag`: unread entries of its feed; `position`: the last one read. `words`: the six to compare by telephone. */
export const Peer = z.object({
  member: z.string(),
  node: z.string(),
  url: z.string(),
  state: PeerState,
  lastPullAt: Instant.nullable(),
  position: z.int(),
  lag: z.int().nullable(),
  keyIds: z.array(z.string()),
  fingerprint: z.string(),
  /** How far its clock is ahead of ours, in milliseconds; null before the first exchange. */
  skewMs: z.int().nullable(),
  /** The problem that blocks reading its feed (`feed-broken`, `unreachable` ...); null if there is none. */
  trouble: z.string().nullable(),
  /** When and how far this peer last read our feed, and how many entries wait for it. */
  sent: z.object({ lastReadAt: Instant.nullable(), position: z.int(), waiting: z.int() }),
})
export type Peer = z.infer<typeof Peer>
