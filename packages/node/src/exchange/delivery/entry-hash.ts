import { createHash } from 'node:crypto'
import type { FeedEntry, Signal } from '@entente/contracts'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { signedText } from '../../safeguards/keys/index.ts'

/** What comes before the first entry of a log. */
export const noHash: Buffer = Buffer.alloc(32)

/**
 * What an entry says of a signal: SHA-256 of 16 random bytes and the canonical JSON of the signal without its signature, which may be made anew under a newer
 * key. With the random bytes gone nobody finds out from it what the signal said.
 */
export function signalDigest(signal: Signal, salt: Buffer): Buffer {
  return digestOfText(signedText(signal), salt)
}

/** The same of a signal whose `signedText` is known already. */
export const digestOfText = (text: string, salt: Buffer): Buffer =>
  createHash('sha256').update(salt).update(text).digest()

/** The same of an object that names nobody. */
export const objectDigest = (object: Record<string, unknown>): Buffer =>
  createHash('sha256').update(canonicalJson(object)).digest()

/**
 * SHA-256("entente/entry/v1\n" || JCS({at, entryId, object, prev, seq, type})), `object` being the digest of the object in base64: what a log no longer holds
 * can be left out without breaking the chain (exchange.md 3.9, decision 0017).
 */
export function entryHash(entry: Omit<FeedEntry, 'object' | 'hash'>, object: Buffer): Buffer {
  const { seq, entryId, at, type, prev } = entry
  const said = canonicalJson({ seq, entryId, at, type, prev, object: object.toString('base64') })
  return createHash('sha256').update(`entente/entry/v1\n${said}`).digest()
}
