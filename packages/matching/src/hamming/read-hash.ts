import { ArgumentError } from '../argument-error.ts'

/**
 * The bytes of a hash, given as those or as hexadecimal digits in either case, most significant byte first. Throws an ArgumentError
 * `hash-invalid` when it has another length or other characters.
 */
export function readHash(hash: string | Uint8Array, bytes: number): Uint8Array {
  if (hash instanceof Uint8Array) {
    if (hash.length === bytes) return hash
    throw new ArgumentError('hash-invalid', `A hash has ${bytes} bytes, not ${hash.length}.`, '/hash')
  }
  if (typeof hash !== 'string' || hash.length !== 2 * bytes || !/^[0-9a-f]*$/i.test(hash))
    throw new ArgumentError('hash-invalid', `A hash is ${2 * bytes} hexadecimal digits.`, '/hash')
  return Uint8Array.from({ length: bytes }, (_, at) => Number.parseInt(hash.slice(2 * at, 2 * at + 2), 16))
}
