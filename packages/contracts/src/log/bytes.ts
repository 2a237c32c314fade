/**
 * The cryptography that the log needs. A node passes functions of Node, a browser those of WebCrypto. Every function of
 * this folder that computes a hash waits for the result, so that both fit.
 */
export interface LogCrypto {
  sha256(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** Verifies an Ed25519 signature (RFC 8032) with a raw public key of 32 bytes. Returns false on any other input. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
}

/** A fault in a file of the log. `code` names the rule, `where` the file or line. */
export class LogFault extends Error {
  readonly code: string
  readonly where: string
  constructor(code: string, where: string, what: string) {
    super(what)
    this.name = 'LogFault'
    this.code = code
    this.where = where
  }
}

export const hashBytes = 32
const encoder = new TextEncoder()
export const utf8 = (text: string): Uint8Array => encoder.encode(text)

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Reads hexadecimal digits, two for each byte. */
export const bytesOfHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** Returns standard, padded base64 (RFC 4648, 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

/**
 * Reads standard, padded base64. Throws `base64` for other characters, `base64-not-canonical` for a second spelling of
 * the same bytes, and `length` if the bytes are not as many as expected.
 */
export function fromBase64(text: string, where: string, length?: number): Uint8Array {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
    throw new LogFault('base64', where, 'This is not standard base64.')
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  if (toBase64(bytes) !== text) throw new LogFault('base64-not-canonical', where, 'The last bits are not zero.')
  if (length !== undefined && bytes.length !== length)
    throw new LogFault('length', where, `${length} bytes are expected, not ${bytes.length}.`)
  return bytes
}

/** Reads a decimal without a sign or leading zeros, or returns null. The largest is 2^53 - 1. */
export function toCount(text: string): number | null {
  const count = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(count) ? count : null
}
