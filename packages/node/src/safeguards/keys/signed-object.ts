import { type KeyObject, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { Signature } from '@entente/contracts'
import type { z } from 'zod'
import { canonicalFields, canonicalJson, joinFields } from '../audit/canonical.ts'
import type { MemberKey } from './member-keys.ts'
import { type NodeKey, publicKeyOf } from './node-key.ts'

/**
 * The kind of a signed object. It precedes the signed bytes, so that a signature is not valid for an object of another
 * kind.
 */
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
  | 'entente/deletion-proof/v1'

/**
 * Returns the bytes that are signed: the label and a line feed in UTF-8, then the canonical JSON (RFC 8785) of the
 * object without `signature` and `signatures`. Throws RangeError for values without a canonical form, such as a
 * fraction.
 */
function signedBytes(label: Label, object: object, known?: ReadonlyMap<object, string>): Buffer {
  return bytesOf(label, signedText(object, known))
}

/**
 * Returns the canonical JSON of an object without its signatures; `signedBytes` puts a label before it. `known` and
 * RangeError are as for `canonicalJson`.
 */
export function signedText(object: object, known?: ReadonlyMap<object, string>): string {
  const { signature: _one, signatures: _all, ...rest } = object as Record<string, unknown>
  return canonicalJson(rest, known)
}

/** Computes the signed text and the canonical JSON with signatures in one pass. */
export function signedTextAndWhole(object: object): { text: string; whole: string } {
  const fields = canonicalFields(object)
  const signed = fields.filter(({ name }) => name !== 'signature' && name !== 'signatures')
  return { text: joinFields(signed), whole: joinFields(fields) }
}

const bytesOf = (label: Label, text: string): Buffer => Buffer.from(`${label}\n${text}`)

/** Signs an object with Ed25519. The value of the signature is in standard base64. */
export function signObject(key: NodeKey, label: Label, object: object, now: Date): z.infer<typeof Signature> {
  return {
    keyId: key.keyId,
    at: now.toISOString(),
    value: key.sign(signedBytes(label, object)).toString('base64'),
  }
}

/**
 * Returns the key among `keys` that signed an object, or null if the key, the bytes or the label differ. Pass the keys
 * that were valid when the object was received (`memberKeys`), which may differ from the current ones. `signature` is
 * needed if the object does not contain it. `known` is as for `canonicalJson`.
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

/** Verifies a signature off the main thread. Use it for many objects whose `signedText` is known. */
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

/**
 * Returns the key that a signature names and the bytes of the signature. Returns null for a malformed signature or an
 * unknown key.
 */
function statedSigner(keys: readonly MemberKey[], signature: unknown): { key: MemberKey; value: Buffer } | null {
  const parsed = Signature.safeParse(signature)
  if (!parsed.success) return null
  const key = keys.find(({ keyId }) => keyId === parsed.data.keyId)
  if (key === undefined) return null
  const value = Buffer.from(parsed.data.value, 'base64')
  // Refuse other base64 spellings of the same bytes: each would be a second signature of the same object.
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
