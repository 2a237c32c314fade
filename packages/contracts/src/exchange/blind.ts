import { z } from 'zod'
import { SignalKind } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { Signature } from '../terms/terms.ts'
import { HashText, MemberId, PublicKey } from './members.ts'

/** The result of a blind check. Only the asker knows `asked`, the number of items; the holder learns only `padded`. */
export const BlindResult = z.object({
  agreement: z.uuid(),
  kind: SignalKind,
  mode: z.enum(['single', 'batch']),
  direction: z.enum(['ask', 'answer']),
  asked: z.int(),
  padded: z.int(),
  hits: z.int(),
  folded: z.int(),
  keyEpoch: z.int(),
  security: z.literal('semi-honest'),
  quota: z.object({ remaining: z.int(), resetAt: Instant }),
})
export type BlindResult = z.infer<typeof BlindResult>

/**
 * A holder's signed statement about the set for one asker: its key, size and SHA-256. Askers can compare these to see
 * whether they got the same set.
 */
export const BlindSetStatement = z.strictObject({
  schema: z.literal('entente/blind-set/v1'),
  holder: MemberId,
  asker: MemberId,
  agreement: z.uuid(),
  kind: SignalKind,
  epoch: z.int().min(1),
  publicKey: PublicKey,
  /** The number of tokens, a multiple of 1,024. */
  size: z.int().min(1),
  sha256: HashText,
  at: Instant,
  signature: Signature,
})
export type BlindSetStatement = z.infer<typeof BlindSetStatement>
/** A holder's announcement of the key of a new epoch. It is an entry in the log of each asker. */
export const BlindKeyAnnouncement = z.strictObject({
  schema: z.literal('entente/blind-key/v1'),
  holder: MemberId,
  agreement: z.uuid(),
  kind: SignalKind,
  epoch: z.int().min(1),
  publicKey: PublicKey,
  at: Instant,
  signature: Signature,
})
export type BlindKeyAnnouncement = z.infer<typeof BlindKeyAnnouncement>

/**
 * Items of one kind to check blindly with other members. An item consists of the fields of the kind's value, or is a
 * text. With `member`, only that holder is asked.
 */
export const BlindCheckRequest = z.strictObject({
  agreement: z.uuid(),
  kind: SignalKind,
  items: z
    .array(z.union([z.string().min(1).max(8192), z.record(z.string(), z.unknown())]))
    .min(1)
    .max(10_000),
  member: MemberId.optional(),
})
export type BlindCheckRequest = z.infer<typeof BlindCheckRequest>
/**
 * The results of each holder. `items` has the order of the request. With `id`, the signals that were found can be
 * revealed for one day.
 */
export const BlindCheckResult = BlindResult.extend({
  id: z.uuid(),
  holders: z.array(
    z.object({
      id: z.uuid(),
      member: z.string(),
      hits: z.int(),
      folded: z.int(),
      padded: z.int(),
      keyEpoch: z.int(),
      quota: z.object({ remaining: z.int(), resetAt: Instant }),
      items: z.array(z.enum(['exact', 'folded', 'none'])),
    }),
  ),
})
export type BlindCheckResult = z.infer<typeof BlindCheckResult>
/** The reason why a person wants to see the signals that were found. */
export const BlindRevealRequest = z.strictObject({ reason: z.string().min(20).max(500) })
/** One line in the log of the asker or of the holder. */
export const BlindLogEntry = z.object({
  id: z.uuid(),
  direction: z.enum(['ask', 'answer']),
  member: z.string(),
  agreement: z.uuid(),
  kind: SignalKind,
  mode: z.enum(['single', 'batch']),
  keyEpoch: z.int(),
  asked: z.int().nullable(),
  padded: z.int(),
  hits: z.int().nullable(),
  folded: z.int().nullable(),
  quotaLeft: z.int(),
  at: Instant,
  revealedAt: Instant.nullable(),
  revealUntil: Instant.nullable(),
})
export type BlindLogEntry = z.infer<typeof BlindLogEntry>
