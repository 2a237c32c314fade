import type { Worker } from 'node:worker_threads'
import type { BuildJob, HammingIndex, HammingReaderHandle } from '@entente/matching'
import { startThread } from '../../../../start-thread.ts'
import type { Asked, FromThread, NearRows } from './search-message.ts'

interface Waiting {
  queries: number
  resolve: (near: NearRows | null) => void
  reject: (error: Error) => void
}

/**
 * One search thread, as the pool sees it. If an error ends it, its open requests fail with that error and its readers
 * of indexes are closed.
 */
export class SearchThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #handles = new Map<number, { index: HammingIndex; handle: HammingReaderHandle }>()
  #next = 1
  ready = false
  ended = false
  /** Number of running queries. */
  load = 0

  constructor(onReady: () => void) {
    this.#worker = startThread(import.meta.url, 'search-thread')
    this.#worker.unref()
    this.#worker.on('message', (message: FromThread) => {
      if (message === 'ready') {
        this.ready = true
        onReady()
      } else this.#remove(message.id)?.resolve(message.near)
    })
    this.#worker.on('error', (error: Error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(new Error('the thread that searches ended')))
  }

  search(indexes: readonly (readonly [number: number, index: HammingIndex])[], asked: Omit<Asked, 'id' | 'indexes'>) {
    for (const [number, index] of indexes) this.#open(number, index)
    return this.#ask({ ...asked, indexes: indexes.map(([number]) => number) }, indexes.length) as Promise<NearRows>
  }

  async build(job: BuildJob): Promise<void> {
    await this.#ask({ job }, 0)
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
    this.#end(new Error('the node stops'))
  }

  #open(number: number, index: HammingIndex): void {
    if (this.#handles.has(number)) return
    const handle = index.openReader()
    this.#handles.set(number, { index, handle })
    this.#worker.postMessage({ index: number, handle })
  }

  #ask(message: object, queries: number): Promise<NearRows | null> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(new Error('the thread that searches ended'))
      const id = this.#next++
      this.load += queries
      this.#waiting.set(id, { queries, resolve, reject })
      this.#worker.postMessage({ ...message, id })
    })
  }

  #remove(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    this.load -= waiting?.queries ?? 0
    return waiting
  }

  #end(error: Error): void {
    if (this.ended) return
    this.ended = true
    for (const id of [...this.#waiting.keys()]) this.#remove(id)?.reject(error)
    for (const { index, handle } of this.#handles.values()) index.closeReader(handle)
    this.#handles.clear()
  }
}
