import { ArgumentError } from '../errors/argument-error.ts'

const digits = '0123456789abcdef'
const hexadecimal = /^(?:[0-9a-f]{2}){1,512}$/i

/**
 * Reads a hash in hexadecimal, in either case, with or without spaces around it. The most significant byte comes first.
 * @throws ArgumentError (`hash-invalid`) for another text, for a length other than `bytes`, and for more than 512 bytes.
 */
export function hashBytes(text: string, bytes?: number): Uint8Array {
  const hex = text.trim()
  if (!hexadecimal.test(hex) || (bytes !== undefined && hex.length !== bytes * 2)) {
    const wanted = bytes === undefined ? 'hexadecimal digits' : `${bytes * 2} hexadecimal digits`
    throw new ArgumentError('hash-invalid', `A hash is ${wanted}, not ${JSON.stringify(text.slice(0, 80))}.`, '')
  }
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

/** Writes bytes in lower-case hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += digits[byte >> 4]! + digits[byte & 15]!
  return text
}

/** Normalises a hash in hexadecimal: lower case, without spaces around it. Returns null for another text or another number of bytes. */
export function normaliseHash(text: string, bytes: number): string | null {
  const hex = text.trim()
  return hex.length === bytes * 2 && hexadecimal.test(hex) ? hex.toLowerCase() : null
}
