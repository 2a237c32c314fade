import { ArgumentError } from '../errors/argument-error.ts'
import { hashBytes } from './hash-bytes.ts'

const ones = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length)

/**
 * Counts the bits in which two hashes of one length differ. Each hash is hexadecimal text or bytes.
 * @throws ArgumentError (`hash-invalid`) for a text that is not a hash, and for different lengths.
 */
export function hamming(a: string | Uint8Array, b: string | Uint8Array): number {
  const [left, right] = [a, b].map((hash) => (typeof hash === 'string' ? hashBytes(hash) : hash)) as [
    Uint8Array,
    Uint8Array,
  ]
  if (left.length !== right.length)
    throw new ArgumentError(
      'hash-invalid',
      `Hashes of ${left.length} and ${right.length} bytes are not compared with each other.`,
      '',
    )
  let distance = 0
  for (let i = 0; i < left.length; i += 1) distance += ones[left[i]! ^ right[i]!]!
  return distance
}
