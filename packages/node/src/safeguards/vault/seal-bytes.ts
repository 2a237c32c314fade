import { createCipheriv, createDecipheriv, randomBytes, randomFillSync } from 'node:crypto'
import type { FieldClass } from '../access/codec.ts'

/** The first byte of a sealed column: the second form of seals. No JSON begins with it. */
const sealMark = 2
/** The mark and the id of the key. */
const headBytes = 9
const nonceBytes = 12
const tagBytes = 16
/** A sealed value is longer than the value by this. */
export const sealOverhead = headBytes + nonceBytes + tagBytes

/** Random bytes are asked for in larger pieces, because each request takes longer than sealing a short value. */
const nonces = Buffer.alloc(nonceBytes * 512)
let nextAt = nonces.length
function nextNonce(): Buffer {
  if (nextAt === nonces.length) {
    randomFillSync(nonces)
    nextAt = 0
  }
  nextAt += nonceBytes
  return nonces.subarray(nextAt - nonceBytes, nextAt)
}

/** Where sealed bytes belong. They open nowhere else. `part` names a chunk of a file. */
interface SealPlace {
  recordId: string
  fieldClass: FieldClass
  part?: string
}

/**
 * Seals bytes as a column: 02, key id (8), nonce (12), AES-256-GCM ciphertext, tag (16) (NIST SP 800-38D). The associated data names
 * the record and the class, so that a column that was moved to another row or class does not open. `keyId` has 8 bytes.
 */
export function sealBytes(key: Uint8Array, keyId: Uint8Array, place: SealPlace, plain: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(sealOverhead + plain.length)
  sealed[0] = sealMark
  sealed.set(keyId, 1)
  const nonce = nextNonce()
  sealed.set(nonce, headBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeBytes(place, sealed.subarray(0, headBytes)))
  const start = headBytes + nonceBytes
  sealed.set(cipher.update(plain), start)
  cipher.final()
  sealed.set(cipher.getAuthTag(), start + plain.length)
  return sealed
}

/** Opens a sealed column; null if a bit was changed, if it belongs elsewhere, or if the key is another one. */
export function openBytes(key: Uint8Array, place: SealPlace, sealed: Buffer): Buffer | null {
  if (sealed.length < sealOverhead) return null
  const start = headBytes + nonceBytes
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(headBytes, start))
  decipher.setAAD(placeBytes(place, sealed.subarray(0, headBytes))).setAuthTag(sealed.subarray(-tagBytes))
  const plain = decipher.update(sealed.subarray(start, -tagBytes))
  try {
    decipher.final()
    return plain
  } catch {
    return null
  }
}

/** Returns the id of the key of sealed bytes as hex; null if they do not have the form of a seal. */
export const keyIdOf = (bytes: Uint8Array): string | null =>
  bytes.length >= sealOverhead && bytes[0] === sealMark
    ? Buffer.from(bytes.buffer, bytes.byteOffset + 1, headBytes - 1).toString('hex')
    : null

function placeBytes({ recordId, fieldClass, part }: SealPlace, head: Buffer): Buffer {
  const text = Buffer.from(`entente/seal/v2\n${recordId}\n${fieldClass}\n`)
  return part === undefined ? Buffer.concat([text, head]) : Buffer.concat([text, head, Buffer.from(`\n${part}`)])
}

/** Seals a key under another key: nonce (12), ciphertext, tag (16). `about` names the sealed key, so it does not open in another's place. */
export function sealKey(under: Uint8Array, about: string, key: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', under, nonce).setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

/** Opens a key that `sealKey` sealed; null if it was changed, or sealed for something else or under another key. */
export function openKey(under: Uint8Array, about: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length !== nonceBytes + keyBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', under, sealed.subarray(0, nonceBytes))
  decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-tagBytes))
  const key = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    decipher.final()
    return key
  } catch {
    return null
  }
}

/** The length of every key of the vault. */
export const keyBytes = 32
