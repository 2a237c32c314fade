import { ageKeyOf, bytesOfAgeKey } from '@entente/contracts'
import { joinKey, splitKey } from '../vault/shares.ts'

/** Encrypts a text or bytes as an age file that one recipient opens. */
export async function encryptTo(recipient: string, plain: Uint8Array | string): Promise<Uint8Array> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter.encrypt(new Uint8Array(typeof plain === 'string' ? padded(plain) : plain))
}

/** The header of an age file for one X25519 recipient. */
const ageHeader = /^age-encryption\.org\/v1\n-> X25519 [\w+/]{43}\n[\w+/]{43}\n--- [\w+/]{43}\n/
const longestHeader = 200

/** Returns whether bytes are an age file for one recipient. A browser seals to the recipient that the channel names. */
export const isSealed = (bytes: Uint8Array): boolean =>
  bytes.length > longestHeader + 32 && ageHeader.test(Buffer.from(bytes.subarray(0, longestHeader)).toString('latin1'))

/** A text is filled up to a multiple of 1,024 bytes, so that its length tells less. */
function padded(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([bytes, Buffer.alloc((padTo - (bytes.length % padTo)) % padTo, '\n')])
}
const padTo = 1024

/**
 * Splits a private key of age into three texts for paper; any two of them give it. Returns null if the text is no private key. It needs no
 * node, and belongs on a machine without a network.
 */
export async function splitAgeKey(key: string): Promise<string[] | null> {
  const bytes = bytesOfAgeKey(key)
  return bytes && splitKey('oversight-share', bytes)
}

/** Joins two shares to a private key of age. Returns `{ wrong }` with the reason in words if they do not fit. */
export async function joinAgeKey(shares: readonly string[]): Promise<{ key: string } | { wrong: string }> {
  const bytes = await joinKey('oversight-share', shares)
  return typeof bytes === 'string' ? { wrong: bytes } : { key: ageKeyOf(bytes) }
}

/** Opens an age file with private keys. Returns null if none of them fits or the file is damaged. */
export async function openAgeFile(bytes: Uint8Array, keys: readonly string[]): Promise<Uint8Array | null> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  for (const key of keys) decrypter.addIdentity(key)
  return decrypter.decrypt(new Uint8Array(bytes)).catch(() => null)
}
