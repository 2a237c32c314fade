import { ageKeyOf, bytesOfAgeKey } from '@entente/contracts'
import { joinKey, splitKey } from '../vault/shares.ts'

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
