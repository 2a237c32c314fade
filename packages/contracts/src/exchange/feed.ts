import { z } from 'zod'
import { WithdrawalReason } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { Signature } from '../terms/terms.ts'
import { HashText, MemberId } from './members.ts'

export const FeedEntryType = z.enum(['signal', 'withdrawal', 'access-ended', 'agreement', 'feedback', 'key'])
export type FeedEntryType = z.infer<typeof FeedEntryType>
/**
 * One entry of a recipient's log. `prev` and `hash` are SHA-256 in base64. `hash` covers the entry without `hash`, with
 * the digest of its object in place of the object. `prev` is the hash of the previous entry (32 zero bytes for the
 * first). A signal is sent as `{ signal, salt }`; its digest covers the salt and the signal without signature. A signal
 * that may no longer be given, or that its node cannot read, is sent as `{ omitted, signalId, version, digest }`.
 */
export const FeedEntry = z.strictObject({
  seq: z.int().min(1),
  entryId: z.uuid(),
  at: Instant,
  type: FeedEntryType,
  object: z.record(z.string(), z.unknown()),
  prev: HashText,
  hash: HashText,
})
export type FeedEntry = z.infer<typeof FeedEntry>
/**
 * A page of one recipient's log after a position, signed by the node. `next` is the position after this page; `head` is
 * the number of the last entry in the log.
 */
export const FeedPage = z.strictObject({
  epoch: z.uuid(),
  entries: z.array(FeedEntry).max(1000),
  next: z.int().min(0),
  more: z.boolean(),
  head: z.int().min(0),
  signature: Signature,
})
export type FeedPage = z.infer<typeof FeedPage>

/**
 * The signals that a recipient must have now, for a log that was started again. They are sorted by id, 10,000 on a
 * page. `next` is the id after which the next page continues.
 */
export const FeedSummary = z.strictObject({
  epoch: z.uuid(),
  head: z.int().min(0),
  items: z.array(z.strictObject({ id: z.uuid(), version: z.int().min(1), digest: HashText })).max(10_000),
  next: z.uuid().nullable(),
  signature: Signature,
})
export type FeedSummary = z.infer<typeof FeedSummary>
/** The signals of a summary that its recipient lacks. They are appended to its log again. */
export const FeedWanted = z.strictObject({ ids: z.array(z.uuid()).min(1).max(10_000) })

/**
 * The object of an entry `withdrawal`. `stopBy` and `eraseBy` are the deadlines by which a member must have stopped
 * using the signal and erased it.
 */
export const WithdrawalNotice = z.strictObject({
  signalId: z.uuid(),
  version: z.int().min(1),
  owner: MemberId,
  at: Instant,
  reason: WithdrawalReason,
  stopBy: Instant,
  eraseBy: Instant,
})
export type WithdrawalNotice = z.infer<typeof WithdrawalNotice>
/** The object of an entry `access-ended`. */
export const AccessEnded = z.strictObject({ signalId: z.uuid(), reason: z.string().max(100), eraseBy: Instant })
export type AccessEnded = z.infer<typeof AccessEnded>
/** The object of an entry `signal`, if the signal may still be given. */
export const SignalEntry = z.strictObject({
  signal: z.record(z.string(), z.unknown()),
  salt: z.string().regex(/^[A-Za-z0-9+/]{22}==$/),
})
