import { scryptSync } from 'node:crypto'
import list from './words.json' with { type: 'json' }

/**
 * Derives the six words that two people compare by telephone before their nodes trust each other. Each node derives the
 * same words from the two public keys. Six of 256 words carry 48 bits. An attacker who searches for a key with the same
 * words needs a tenth of a second and 32 MB of memory for each guess (scrypt, RFC 7914).
 */
export function fingerprintOf(one: Uint8Array, other: Uint8Array): string {
  const keys = [Buffer.from(one), Buffer.from(other)].sort(Buffer.compare)
  const bytes = scryptSync(Buffer.concat(keys), 'entente/fingerprint/v1', 6, {
    N: 32_768,
    r: 8,
    p: 1,
    maxmem: 64 * 1024 * 1024,
  })
  return [...bytes].map((byte) => list.words[byte]).join(' ')
}

/** Returns whether typed words equal a fingerprint. Case, commas and spaces do not matter. */
export function sameWords(typed: string, fingerprint: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter(Boolean)
      .join(' ')
  return fingerprint !== '' && plain(typed) === plain(fingerprint)
}
