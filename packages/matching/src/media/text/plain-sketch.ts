import { type Sketch, simhashText } from './shingles.ts'

const utf8 = new TextEncoder()
const uint64 = (value: bigint): bigint => BigInt.asUintN(64, value)

/** Mixes 64 bits with the finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
export function mix(value: bigint): bigint {
  let z = uint64(value + 0x9e3779b97f4a7c15n)
  z = uint64((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = uint64((z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return z ^ (z >> 31n)
}

/** Computes the 64-bit FNV-1a hash. */
export function fnv1a(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n
  for (const byte of bytes) hash = uint64((hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash
}

/** Computes SimHash (Charikar 2002) and MinHash (Broder 1997) of a normalised text in plain TypeScript. A test compares the kernel with it. */
export function plainSketch(normal: string, size: number): Sketch {
  const points = [...normal]
  const runs = new Set<string>()
  for (let i = 0; i + size <= points.length; i += 1) runs.add(points.slice(i, i + size).join(''))
  const hashes = [...runs].map((run) => fnv1a(utf8.encode(run)))
  const counts = new Uint32Array(128)
  for (const hash of hashes)
    for (const [half, value] of [mix(hash), mix(hash ^ 0xa5a5a5a5a5a5a5a5n)].entries())
      for (let bit = 0; bit < 64; bit += 1) counts[64 * half + bit]! += Number((value >> BigInt(bit)) & 1n)
  const minhash = new BigUint64Array(128).fill(0xffffffffffffffffn)
  for (let i = 0; i < 128; i += 1) {
    const seed = mix(BigInt(i))
    for (const hash of hashes) {
      const value = mix(hash ^ seed)
      if (value < minhash[i]!) minhash[i] = value
    }
  }
  return { shingles: runs.size, simhash: simhashText(counts, runs.size), minhash }
}
