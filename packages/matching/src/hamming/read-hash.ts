import { hashBytes } from '../digests/hash-bytes.ts'
import { ArgumentError } from '../errors/argument-error.ts'

/**
 * Returns the bytes of a hash given as bytes or in hexadecimal, most significant byte first. Throws an ArgumentError (`hash-invalid`) for another length or
 * other characters.
 */
export function readHash(hash: string | Uint8Array, bytes: number): Uint8Array {
  if (typeof hash === 'string') return hashBytes(hash, bytes)
  if (hash.length !== bytes)
    throw new ArgumentError('hash-invalid', `A hash has ${bytes} bytes, not ${hash.length}.`, '/hash')
  return hash
}
