// Public keys of authenticators (COSE, RFC 9052 and 9053) for Web Crypto.
import { concat, LogFault } from '../log/bytes.ts'
import { toBase64Url } from './act.ts'

const fault = (what: string) => new LogFault('public-key', 'publicKey', what)

/** A key that Web Crypto can use, and how signatures of it are checked. */
export interface ImportedKey {
  algorithm: { name: string; hash?: string }
  key: Awaited<ReturnType<typeof crypto.subtle.importKey>>
  /** Whether signatures are pairs of numbers in DER (RFC 3279, 2.2.3). */
  der: boolean
}

/**
 * Imports the COSE key of a passkey: ES256 (-7), EdDSA with Ed25519 (-8) or RS256 (-257). Throws LogFault `public-key` for
 * any other one.
 */
export async function importPublicKey(cose: Uint8Array): Promise<ImportedKey> {
  const fields = readMap(cose)
  const bytesAt = (label: number, length?: number): Uint8Array<ArrayBuffer> => {
    const value = fields.get(label)
    if (!(value instanceof Uint8Array) || (length !== undefined && value.length !== length))
      throw fault(`The field ${label} has another form.`)
    return new Uint8Array(value)
  }
  const kind = `${fields.get(1)} ${fields.get(3)}`
  const use: ['verify'] = ['verify']
  if (kind === '2 -7' && fields.get(-1) === 1) {
    const point = new Uint8Array(concat(Uint8Array.of(4), bytesAt(-2, 32), bytesAt(-3, 32)))
    const key = await crypto.subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, false, use)
    return { algorithm: { name: 'ECDSA', hash: 'SHA-256' }, key, der: true }
  }
  if (kind === '1 -8' && fields.get(-1) === 6) {
    const key = await crypto.subtle.importKey('raw', bytesAt(-2, 32), { name: 'Ed25519' }, false, use)
    return { algorithm: { name: 'Ed25519' }, key, der: false }
  }
  if (kind === '3 -257') {
    const jwk = { kty: 'RSA', n: toBase64Url(bytesAt(-1)), e: toBase64Url(bytesAt(-2)) }
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    return { algorithm, key: await crypto.subtle.importKey('jwk', jwk, algorithm, false, use), der: false }
  }
  throw fault('The key is of a kind that is not supported.')
}

/** Reads a CBOR map (RFC 8949) of integers to integers and byte strings, which is all that a COSE key has. */
function readMap(bytes: Uint8Array): Map<number, number | Uint8Array> {
  let at = 0
  const next = (): number => {
    const byte = bytes[at]
    if (byte === undefined) throw fault('The key is not whole.')
    at += 1
    return byte
  }
  const head = (): { major: number; value: number } => {
    const first = next()
    const size = first & 31
    if (size < 24) return { major: first >> 5, value: size }
    if (size > 26) throw fault('A number of the key is too large.')
    let value = 0
    for (let left = 2 ** (size - 24); left > 0; left--) value = value * 256 + next()
    return { major: first >> 5, value }
  }
  const item = (): number | Uint8Array => {
    const { major, value } = head()
    if (major === 0) return value
    if (major === 1) return -1 - value
    if (major !== 2) throw fault('The key has a value of another kind.')
    if (at + value > bytes.length) throw fault('The key is not whole.')
    at += value
    return bytes.subarray(at - value, at)
  }
  const map = head()
  if (map.major !== 5 || map.value > 20) throw fault('The key is not a map.')
  const fields = new Map<number, number | Uint8Array>()
  for (let left = map.value; left > 0; left--) {
    const label = item()
    if (typeof label !== 'number' || fields.has(label)) throw fault('A label of the key has another form.')
    fields.set(label, item())
  }
  if (at !== bytes.length) throw fault('Something follows the key.')
  return fields
}

/**
 * Turns an ECDSA signature in DER into the two numbers of 32 bytes that Web Crypto takes. Accepts only the one encoding
 * that DER allows. Throws LogFault `signature`.
 */
export function pairOfSignature(der: Uint8Array): Uint8Array {
  const wrong = () => new LogFault('signature', 'signature', 'The signature is not DER.')
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length > 72) throw wrong()
  let at = 2
  const number = (): Uint8Array => {
    const length = der[at + 1] ?? 0
    const bytes = der.subarray(at + 2, at + 2 + length)
    const [first = 0x80, second = 0] = bytes
    const isShortest = length > 0 && first < 0x80 && !(first === 0 && length > 1 && second < 0x80)
    if (der[at] !== 0x02 || bytes.length !== length || !isShortest) throw wrong()
    at += 2 + length
    const value = first === 0 ? bytes.subarray(1) : bytes
    if (value.length > 32) throw wrong()
    return concat(new Uint8Array(32 - value.length), value)
  }
  const pair = concat(number(), number())
  if (at !== der.length) throw wrong()
  return pair
}
