import { ArgumentError } from '../errors/argument-error.ts'

const digits = '0123456789abcdef'
const hexadecimal = /^(?:[0-9a-f]{2}){1,512}$/i

/**
 * The bytes of a hash in hexadecimal, in either case and with spaces around it, the most significant first.
 * @throws ArgumentError `hash-invalid` where it is anything else, or not of so many bytes as asked; 512 at most.
 */
export function hashBytes(text: string, bytes?: number): Uint8Array {
  const hex = text.trim()
  if (!hexadecimal.test(hex) || (bytes !== undefined && hex.length !== bytes * 2)) {
    const wanted = bytes === undefined ? 'hexadecimal digits' : `${bytes * 2} hexadecimal digits`
    throw new ArgumentError('hash-invalid', `A hash is ${wanted}, not ${JSON.stringify(text.slice(0, 80))}.`, '')
  }
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

/** A hash's bytes as lower-case hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += digits[byte >> 4]! + digits[byte & 15]!
  return text
}

/** The form in which a hash in hexadecimal is stored, lower-case and without spaces around; null where it is none of so many bytes. */
export function normaliseHash(text: string, bytes: number): string | null {
  const hex = text.trim()
  return hex.length === bytes * 2 && hexadecimal.test(hex) ? hex.toLowerCase() : null
}
