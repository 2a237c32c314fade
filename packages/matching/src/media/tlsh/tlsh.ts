import { tlshPermutation } from '../tables/tlsh-permutation.ts'

/** The least number of bytes for a digest, as in the default build of the reference. A caller may lower it to 50. */
export const tlshMinimum = 256
const leastMinimum = 50

const table = Uint8Array.from(tlshPermutation)
/** The first step of the hash for each salt. Each pair of the four bytes before the newest byte is counted in a bucket with a salt of its own. */
const [none, s2, s3, s5, s7, s11, s13] = [0, 2, 3, 5, 7, 11, 13].map((salt) => table[salt]!) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]

/**
 * Computes the TLSH digest of bytes (of a text: its UTF-8) as `T1` and 70 upper-case hexadecimal digits, with 128 buckets and one byte of checksum
 * (Oliver, Cheng and Chen 2013). Returns null where the bytes are too few or too uniform.
 * @throws RangeError where `minimumBytes` is under 50.
 */
export function tlsh(bytes: Uint8Array, options: { minimumBytes?: number } = {}): string | null {
  const { minimumBytes = tlshMinimum } = options
  if (!(minimumBytes >= leastMinimum))
    throw new RangeError(`TLSH digests start at ${leastMinimum} bytes, not ${minimumBytes}.`)
  if (bytes.length < minimumBytes) return null
  const { checksum, buckets } = count(bytes)
  const sorted = buckets.slice().sort()
  const [q1, q2, q3] = [sorted[31]!, sorted[63]!, sorted[95]!]
  if (q3 === 0 || buckets.filter((bucket) => bucket > 0).length <= 64) return null

  const ratios = (Math.trunc((100 * q1) / q3) % 16) * 16 + (Math.trunc((100 * q2) / q3) % 16)
  let digest = `T1${hex(swapNibbles(checksum))}${hex(swapNibbles(lengthByte(bytes.length)))}${hex(ratios)}`
  for (let i = 31; i >= 0; i -= 1) {
    let code = 0
    for (let j = 3; j >= 0; j -= 1) {
      const value = buckets[4 * i + j]!
      code = code * 4 + (value > q3 ? 3 : value > q2 ? 2 : value > q1 ? 1 : 0)
    }
    digest += hex(code)
  }
  return digest
}

function count(bytes: Uint8Array): { checksum: number; buckets: Uint32Array } {
  const buckets = new Uint32Array(256)
  let checksum = 0
  let [b, c, d, e] = [bytes[3]!, bytes[2]!, bytes[1]!, bytes[0]!]
  for (let i = 4; i < bytes.length; i += 1) {
    const a = bytes[i]!
    checksum = table[table[table[none ^ a]! ^ b]! ^ checksum]!
    buckets[table[table[table[s2 ^ a]! ^ b]! ^ c]!]! += 1
    buckets[table[table[table[s3 ^ a]! ^ b]! ^ d]!]! += 1
    buckets[table[table[table[s5 ^ a]! ^ c]! ^ d]!]! += 1
    buckets[table[table[table[s7 ^ a]! ^ c]! ^ e]!]! += 1
    buckets[table[table[table[s11 ^ a]! ^ b]! ^ e]!]! += 1
    buckets[table[table[table[s13 ^ a]! ^ d]! ^ e]!]! += 1
    e = d
    d = c
    c = b
    b = a
  }
  return { checksum, buckets: buckets.subarray(0, 128) }
}

/** Encodes the length on a logarithmic scale with three ranges. */
function lengthByte(length: number): number {
  const log = Math.log(length)
  if (length <= 656) return Math.floor(log / 0.4054651) % 256
  if (length <= 3199) return Math.floor(log / 0.26236426 - 8.72777) % 256
  return Math.floor(log / 0.09531018 - 62.5472) % 256
}

export const swapNibbles = (byte: number): number => ((byte & 15) << 4) | (byte >> 4)
const hex = (byte: number): string => byte.toString(16).padStart(2, '0').toUpperCase()
