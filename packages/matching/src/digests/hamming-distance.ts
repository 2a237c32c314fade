import { ArgumentError } from '../errors/argument-error.ts'
import { hashBytes } from './hash-bytes.ts'

const ones = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length)

/**
 * In how many bits two hashes of one length differ; each is text in hexadecimal or its bytes.
 * @throws ArgumentError `hash-invalid` where a text is no hash, or the lengths differ.
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
