import { parentPort, workerData } from 'node:worker_threads'
import { bruteForce, flipped, numbers, randomHash } from './hamming.fixture.ts'
import { HammingReader, type HammingReaderHandle } from './hamming-reader.ts'

/** Computes the hash of an id from the id alone, so that a thread can check results without a list of rows. */
export const hashOf = (id: number): Uint8Array => randomHash(numbers(id * 2_654_435_761 + 17), 32)

export interface ReadingTask {
  handle: HammingReaderHandle
  /** The number of the thread. */
  seed: number
  /** Ids below this number are always present. The test adds and removes ids from this number up to twice the number. */
  lasting: number
  /** A word that becomes 1 to stop the thread. */
  stop: SharedArrayBuffer
  /** One word per thread: the number of its queries. */
  queries: SharedArrayBuffer
}

/** Searches until `stop` is 1 and returns the faults found. Every result must contain the lasting ids and no impossible ids. */
function read({ handle, seed, lasting, stop, queries }: ReadingTask): string[] {
  const reader = new HammingReader(handle)
  const below = numbers(seed + 5)
  const [stopped, counts] = [new Int32Array(stop), new Int32Array(queries)]
  const faults: string[] = []
  while (Atomics.load(stopped, 0) === 0 && faults.length < 5) {
    const id = below(2 * lasting)
    const distance = below(40)
    const query = flipped(hashOf(id), distance, below)
    const { matches } = Atomics.add(counts, seed, 1) % 2 === 0 ? reader.query(query) : reader.scan(query)
    if (id < lasting && matches.some((match) => match.id === id) !== distance <= 31) faults.push(`${id} at ${distance}`)
    for (const match of matches) {
      const expected = bruteForce(new Map([[match.id, hashOf(match.id)]]), query).matches[0]
      if (match.id >= 2 * lasting || expected?.distance !== match.distance) faults.push(`${match.id} is no match`)
    }
  }
  return faults
}

if (parentPort !== null && workerData !== null && 'handle' in workerData) parentPort.postMessage(read(workerData))
