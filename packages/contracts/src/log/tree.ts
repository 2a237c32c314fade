import { concat, type LogCrypto, LogFault, sameBytes } from './bytes.ts'
import { readHashes, type TileReader } from './tiles.ts'

type Hashing = Pick<LogCrypto, 'sha256'>
const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** Returns the hash of a leaf (RFC 6962, 2.1). */
export const leafHash = (crypto: Hashing, entry: Uint8Array): Promise<Uint8Array> =>
  Promise.resolve(crypto.sha256(concat(leafPrefix, entry)))
/** Returns the hash of two subtrees (RFC 6962, 2.1). */
const nodeHash = (crypto: Hashing, left: Uint8Array, right: Uint8Array): Promise<Uint8Array> =>
  Promise.resolve(crypto.sha256(concat(nodePrefix, left, right)))

/** Returns the largest power of two below n, for n > 1. The operators for bits would end at 2^31. */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}
const half = (n: number): number => Math.floor(n / 2)
const isOdd = (n: number): boolean => n % 2 === 1
const isPower = (n: number): boolean => n === 1 || (n > 1 && split(n) * 2 === n)

/** Returns the root of these leaf hashes, or of the hashes of equal perfect subtrees (RFC 6962, 2.1). */
export async function rootOfHashes(crypto: Hashing, hashes: readonly Uint8Array[]): Promise<Uint8Array> {
  if (hashes.length === 0) return crypto.sha256(new Uint8Array())
  let row = hashes
  // Joining neighbours and passing an odd last hash up gives the same tree as splitting at powers of two.
  while (row.length > 1) {
    const above: (Uint8Array | Promise<Uint8Array>)[] = []
    for (let at = 0; at < row.length; at += 2) {
      const left = row[at] as Uint8Array
      const right = row[at + 1]
      above.push(right === undefined ? left : crypto.sha256(concat(nodePrefix, left, right)))
    }
    row = await Promise.all(above)
  }
  return row[0] as Uint8Array
}

/** Returns the root of the tree of a size, from its tiles. Throws `tile-missing` and `tile-length`. */
export async function treeRoot(crypto: Hashing, tiles: TileReader, size: number): Promise<Uint8Array> {
  return size === 0 ? crypto.sha256(new Uint8Array()) : rangeRoot(crypto, tiles, 0, size, size)
}

/** Returns the root of the leaves from `from` up to `to`, as they occur when a tree of `size` leaves is split. */
async function rangeRoot(
  crypto: Hashing,
  tiles: TileReader,
  from: number,
  to: number,
  size: number,
): Promise<Uint8Array> {
  if (isPower(to - from)) return rootOfHashes(crypto, await readHashes(tiles, from, to - from, size))
  const middle = from + split(to - from)
  return nodeHash(
    crypto,
    await rangeRoot(crypto, tiles, from, middle, size),
    await rangeRoot(crypto, tiles, middle, to, size),
  )
}

/** Returns the proof that leaf `index` is in the tree of `size`, from the leaf to the root (RFC 6962, 2.1.1). */
export async function proveInclusion(
  crypto: Hashing,
  tiles: TileReader,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  if (index >= size) throw new LogFault('proof-index', `${index}`, `The tree has ${size} leaves.`)
  const above: Uint8Array[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + split(to - from)
    const other = index < middle ? ([middle, to] as const) : ([from, middle] as const)
    above.push(await rangeRoot(crypto, tiles, ...other, size))
    if (index < middle) to = middle
    else from = middle
  }
  return above.reverse()
}

/**
 * Returns the proof that the tree of `old` leaves is the beginning of the tree of `size` leaves (RFC 6962, 2.1.2). It is
 * empty if `old` is 0 or `size`.
 */
export async function proveConsistency(
  crypto: Hashing,
  tiles: TileReader,
  old: number,
  size: number,
): Promise<Uint8Array[]> {
  if (old > size) throw new LogFault('consistency-shape', `${old}`, `The tree has ${size} leaves.`)
  if (old === 0 || old === size) return []
  const above: Uint8Array[] = []
  let [from, to] = [0, size]
  // `old` is an end of the range as soon as the old tree has a subtree of its own here.
  while (old !== to) {
    const middle = from + split(to - from)
    const other = old <= middle ? ([middle, to] as const) : ([from, middle] as const)
    above.push(await rangeRoot(crypto, tiles, ...other, size))
    if (old <= middle) to = middle
    else from = middle
  }
  // The verifier knows the root of the whole old tree, and of no other part of it.
  if (from > 0) above.push(await rangeRoot(crypto, tiles, from, to, size))
  return above.reverse()
}

/** Returns whether a proof shows that the leaf with this hash has this index in the tree (RFC 9162, 2.1.3.2). */
export async function verifyInclusion(
  crypto: Hashing,
  leaf: Uint8Array,
  index: number,
  tree: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
): Promise<boolean> {
  if (index >= tree.size) return false
  let [first, last] = [index, tree.size - 1]
  let hash = leaf
  for (const next of proof) {
    if (last === 0) return false
    if (isOdd(first) || first === last) {
      hash = await nodeHash(crypto, next, hash)
      while (!isOdd(first) && first > 0) [first, last] = [half(first), half(last)]
    } else {
      hash = await nodeHash(crypto, hash, next)
    }
    ;[first, last] = [half(first), half(last)]
  }
  return last === 0 && sameBytes(hash, tree.root)
}

/** Returns whether a proof shows that one tree is the beginning of another (RFC 9162, 2.1.4.2). */
export async function verifyConsistency(
  crypto: Hashing,
  old: { size: number; root: Uint8Array },
  tree: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
): Promise<boolean> {
  if (old.size > tree.size) return false
  if (old.size === tree.size) return proof.length === 0 && sameBytes(old.root, tree.root)
  if (old.size === 0) return proof.length === 0
  const [start, ...rest] = isPower(old.size) ? [old.root, ...proof] : proof
  if (start === undefined) return false
  let [first, last] = [old.size - 1, tree.size - 1]
  while (isOdd(first)) [first, last] = [half(first), half(last)]
  let [before, after] = [start, start]
  for (const next of rest) {
    if (last === 0) return false
    if (isOdd(first) || first === last) {
      before = await nodeHash(crypto, next, before)
      after = await nodeHash(crypto, next, after)
      while (!isOdd(first) && first > 0) [first, last] = [half(first), half(last)]
    } else {
      after = await nodeHash(crypto, after, next)
    }
    ;[first, last] = [half(first), half(last)]
  }
  return last === 0 && sameBytes(before, old.root) && sameBytes(after, tree.root)
}
