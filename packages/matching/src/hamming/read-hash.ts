import { hashBytes } from '../digests/hash-bytes.ts'
import { ArgumentError } from '../errors/argument-error.ts'

/**
 * The bytes of a hash, given as those or as hexadecimal digits, most significant byte first. Throws an ArgumentError `hash-invalid` when it
 * has another length or other characters.
 */
export function readHash(hash: string | Uint8Array, bytes: number): Uint8Array {
  if (typeof hash === 'string') return hashBytes(hash, bytes)
  if (hash.length !== bytes)
    throw new ArgumentError('hash-invalid', `A hash has ${bytes} bytes, not ${hash.length}.`, '/hash')
  return hash
}
