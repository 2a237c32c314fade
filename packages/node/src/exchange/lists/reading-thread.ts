import type { ListFormat } from '@entente/contracts'
import { startThread } from '../../start-thread.ts'
import type { ReadList } from './read-list.ts'

export interface ReadingThread {
  /** Starts reading a file and returns the first piece of the result; null if the result is empty. */
  begin(bytes: Uint8Array, format: ListFormat): Promise<ReadList | null>
  next(): Promise<ReadList | null>
  close(): Promise<void>
}
export type Asked = { bytes: Uint8Array; format: ListFormat } | 'next'

/** Room for the entries of a file, which live until they are passed on. */
const youngMegabytes = 64

/** Starts a worker thread that reads lists. After an error in the thread, all its open calls fail with that error. */
export function openReadingThread(): ReadingThread {
  const worker = startThread(import.meta.url, 'read-list-thread', {
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  })
  worker.unref()
  let fault: Error | null = null
  let waiting: { resolve: (piece: ReadList | null) => void; reject: (error: Error) => void } | null = null
  const fail = (error: Error): void => {
    fault ??= error
    waiting?.reject(error)
    waiting = null
  }
  worker.on('message', (piece: ReadList | null) => {
    waiting?.resolve(piece)
    waiting = null
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the thread that reads lists ended')))
  const ask = (asked: Asked, transfer: ArrayBuffer[] = []): Promise<ReadList | null> =>
    new Promise((resolve, reject) => {
      if (fault !== null) return reject(fault)
      waiting = { resolve, reject }
      worker.postMessage(asked, transfer)
    })
  return {
    begin(bytes, format) {
      const own = new Uint8Array(bytes)
      return ask({ bytes: own, format }, [own.buffer])
    },
    next: () => ask('next'),
    async close() {
      await worker.terminate()
    },
  }
}
