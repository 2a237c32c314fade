import { hashBytes } from '../../digests/hash-bytes.ts'
import { ArgumentError } from '../../errors/argument-error.ts'
import { swapNibbles } from './tlsh.ts'

/** The digests of texts no farther apart than this, length left out, are taken for versions of one text. */
export const tlshThreshold = 30

/** Two halves of a code byte side by side (one in the upper four bits): sum over their two codes of the difference, 3 counting 6. */
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

/**
 * The form in which a digest is stored: `T1` and 70 upper-case hexadecimal digits; null where the text is none. Digests come with or
 * without `T1`, in either case.
 */
export function normaliseTlsh(text: string): string | null {
  const [, digits] = /^\s*(?:T1)?([0-9a-f]{70})\s*$/i.exec(text) ?? []
  return digits === undefined ? null : `T1${digits.toUpperCase()}`
}

/**
 * How far two TLSH digests are apart, 0 and up; lengths count unless `length` is false. Requirements, content 3.7 step 7.
 * @throws ArgumentError `digest-invalid` where a text is no digest.
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
