import { canonicalUrl, pdq, pdqDihedral, textSignature, tlsh } from '@entente/matching'
import { bestRate } from '../report/measure-cpu.ts'
import { addresses, frame, large, long, square, texts } from './hash-inputs.ts'

/** Calls per CPU second (for TLSH, bytes per CPU second), and the hashes, to compare both implementations. */
export interface HashRates {
  rates: Record<'picture' | 'large' | 'frame' | 'dihedral' | 'text' | 'tlsh' | 'address', number>
  hashes: string
}

// This program's argument is `kernel` or `plain`; `plain` disables WebAssembly.
if (process.argv[2] === 'plain') Reflect.deleteProperty(globalThis, 'WebAssembly')

const each = <T>(items: readonly T[], work: (item: T) => void) =>
  bestRate(items.length, () => {
    for (const item of items) work(item)
  })
const measured: HashRates = {
  rates: {
    picture: each([square], (pixels) => pdq(pixels, 512, 512)),
    large: each([large], (pixels) => pdq(pixels, 1600, 1004)),
    frame: each([frame], (pixels) => pdq(pixels, 64, 64)),
    dihedral: each([square], (pixels) => pdqDihedral(pixels, 512, 512)),
    text: each(texts, textSignature),
    tlsh: bestRate(long.length, () => tlsh(long)),
    address: each(addresses, canonicalUrl),
  },
  hashes: [
    pdq(square, 512, 512).hash,
    pdq(large, 1600, 1004).hash,
    ...texts.map((text) => textSignature(text).simhash),
  ].join(),
}
process.stdout.write(JSON.stringify(measured))
