import { hexOf } from './hash-bytes.ts'

/** Computes the fractional parts of the square or cube roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3) in integers. */
function fractions(count: number, power: 2 | 3): Uint32Array {
  const words = new Uint32Array(count)
  for (let n = 2, found = 0; found < count; n += 1) {
    let prime = true
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false
    if (!prime) continue
    // The root of n times 2^32, rounded down, is the integer root of n times 2^64 or 2^96.
    const scaled = BigInt(n) << BigInt(32 * power)
    let [low, high] = [0n, 1n << 40n]
    while (high - low > 1n) {
      const middle = (low + high) >> 1n
      if (middle ** BigInt(power) <= scaled) low = middle
      else high = middle
    }
    words[found] = Number(low & 0xffffffffn)
    found += 1
  }
  return words
}
const rounds = fractions(64, 3)
const start = fractions(8, 2)
const utf8 = new TextEncoder()

/**
 * Computes the SHA-256 (FIPS 180-4) of bytes, or of a text in UTF-8, in lower-case hexadecimal. It is for texts and addresses; hash files with a streaming
 * implementation.
 */
export function sha256(input: Uint8Array | string): string {
  const bytes = typeof input === 'string' ? utf8.encode(input) : input
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0)
  const state = start.slice()
  const words = new Int32Array(64)
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(at + 4 * i)
    compress(state, words)
  }
  const digest = new DataView(new ArrayBuffer(32))
  for (let i = 0; i < 8; i += 1) digest.setUint32(4 * i, state[i]!)
  return hexOf(new Uint8Array(digest.buffer))
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

function compress(state: Uint32Array, words: Int32Array): void {
  for (let i = 16; i < 64; i += 1) {
    const x = words[i - 15]!
    const y = words[i - 2]!
    const small = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)
    const large = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10)
    words[i] = words[i - 16]! + small + words[i - 7]! + large
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i += 1) {
    const first =
      (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i]! + words[i]!) | 0
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i]! += value
}
