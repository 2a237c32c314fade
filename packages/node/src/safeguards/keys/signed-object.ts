import { type KeyObject, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { Signature } from '@entente/contracts'
import type { z } from 'zod'
import { canonicalFields, canonicalJson, joinFields } from '../audit/canonical.ts'
import type { MemberKey } from './member-keys.ts'
import { type NodeKey, publicKeyOf } from './node-key.ts'

/** The kind of a signed object. It precedes the signed bytes, so that no object passes for one of another kind. */
export type Label =
  | 'entente/signal/v1'
  | 'entente/agreement/v1'
  | 'entente/agreement-end/v1'
  | 'entente/receipt/v1'
  | 'entente/feedback/v1'
  | 'entente/entry/v1'
  | 'entente/key/v1'
  | 'entente/invitation/v1'
  | 'entente/query/v1'
  | 'entente/onward-approval/v1'
  | 'entente/transfer-sign-off/v1'

/**
 * Returns the signed bytes: UTF-8 of the label and a line feed, then the canonical JSON (RFC 8785) of the object without `signature` and
 * `signatures`. Throws RangeError for values without a canonical form, such as a fraction.
 */
function signedBytes(label: Label, object: object, known?: ReadonlyMap<object, string>): Buffer {
  return bytesOf(label, signedText(object, known))
}

/**
 * Returns the canonical JSON of an object without its signatures, which `signedBytes` prefixes with a label. `known` and RangeError as for
 * `canonicalJson`.
 */
export function signedText(object: object, known?: ReadonlyMap<object, string>): string {
  const { signature: _one, signatures: _all, ...rest } = object as Record<string, unknown>
  return canonicalJson(rest, known)
}

/** Returns the signed text together with the canonical JSON including the signatures, in one pass. */
export function signedTextAndWhole(object: object): { text: string; whole: string } {
  const fields = canonicalFields(object)
  const signed = fields.filter(({ name }) => name !== 'signature' && name !== 'signatures')
  return { text: joinFields(signed), whole: joinFields(fields) }
}

const bytesOf = (label: Label, text: string): Buffer => Buffer.from(`${label}\n${text}`)

/** Signs an object with Ed25519. The value is standard base64. */
export function signObject(key: NodeKey, label: Label, object: object, now: Date): z.infer<typeof Signature> {
  return {
    keyId: key.keyId,
    at: now.toISOString(),
    value: key.sign(signedBytes(label, object)).toString('base64'),
  }
}

/**
 * Returns the key among these with which an object is signed, or null if the key, the bytes or the label differ. Pass the keys that were
 * valid when the object was received (`memberKeys`), not today's. `signature` is needed if it is not in the object itself; `known` as for
 * `canonicalJson`.
 */
export function verifyObject(
  label: Label,
  object: object,
  keys: readonly MemberKey[],
  signature: unknown = (object as { signature?: unknown }).signature,
  known?: ReadonlyMap<object, string>,
): MemberKey | null {
  const stated = statedSigner(keys, signature)
  if (stated === null) return null
  try {
    return verify(null, signedBytes(label, object, known), keyObjectOf(stated.key), stated.value) ? stated.key : null
  } catch {
    return null
  }
}

/** Verifies off the main thread, for many objects whose `signedText` is known. */
export async function verifyText(
  label: Label,
  text: string,
  keys: readonly MemberKey[],
  signature: unknown,
): Promise<MemberKey | null> {
  const stated = statedSigner(keys, signature)
  if (stated === null) return null
  try {
    return (await verifyBeside(null, bytesOf(label, text), keyObjectOf(stated.key), stated.value)) ? stated.key : null
  } catch {
    return null
  }
}
const verifyBeside = promisify(verify)

/** Returns the key that a signature names, with its bytes; null if it is not a signature or its key is not among these. */
function statedSigner(keys: readonly MemberKey[], signature: unknown): { key: MemberKey; value: Buffer } | null {
  const parsed = Signature.safeParse(signature)
  if (!parsed.success) return null
  const key = keys.find(({ keyId }) => keyId === parsed.data.keyId)
  if (key === undefined) return null
  const value = Buffer.from(parsed.data.value, 'base64')
  // Another base64 spelling of the same bytes would be a second signature of the same object.
  if (value.length !== 64 || value.toString('base64') !== parsed.data.value) return null
  return { key, value }
}

const known = new WeakMap<MemberKey, KeyObject>()
function keyObjectOf(key: MemberKey): KeyObject {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = publicKeyOf(key.publicKey)
  known.set(key, made)
  return made
}
