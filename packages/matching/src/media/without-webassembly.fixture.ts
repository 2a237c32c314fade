import { parentPort, workerData } from 'node:worker_threads'
import { syntheticPicture } from './pdq/synthetic.fixture.ts'

/** The text and the pictures that the thread hashes. The thread draws each picture from `kind`, `width` and `height`. */
export interface HashOrder {
  text: string
  pictures: { kind: Parameters<typeof syntheticPicture>[0]; width: number; height: number }[]
}

// Remove WebAssembly before the import, because a kernel searches for it when its module is loaded.
Reflect.deleteProperty(globalThis, 'WebAssembly')
const { pdq, textSignature } = await import('./index.ts')
const { text, pictures } = workerData as HashOrder
parentPort?.postMessage({
  webAssembly: 'WebAssembly' in globalThis,
  signature: textSignature(text),
  hashes: pictures.map(({ kind, width, height }) => pdq(syntheticPicture(kind, width, height), width, height)),
})
