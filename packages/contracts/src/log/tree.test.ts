import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexOf, sameBytes } from './bytes.ts'
import { includedBy, isBeginning, rootByStandard } from './independent-verifier.fixture.ts'
import { crypto, entriesTo, exportOf, tilesOf } from './log.fixture.ts'
import { parseTilePath, tilePath, widthAt } from './tiles.ts'
import {
  leafHash,
  proveConsistency,
  proveInclusion,
  rootOfHashes,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts'

const vectors = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const most = 700
const entries = entriesTo(most)
const leaves = await Promise.all(entries.map((entry) => leafHash(crypto, entry)))
const files = await exportOf(entries)
const tiles = tilesOf(files, most)
const sizes = fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)

test('the roots of one to eight entries are those of the vectors', async () => {
  const some = await Promise.all(vectors.map((hex) => leafHash(crypto, Buffer.from(hex, 'hex'))))
  for (const [at, root] of roots.entries()) expect(hexOf(await rootOfHashes(crypto, some.slice(0, at + 1)))).toBe(root)
  expect(hexOf(await rootOfHashes(crypto, []))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

test('tiles give the root that the standard defines, for every size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(most), async (size) => {
      const root = rootByStandard(entries.slice(0, size))
      // The tree of all entries has full tiles where a smaller one had partial ones.
      expect(sameBytes(await treeRoot(crypto, tiles, size), root)).toBe(true)
      expect(sameBytes(await rootOfHashes(crypto, leaves.slice(0, size)), root)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('an inclusion proof verifies for its entry and for no other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: most }), fc.nat(), fc.nat(), async (size, one, other) => {
      const index = one % size
      const proof = await proveInclusion(crypto, tiles, index, size)
      const tree = { size, root: rootByStandard(entries.slice(0, size)) }
      expect(await verifyInclusion(crypto, leaves[index] as Uint8Array, index, tree, proof)).toBe(true)
      expect(includedBy(entries[index] as Uint8Array, index, size, proof, tree.root)).toBe(true)
      const wrong = other % size
      if (wrong !== index) {
        expect(await verifyInclusion(crypto, leaves[wrong] as Uint8Array, index, tree, proof)).toBe(false)
        expect(await verifyInclusion(crypto, leaves[index] as Uint8Array, wrong, tree, proof)).toBe(false)
      }
      expect(await verifyInclusion(crypto, leaves[index] as Uint8Array, index, tree, [...proof, tree.root])).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('a consistency proof verifies between two sizes and with no other root', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ([old, size]) => {
      const proof = await proveConsistency(crypto, tiles, old, size)
      const before = { size: old, root: rootByStandard(entries.slice(0, old)) }
      const tree = { size, root: rootByStandard(entries.slice(0, size)) }
      expect(await verifyConsistency(crypto, before, tree, proof)).toBe(true)
      expect(isBeginning(before, tree, proof)).toBe(true)
      if (old === 0) return
      const changed = { size: old, root: rootByStandard([...entries.slice(0, old - 1), Buffer.from('x')]) }
      expect(await verifyConsistency(crypto, changed, tree, proof)).toBe(false)
      expect(await verifyConsistency(crypto, before, { size, root: changed.root }, proof)).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('a tile has one path, and levels have the widths of the format', () => {
  expect(tilePath(0, 5)).toBe('tile/0/005')
  expect(tilePath(1, 1000, 7)).toBe('tile/1/x001/000.p/7')
  expect(tilePath('entries', 1_234_067)).toBe('tile/entries/x001/x234/067')
  expect([0, 1, 2].map((level) => widthAt(level, Math.floor(70_000 / 256 ** level / 256), 70_000))).toEqual([
    112, 17, 1,
  ])
  expect([widthAt(0, 0, 256), widthAt(0, 1, 256), widthAt(1, 0, 256)]).toEqual([256, 0, 1])
  for (const path of [
    'tile/0/x000/005',
    'tile/0/5',
    'tile/64/000',
    'tile/00/000',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/x/000',
    'tile/0/000/',
    '../tile/0/000',
  ])
    expect(parseTilePath(path)).toBeNull()
  fc.assert(
    fc.property(fc.nat(63), fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, n, width) => {
      const small = n % 10 ** 12
      expect(parseTilePath(tilePath(level, small, width))).toEqual({ level, n: small, width })
    }),
  )
})

test('proofs beyond 2^31 entries use no 32-bit arithmetic', async () => {
  const size = 2 ** 40 + 5
  const root = Buffer.alloc(32, 1)
  const some = async () => root
  // Every hash of this tree is made up; only the shape of the proof counts.
  const wide = async (_level: number, _n: number, width: number) =>
    Buffer.concat(Array.from({ length: width }, () => root))
  const proof = await proveInclusion(crypto, wide, 2 ** 40 + 1, size)
  expect(proof).toHaveLength(4)
  expect(await proveInclusion(crypto, wide, 2 ** 39, size)).toHaveLength(41)
  expect(await verifyInclusion(crypto, await some(), 2 ** 40 + 1, { size, root }, proof)).toBe(false)
})
