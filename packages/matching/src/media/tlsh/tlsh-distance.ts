import { hashBytes } from '../../digests/hash-bytes.ts'
import { ArgumentError } from '../../errors/argument-error.ts'
import { swapNibbles } from './tlsh.ts'

/** Texts whose digests have at most this distance, without the length, count as versions of one text. */
export const tlshThreshold = 30

/** The distance of two half bytes (one in the upper four bits): the sum of the differences of their two codes, where 3 counts 6. */
const codeDistance = Uint8Array.from({ length: 256 }, (_, pair) => {
  const [a, b] = [pair >> 4, pair & 15]
  const distance = (place: number) => {
    const difference = Math.abs(((a >> place) & 3) - ((b >> place) & 3))
    return difference === 3 ? 6 : difference
  }
  return distance(0) + distance(2)
})

function circular(a: number, b: number, size: number): number {
  const difference = Math.abs(a - b)
  return Math.min(difference, size - difference)
}
const weighLength = (difference: number): number => (difference <= 1 ? difference : 12 * difference)
const weighQuartile = (difference: number): number => (difference <= 1 ? difference : 12 * (difference - 1))

/** Normalises a digest, with or without `T1` and in either case, to `T1` and 70 upper-case hexadecimal digits. Returns null for another text. */
export function normaliseTlsh(text: string): string | null {
  const [, digits] = /^\s*(?:T1)?([0-9a-f]{70})\s*$/i.exec(text) ?? []
  return digits === undefined ? null : `T1${digits.toUpperCase()}`
}

/**
 * Computes the distance of two TLSH digests, from 0 on (Oliver, Cheng and Chen 2013). Lengths count unless `length` is false.
 * @throws ArgumentError (`digest-invalid`) for a text that is not a digest.
 */
export function tlshDistance(a: string, b: string, options: { length?: boolean } = {}): number {
  const [left, right] = [read(a), read(b)]
  const [la, lb, qa, qb] = [swapNibbles(left[1]!), swapNibbles(right[1]!), left[2]!, right[2]!]
  let distance = options.length === false ? 0 : weighLength(circular(la, lb, 256))
  distance += weighQuartile(circular(qa >> 4, qb >> 4, 16)) + weighQuartile(circular(qa & 15, qb & 15, 16))
  if (left[0] !== right[0]) distance += 1
  for (let i = 3; i < 35; i += 1) {
    const [x, y] = [left[i]!, right[i]!]
    distance += codeDistance[(x & 0xf0) | (y >> 4)]! + codeDistance[((x & 15) << 4) | (y & 15)]!
  }
  return distance
}

function read(digest: string): Uint8Array {
  const normal = normaliseTlsh(digest)
  if (normal === null)
    throw new ArgumentError(
      'digest-invalid',
      `A TLSH digest is T1 and 70 hexadecimal digits, not ${JSON.stringify(digest.slice(0, 90))}.`,
      '',
    )
  return hashBytes(normal.slice(2))
}
