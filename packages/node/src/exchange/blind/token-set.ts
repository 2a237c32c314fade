import { createHash, randomBytes } from 'node:crypto'
import { paddedSetSize } from './padding.ts'
import { tokenBytes } from './voprf.ts'

/** Sorted 8-byte tokens, big endian, in the form that the holder publishes. */
export type TokenSet = Uint8Array

/**
 * Sets the last bit of a token: 0 for the exact form of a value, 1 for the folded form. So one evaluated element shows
 * the asker whether the holder knows the value, and in which form.
 */
export const markToken = (token: bigint, folded: boolean): bigint => (token & ~1n) | (folded ? 1n : 0n)

/**
 * Makes the holder's set: distinct tokens, sorted, and padded with random tokens to a multiple of 1,024. If a set has a
 * million tokens and an asker checks 1,000 items, a random token equals one of them with probability 5 in 10^11.
 */
export function makeTokenSet(tokens: Iterable<bigint>, random: (bytes: number) => Uint8Array = randomBytes): TokenSet {
  const padded = new Set(tokens)
  const size = paddedSetSize(padded.size)
  while (padded.size < size) padded.add(readToken(random(tokenBytes), 0))
  const sorted = BigUint64Array.from(padded).sort()
  const bytes = new Uint8Array(sorted.length * tokenBytes)
  const view = new DataView(bytes.buffer)
  for (const [place, token] of sorted.entries()) view.setBigUint64(place * tokenBytes, token, false)
  return bytes
}

/** Returns whether bytes from another node are a token set: whole tokens in strictly ascending order. */
export function isTokenSet(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length % tokenBytes !== 0) return false
  for (let at = tokenBytes; at < bytes.length; at += tokenBytes) {
    if (readToken(bytes, at) <= readToken(bytes, at - tokenBytes)) return false
  }
  return true
}

/**
 * Searches a set for a token and returns the form in which it occurs. The search runs locally, so no other member
 * learns of it.
 */
export function findToken(set: TokenSet, token: bigint): 'exact' | 'folded' | 'none' {
  if (contains(set, markToken(token, false))) return 'exact'
  return contains(set, markToken(token, true)) ? 'folded' : 'none'
}

function contains(set: TokenSet, token: bigint): boolean {
  let low = 0
  let high = set.length / tokenBytes - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = readToken(set, middle * tokenBytes)
    if (found === token) return true
    if (found < token) low = middle + 1
    else high = middle - 1
  }
  return false
}

/** Returns the SHA-256 of a set in base64. Two askers can compare it to see whether they got the same set. */
export const commitmentOf = (set: TokenSet): string => createHash('sha256').update(set).digest('base64')

const readToken = (bytes: Uint8Array, at: number): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(at, false)
