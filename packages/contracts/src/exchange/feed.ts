import { z } from 'zod'
import { WithdrawalReason } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { Signature } from '../terms/terms.ts'
import { HashText, MemberId } from './members.ts'

export const FeedEntryType = z.enum(['signal', 'withdrawal', 'access-ended', 'agreement', 'feedback', 'key'])
export type FeedEntryType = z.infer<typeof FeedEntryType>
/**
 * One entry of a recipient's log. `prev` and `hash` are base64 SHA-256: `hash` over the entry without `hash` and with the digest of its
 * object instead of the object, `prev` of the entry before (32 zero bytes first). A signal is sent as `{ signal, salt }`, with the digest
 * of the salt and the signal without signature; a signal that may no longer be given as `{ omitted, signalId, version, digest }`.
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
/** A page of one recipient's log after a position, signed by the node. `next`: the position after this page; `head`: the log's last number. */
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
 * The signals that a recipient must have now, for a log that starts again: ascending by id, 10,000 a page. `next`: the id after which the
 * next page continues.
 */
export const FeedSummary = z.strictObject({
  epoch: z.uuid(),
  head: z.int().min(0),
  items: z.array(z.strictObject({ id: z.uuid(), version: z.int().min(1), digest: HashText })).max(10_000),
  next: z.uuid().nullable(),
  signature: Signature,
})
export type FeedSummary = z.infer<typeof FeedSummary>
/** Signals of a summary that its recipient lacks; they are added to its log again. */
export const FeedWanted = z.strictObject({ ids: z.array(z.uuid()).min(1).max(10_000) })

/** The object of an entry `withdrawal`. `stopBy` and `eraseBy`: the deadlines by which the holder must have stopped and erased. */
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
/** The object of an entry `signal` that is still available. */
export const SignalEntry = z.strictObject({
  signal: z.record(z.string(), z.unknown()),
  salt: z.string().regex(/^[A-Za-z0-9+/]{22}==$/),
})
