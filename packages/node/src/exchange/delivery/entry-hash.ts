import { createHash } from 'node:crypto'
import type { FeedEntry, Signal } from '@entente/contracts'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { signedText } from '../../safeguards/keys/index.ts'

/** The previous hash that the first entry of a log uses. */
export const noHash: Buffer = Buffer.alloc(32)

/**
 * Hashes a signal for its log entry. The hash is the SHA-256 of 16 random bytes and the canonical JSON without the
 * signature, because the signature may be renewed under a newer key. Once the random bytes are erased, the hash reveals
 * nothing about the content.
 */
export function signalDigest(signal: Signal, salt: Buffer): Buffer {
  return digestOfText(signedText(signal), salt)
}

/** Hashes a signal like `signalDigest`, if its `signedText` is already known. */
export const digestOfText = (text: string, salt: Buffer): Buffer =>
  createHash('sha256').update(salt).update(text).digest()

/** Hashes an object that contains no personal data. `known` is as for `canonicalJson`. */
export const objectDigest = (object: Record<string, unknown>, known?: ReadonlyMap<object, string>): Buffer =>
  createHash('sha256').update(canonicalJson(object, known)).digest()

/**
 * Computes the SHA-256 of the text `entente/entry/v1`, a line feed, and JCS({at, entryId, object, prev, seq, type}),
 * where `object` is the digest of the object in base64. The hash covers only the digest, so that an object can be
 * erased without breaking the chain (decision 0017).
 */
export function entryHash(entry: Omit<FeedEntry, 'object' | 'hash'>, object: Buffer): Buffer {
  const { seq, entryId, at, type, prev } = entry
  const text = canonicalJson({ seq, entryId, at, type, prev, object: object.toString('base64') })
  return createHash('sha256').update(`entente/entry/v1\n${text}`).digest()
}
