import { createHash, randomBytes } from 'node:crypto'
import { paddedSetSize } from './padding.ts'
import { tokenBytes } from './voprf.ts'

/** Sorted 8-byte tokens, big endian, as the holder publishes them. */
export type TokenSet = Uint8Array

/**
 * The last bit of a token in a set says which form of the holder's value it stands for: 0 as it is written, 1 with letters taken for digits. So one
 * evaluated element tells the asker both whether the value is held and whether only a folded form of it is.
 */
export const markToken = (token: bigint, folded: boolean): bigint => (token & ~1n) | (folded ? 1n : 0n)

/**
 * The holder's set: each token once, sorted, filled up with random ones to a multiple of 1,024. A random token equals one of 1,000 asked with a
 * probability of 5 in 10^11 at a million.
 */
export function makeTokenSet(tokens: Iterable<bigint>, random: (bytes: number) => Uint8Array = randomBytes): TokenSet {
  const held = new Set(tokens)
  const size = paddedSetSize(held.size)
  while (held.size < size) held.add(readToken(random(tokenBytes), 0))
  const sorted = BigUint64Array.from(held).sort()
  const bytes = new Uint8Array(sorted.length * tokenBytes)
  const view = new DataView(bytes.buffer)
  for (const [place, token] of sorted.entries()) view.setBigUint64(place * tokenBytes, token, false)
  return bytes
}

/** Whether bytes from another node are such a set: whole tokens, strictly ascending. */
export function isTokenSet(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length % tokenBytes !== 0) return false
  for (let at = tokenBytes; at < bytes.length; at += tokenBytes) {
    if (readToken(bytes, at) <= readToken(bytes, at - tokenBytes)) return false
  }
  return true
}

/** How a value stands in a set: as it is written, only folded, or not at all. Looked up in the asker's memory: nobody hears of it. */
export function findToken(set: TokenSet, token: bigint): 'exact' | 'folded' | 'none' {
  if (holds(set, markToken(token, false))) return 'exact'
  return holds(set, markToken(token, true)) ? 'folded' : 'none'
}

function holds(set: TokenSet, token: bigint): boolean {
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

/** Base64 SHA-256 of a set: the holder commits to it, so that two askers can tell whether they were given the same. */
export const commitmentOf = (set: TokenSet): string => createHash('sha256').update(set).digest('base64')

const readToken = (bytes: Uint8Array, at: number): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(at, false)
