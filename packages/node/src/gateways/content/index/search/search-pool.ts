import { type BuildJob, type HammingIndex, runBuildJob } from '@entente/matching'
import { SearchThread } from './search-thread-client.ts'

/** The rows near one query, by distance and id. */
export interface Near {
  ids: Uint32Array
  distances: Uint16Array
}
interface Question {
  index: HammingIndex
  hash: Uint8Array
  radius: number
  resolve: (near: Near) => void
  reject: (error: unknown) => void
}

/** Rows below which searching takes less time than a message to a thread. */
const usuallyWorth = 50_000
/** Rows below which a segment is built in a few milliseconds. */
const smallSegment = 20_000
const mostInAMessage = 32
/** Wait before a lost thread is replaced: its cause may end the next one too. */
const restMs = 5000

/**
 * Threads that search Hamming indexes and build their segments, so that the thread of requests does neither. They start
 * with the first index that is large enough; until they are ready, and without them, the caller searches itself. The
 * threads share the memory of the index: the next search finds every change.
 */
export class SearchPool {
  readonly #size: number
  readonly #worthIt: number
  #threads: SearchThread[] = []
  #builder: SearchThread | null = null
  #questions: Question[] = []
  readonly #numbers = new WeakMap<HammingIndex, number>()
  #next = 1
  #closed = false
  #restUntil = 0

  constructor({ threads, worthIt = usuallyWorth }: { threads: number; worthIt?: number }) {
    this.#size = threads
    this.#worthIt = worthIt
  }

  /** Returns whether threads are ready to search an index of this size. Starts them if they are missing and useful. */
  takes({ size }: Pick<HammingIndex, 'size'>): boolean {
    if (this.#size === 0 || this.#closed || size < this.#worthIt) return false
    if (this.#threads.some(({ ended }) => ended)) {
      this.#threads = this.#threads.filter(({ ended }) => !ended)
      this.#restUntil = performance.now() + restMs
    }
    while (this.#threads.length < this.#size && performance.now() >= this.#restUntil)
      this.#threads.push(new SearchThread(() => {}))
    return this.#threads.some(({ ready }) => ready)
  }

  /**
   * Finds every row within the radius of a hash of 32 bytes; call `takes` first. Rejects if the thread ended: the
   * caller then searches itself.
   */
  near(index: HammingIndex, hash: Uint8Array, radius: number): Promise<Near> {
    return new Promise((resolve, reject) => {
      this.#questions.push({ index, hash, radius, resolve, reject })
      // Queries of one turn of the event loop are sent in one message.
      if (this.#questions.length === 1) queueMicrotask(() => this.#send())
    })
  }

  /** Builds a segment; used as the `build` option of a `HammingIndex`. */
  readonly build = async (job: BuildJob): Promise<void> => {
    const rows = job.kind === 'tables' ? job.rows : job.blocks.reduce((sum, { rows }) => sum + rows, 0)
    if (this.#size === 0 || this.#closed || rows < smallSegment) return runBuildJob(job)
    if (this.#builder === null || this.#builder.ended) this.#builder = new SearchThread(() => {})
    await this.#builder.build(job)
  }

  /** Ends the threads. The caller then searches itself. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#threads, ...(this.#builder === null ? [] : [this.#builder])].map((t) => t.close()))
  }

  #send(): void {
    const questions = this.#questions
    this.#questions = []
    const ready = this.#threads.filter((thread) => thread.ready && !thread.ended)
    const share = Math.min(mostInAMessage, Math.ceil(questions.length / Math.max(1, ready.length)))
    for (let from = 0; from < questions.length; from += share) {
      const part = questions.slice(from, from + share)
      const thread = ready.reduce<SearchThread | null>((a, b) => (a !== null && a.load <= b.load ? a : b), null)
      void ask(thread, part, (index) => this.#numberOf(index))
    }
  }

  #numberOf(index: HammingIndex): number {
    const number = this.#numbers.get(index) ?? this.#next++
    this.#numbers.set(index, number)
    return number
  }
}

async function ask(thread: SearchThread | null, part: readonly Question[], numberOf: (index: HammingIndex) => number) {
  try {
    if (thread === null) throw new Error('no thread is there')
    const hashes = new Uint8Array(32 * part.length)
    for (const [place, { hash }] of part.entries()) hashes.set(hash, 32 * place)
    const indexes = part.map(({ index }) => [numberOf(index), index] as const)
    const { counts, ids, distances } = await thread.search(indexes, {
      radii: part.map(({ radius }) => radius),
      hashes,
    })
    let from = 0
    for (const [place, { resolve }] of part.entries()) {
      const to = from + (counts[place] ?? 0)
      resolve({ ids: ids.subarray(from, to), distances: distances.subarray(from, to) })
      from = to
    }
  } catch (error) {
    for (const { reject } of part) reject(error)
  }
}
