import { ArgumentError } from '../../errors/argument-error.ts'
import { mix } from './plain-sketch.ts'
import type { TextSignature } from './text-signature.ts'

/** The part of a signature that a comparison needs. */
export type ComparableText = Pick<TextSignature, 'sha256' | 'shingleSize' | 'shingles' | 'minhash'>

export interface TextComparison {
  /** True if the normalised texts are equal. */
  exact: boolean
  /** The estimated share of common shingles among all shingles of both texts, 0 to 1. */
  jaccard: number
  /** The estimated share of common shingles among the shingles of the shorter text, 0 to 1. */
  containment: number
  match: boolean
}

const nearJaccard = 0.6
const quotedContainment = 0.85
/** A text with fewer shingles than this does not match as a quotation in a longer text. */
const quotedShingles = 200
const minimaOfBand = 4

/**
 * Compares two texts by their signatures. They match if they are equal, if at least 60 % of their shingles are common, or if the shorter text has at
 * least 200 shingles and 85 % of them are in the longer text. The shares are estimated by MinHash (Broder 1997).
 */
export function compareTexts(a: ComparableText, b: ComparableText): TextComparison {
  const exact = a.sha256 === b.sha256
  if (exact) return { exact, jaccard: 1, containment: 1, match: true }
  if (a.minhash === null || b.minhash === null || a.shingleSize !== b.shingleSize)
    return { exact, jaccard: 0, containment: 0, match: false }
  let equal = 0
  for (let i = 0; i < a.minhash.length; i += 1) if (a.minhash[i] === b.minhash[i]) equal += 1
  const jaccard = equal / a.minhash.length
  const shorter = Math.min(a.shingles, b.shingles)
  const containment = Math.min(1, (jaccard * (a.shingles + b.shingles)) / ((1 + jaccard) * shorter))
  const quoted = containment >= quotedContainment && shorter >= quotedShingles
  return { exact, jaccard, containment, match: jaccard >= nearJaccard || quoted }
}

/**
 * Returns 32 keys of 64 bits for the lookup of near texts (locality-sensitive hashing by bands of four minima). Near texts nearly always share a key.
 */
export function bandKeys(minhash: BigUint64Array): BigUint64Array {
  return BigUint64Array.from({ length: minhash.length / minimaOfBand }, (_, band) => {
    let key = mix(BigInt(band))
    for (let i = 0; i < minimaOfBand; i += 1) key = mix(key ^ minhash[band * minimaOfBand + i]!)
    return key
  })
}

/** Encodes the minima as 1,024 bytes, each number with its most significant byte first. */
export function minhashBytes(minhash: BigUint64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(minhash.length * 8))
  for (const [i, value] of minhash.entries()) view.setBigUint64(8 * i, value)
  return new Uint8Array(view.buffer)
}

/**
 * Decodes the minima from the bytes of `minhashBytes`.
 * @throws ArgumentError (`hash-invalid`) for another number of bytes than 1,024.
 */
export function readMinhash(bytes: Uint8Array): BigUint64Array {
  if (bytes.length !== 1024)
    throw new ArgumentError('hash-invalid', `A MinHash has 1,024 bytes, not ${bytes.length}.`, '')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return BigUint64Array.from({ length: bytes.length / 8 }, (_, i) => view.getBigUint64(8 * i))
}
