import { createHash } from 'node:crypto'
import type * as Media from '@entente/matching/media'
import type { Measured } from '../beside/bench-beside.ts'
import { loadPackage } from '../beside/load-package.ts'
import { measurePasses } from '../beside/measure-passes.ts'
import { addresses, frame, large, long, square, texts } from './hash-inputs.ts'

// This program's argument is the root of a tree.
const [root = ''] = process.argv.slice(2)
const { canonicalUrl, pdq, pdqDihedral, textSignature, tlsh } = await loadPackage<typeof Media>(
  root,
  '@entente/matching/media',
)

function hashed<T>(name: string, item: string, inputs: readonly T[], hash: (input: T) => unknown): Measured {
  const hashes = createHash('sha256')
    .update(JSON.stringify(inputs.map(hash)))
    .digest('hex')
  const passes = measurePasses(inputs.length, () => {
    for (const input of inputs) hash(input)
  })
  return { name, item, ...passes, outcome: `hashes ${hashes.slice(0, 12)}` }
}

const measured: Measured[] = [
  hashed('PDQ of 512 x 512', 'picture', [square], (pixels) => pdq(pixels, 512, 512).hash),
  hashed('PDQ of 1600 x 1004', 'picture', [large], (pixels) => pdq(pixels, 1600, 1004).hash),
  hashed('PDQ of 64 x 64', 'frame', [frame], (pixels) => pdq(pixels, 64, 64).hash),
  hashed('eight turned and mirrored', 'picture', [square], (pixels) => pdqDihedral(pixels, 512, 512)),
  hashed('signature of a text', 'text', texts, (text) => textSignature(text)),
  hashed('TLSH', 'text', [long], (bytes) => tlsh(bytes)),
  hashed('canonical address', 'address', addresses, (address) => canonicalUrl(address)),
]
process.stdout.write(JSON.stringify(measured))
