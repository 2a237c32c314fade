import { type Sketch, simhashText } from './shingles.ts'

const utf8 = new TextEncoder()
const cut = (value: bigint): bigint => BigInt.asUintN(64, value)

/** SplitMix64's finaliser: the function F of the requirements (content 3.8). */
export function mix(value: bigint): bigint {
  let z = cut(value + 0x9e3779b97f4a7c15n)
  z = cut((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = cut((z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return z ^ (z >> 31n)
}

/** FNV-1a of 64 bits. */
export function fnv1a(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n
  for (const byte of bytes) hash = cut((hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash
}

/** SimHash and MinHash of a normalised text by plain steps: what the kernel is tested against, and the way where there is no WebAssembly. */
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
