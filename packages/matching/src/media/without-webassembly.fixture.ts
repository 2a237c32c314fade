import { parentPort, workerData } from 'node:worker_threads'
import { syntheticPicture } from './pdq/synthetic.fixture.ts'

/** What the thread hashes: pictures are drawn from `kind`, `width` and `height`. */
export interface HashOrder {
  text: string
  pictures: { kind: Parameters<typeof syntheticPicture>[0]; width: number; height: number }[]
}

// The kernels look for WebAssembly when they are loaded.
Reflect.deleteProperty(globalThis, 'WebAssembly')
const { pdq, textSignature } = await import('./index.ts')
const { text, pictures } = workerData as HashOrder
parentPort?.postMessage({
  webAssembly: 'WebAssembly' in globalThis,
  signature: textSignature(text),
  hashes: pictures.map(({ kind, width, height }) => pdq(syntheticPicture(kind, width, height), width, height)),
})
