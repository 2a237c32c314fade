import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Signature } from '../terms/terms.ts'
import { KeyId, MemberId, PublicKey } from './members.ts'

/**
 * A node's description of itself to a known node. `state` is the state that the answering node stores for the asking
 * member.
 */
export const PeerHello = z.strictObject({
  member: MemberId,
  node: z.string().max(200),
  now: Instant,
  state: z.string(),
  epoch: z.uuid().nullable(),
  head: z.int().min(0),
})
export type PeerHello = z.infer<typeof PeerHello>
/** Stated by a node whose accounts are all used by one person; such nodes join only each other. */
const SinglePerson = z.literal('single-operator').optional()
/** The answer to an invitation. The request's signature header proves that the sender has the key named here. */
export const PeerJoin = z.strictObject({
  invitation: z.uuid(),
  code: z.string().max(100),
  member: MemberId,
  node: z.string().max(200),
  url: z.url().max(500),
  publicKey: PublicKey,
  people: SinglePerson,
})
export type PeerJoin = z.infer<typeof PeerJoin>

/** The file with which a new member joins. `code` consists of 16 random bytes in base64url and can be used once. */
export const Invitation = z.strictObject({
  schema: z.literal('entente/invitation/v1'),
  id: z.uuid(),
  coalition: z.string().min(1).max(200),
  inviter: z.strictObject({ member: MemberId, node: z.string().max(200), url: z.url(), publicKey: PublicKey }),
  invitee: z.strictObject({ member: MemberId }),
  agreements: z.array(z.uuid()),
  code: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  expiresAt: Instant,
  people: SinglePerson,
  signature: Signature,
})
export type Invitation = z.infer<typeof Invitation>

/** A node's statement that a new key replaces an old one. Both keys sign it. */
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

/** The member to invite, and drafts of agreements with it. */
export const InvitationRequest = z.strictObject({
  member: MemberId,
  agreements: z.array(z.uuid()).max(50).default([]),
  coalition: z.string().min(1).max(200).optional(),
  days: z.int().min(1).max(14).default(14),
})
/** The six words that people of both members compared by telephone. */
export const PeerConfirmRequest = z.strictObject({ words: z.string().min(1).max(200) })
/** The reason for suspending or removing a peer. */
export const PeerReasonRequest = z.strictObject({ reason: z.string().min(3).max(500) })
export const KeyRotationRequest = z.strictObject({ overlapDays: z.int().min(1).max(90).default(7) })

export const PeerState = z.enum(['invited', 'joined-unconfirmed', 'active', 'suspended', 'removed'])
export type PeerState = z.infer<typeof PeerState>
/**
 * The state of the connection to another member. `lag` is the number of unread entries in its log, and `position` the
 * number of the last one read. `words` are the six words to compare by telephone.
 */
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
  /** By how many milliseconds its clock is ahead of this node's clock; null before the first exchange. */
  skewMs: z.int().nullable(),
  /** The problem that prevents reading its log (`feed-broken`, `unreachable` ...); null if there is none. */
  trouble: z.string().nullable(),
  /** When the peer last read this node's log, how far it read, and how many entries wait for it. */
  sent: z.object({ lastReadAt: Instant.nullable(), position: z.int(), waiting: z.int() }),
})
export type Peer = z.infer<typeof Peer>
