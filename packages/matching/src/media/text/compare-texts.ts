import { ArgumentError } from '../../errors/argument-error.ts'
import { mix } from './plain-sketch.ts'
import type { TextSignature } from './text-signature.ts'

/** What a comparison needs of a signature. */
export type ComparableText = Pick<TextSignature, 'sha256' | 'shingleSize' | 'shingles' | 'minhash'>

export interface TextComparison {
  /** Whether the normalised texts are equal. */
  exact: boolean
  /** Estimated share of common shingles among all, and among those of the shorter text; 0 to 1. */
  jaccard: number
  containment: number
  match: boolean
}

const nearJaccard = 0.6
const quotedContainment = 0.85
/** A quotation is told of texts with this many shingles at least. */
const quotedShingles = 200
const minimaOfBand = 4

/**
 * How much two texts have in common. They match when equal, when 60 in a hundred shingles are common, or when the shorter is contained in the other to
 * 85 in a hundred and both are long. Requirements, content 3.8, Search.
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

/** 32 keys of 64 bits by which near texts are looked up: texts that share none are not near. Content 3.8, Search. */
export function bandKeys(minhash: BigUint64Array): BigUint64Array {
  return BigUint64Array.from({ length: minhash.length / minimaOfBand }, (_, band) => {
    let key = mix(BigInt(band))
    for (let i = 0; i < minimaOfBand; i += 1) key = mix(key ^ minhash[band * minimaOfBand + i]!)
    return key
  })
}

/** The minima as 1,024 bytes, most significant first. */
export function minhashBytes(minhash: BigUint64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(minhash.length * 8))
  for (const [i, value] of minhash.entries()) view.setBigUint64(8 * i, value)
  return new Uint8Array(view.buffer)
}

/**
 * The minima of `minhashBytes`.
 * @throws ArgumentError `hash-invalid` where the bytes are not 1,024.
 */
export function readMinhash(bytes: Uint8Array): BigUint64Array {
  if (bytes.length !== 1024)
    throw new ArgumentError('hash-invalid', `A MinHash has 1,024 bytes, not ${bytes.length}.`, '')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return BigUint64Array.from({ length: bytes.length / 8 }, (_, i) => view.getBigUint64(8 * i))
}
