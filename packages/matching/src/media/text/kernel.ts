import stored from '../../kernels/generated/text.json' with { type: 'json' }
import { loadKernel } from '../../kernels/load-kernel.ts'
import { plainSketch } from './plain-sketch.ts'
import { type Sketch, simhashText } from './shingles.ts'

/** The functions of kernels/text.wat. */
interface TextExports {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  hashRuns(bytes: number, starts: number, runs: number, size: number, out: number, table: number, mask: number): number
  countBits(hashes: number, count: number, counts: number): void
  minima(hashes: number, count: number, out: number): void
}

const utf8 = new TextEncoder()
const align = (bytes: number): number => (bytes + 15) & ~15
const largestMemory = 1 << 26
let wasm: TextExports | null | undefined

/** Computes the same as `plainSketch`, in WebAssembly where the machine has it. The text must be normalised and have at least `size` code points. */
export function sketch(normal: string, size: number): Sketch {
  if (wasm === undefined) wasm = loadKernel<TextExports>(stored)
  if (wasm === null) return plainSketch(normal, size)
  const made = fastSketch(wasm, normal, size)
  // The memory of a kernel never shrinks, so a new kernel is started after a very long text.
  if (wasm.memory.buffer.byteLength > largestMemory) wasm = undefined
  return made
}

function fastSketch(kernel: TextExports, normal: string, size: number): Sketch {
  const bytes = utf8.encode(normal)
  let points = 0
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) points += 1
  const runs = points - size + 1
  const places = 2 ** Math.ceil(Math.log2(2 * runs))

  const [counts, minima, text] = [0, 512, 1536]
  const starts = text + align(bytes.length)
  const hashes = starts + align(4 * (points + 1))
  const table = hashes + align(8 * runs)
  const missing = table + 8 * places - kernel.memory.buffer.byteLength
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / 65_536))
  const { buffer } = kernel.memory

  new Uint8Array(buffer, text).set(bytes)
  const offsets = new Int32Array(buffer, starts, points + 1)
  let point = 0
  for (let i = 0; i < bytes.length; i += 1) if ((bytes[i]! & 0xc0) !== 0x80) offsets[point++] = i
  offsets[points] = bytes.length
  new Uint8Array(buffer, table, 8 * places).fill(0)
  const bitCounts = new Uint32Array(buffer, counts, 128).fill(0)

  const shingles = kernel.hashRuns(text, starts, runs, size, hashes, table, places - 1)
  kernel.countBits(hashes, shingles, counts)
  kernel.minima(hashes, shingles, minima)
  return {
    shingles,
    simhash: simhashText(bitCounts, shingles),
    minhash: new BigUint64Array(buffer, minima, 128).slice(),
  }
}
