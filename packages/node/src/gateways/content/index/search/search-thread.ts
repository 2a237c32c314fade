// The thread of search-pool.ts: it searches indexes in shared memory that change meanwhile, and builds their segments.
import { parentPort } from 'node:worker_threads'
import { HammingReader, runBuildJob } from '@entente/matching'
import type { Asked, NearRows, ToThread } from './search-message.ts'

/** All rows within the radius are returned; the caller knows the terms of the signals and filters the rows by them. */
const everyRow = 2 ** 32 - 1
const readers = new Map<number, HammingReader>()

function search({ indexes, radii, hashes }: Asked): NearRows {
  const found = indexes.map((index, place) => {
    const reader = readers.get(index)
    if (reader === undefined) throw new Error('the index was not opened in this thread')
    const hash = hashes.subarray(32 * place, 32 * (place + 1))
    return reader.query(hash, { radius: radii[place] ?? 0, limit: everyRow }).matches
  })
  const counts = Uint32Array.from(found, ({ length }) => length)
  const rows = found.flat()
  return {
    counts,
    ids: Uint32Array.from(rows, ({ id }) => id),
    distances: Uint16Array.from(rows, ({ distance }) => distance),
  }
}

parentPort?.on('message', (message: ToThread) => {
  if ('handle' in message) readers.set(message.index, new HammingReader(message.handle))
  else if ('job' in message) {
    runBuildJob(message.job)
    parentPort?.postMessage({ id: message.id, near: null })
  } else {
    const near = search(message)
    parentPort?.postMessage({ id: message.id, near }, [
      near.counts.buffer,
      near.ids.buffer,
      near.distances.buffer,
    ] as ArrayBuffer[])
  }
})
parentPort?.postMessage('ready')
