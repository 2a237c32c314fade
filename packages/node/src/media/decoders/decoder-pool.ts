import { startConfined } from '../confine/confined-process.ts'
import type { MediaLimits } from '../confine/limits.ts'
import { Decoder, type Job, type Lost } from './decoder.ts'
import type { DecoderAnswer, DecoderRequest } from './decoder-work.ts'

/** The result of decoding: an answer, or the reason for its absence. */
export type DecoderResult<K = unknown> = (DecoderAnswer & { kind: K }) | { outcome: 'failed' | 'timeout' }

/** Files after which a process is replaced, to end memory leaks and any code that a file injected. */
const filesAProcess = 1000
/**
 * Files sent to a process: one is decoded while the next is transferred, so that the process does not wait between two.
 */
const filesSent = 2
/** Decoders stand back behind the node and its database. */
const niceness = 5

/**
 * A pool of processes that decode images and read texts. Files are queued. A process that crashes, takes too long,
 * writes an invalid answer or meets a damaged file is replaced. The file that it was decoding is decoded once more, unless
 * it used all its CPU time: it would do so again.
 */
export class DecoderPool {
  readonly #limits: MediaLimits
  readonly #size: number
  readonly #startProcess: typeof startConfined
  readonly #decoders = new Set<Decoder>()
  readonly #waiting: Job[] = []
  readonly #starting = new Set<Promise<void>>()
  #closed = false

  /** `start` starts a process; tests pass one that they can watch. */
  constructor(limits: MediaLimits, size: number, start = startConfined) {
    this.#limits = limits
    this.#size = size
    this.#startProcess = start
  }

  /**
   * Decodes and hashes one file. Never rejects. Of several callers whose files wait, the one with the fewest files at work
   * is the next, so that no caller waits for all files of another.
   */
  async hash<R extends DecoderRequest>(file: Uint8Array, request: R, caller = ''): Promise<DecoderResult<R['kind']>> {
    let result = await this.#decode(file, request, caller)
    if (!this.#closed && (result.outcome === 'failed' || result.outcome === 'stalled'))
      result = await this.#decode(file, request, caller)
    if (result.outcome === 'stalled') return { outcome: 'timeout' }
    const answersThis = !('kind' in result) || result.kind === request.kind
    return answersThis ? (result as DecoderResult<R['kind']>) : { outcome: 'failed' }
  }

  /** Ends every process. Queued files are answered `failed`. */
  async close(): Promise<void> {
    this.#closed = true
    // A process that is being started is ended as soon as it runs.
    await Promise.all([...[...this.#decoders].map((decoder) => decoder.end()), ...this.#starting])
    for (const job of this.#waiting.splice(0)) job.done({ outcome: 'failed' })
  }

  #decode(file: Uint8Array, request: DecoderRequest, caller: string): Promise<DecoderAnswer | Lost> {
    return new Promise((done) => {
      this.#waiting.push({ file, request, caller, done })
      this.#dispatch()
    })
  }

  #dispatch(): void {
    if (this.#closed) return
    const wanted = Math.min(this.#waiting.length, this.#size - this.#decoders.size) - this.#starting.size
    for (let i = 0; i < wanted; i += 1) {
      const start = this.#start()
      this.#starting.add(start)
      void start.finally(() => {
        this.#starting.delete(start)
        this.#dispatch()
      })
    }
    while (this.#waiting.length > 0) {
      const next = this.#leastBusy()
      if (next === undefined) return
      next.take(this.#nextJob())
    }
  }

  /** Removes the next job: the first of the caller with the fewest files at work. */
  #nextJob(): Job {
    const counts = new Map<string, number>()
    for (const { caller } of this.#waiting) counts.set(caller, 0)
    for (const decoder of this.#decoders)
      for (const caller of decoder.callers()) counts.set(caller, (counts.get(caller) ?? 0) + 1)
    let next = 0
    for (const [place, { caller }] of this.#waiting.entries()) {
      if ((counts.get(caller) ?? 0) < (counts.get(this.#waiting[next]?.caller ?? '') ?? 0)) next = place
    }
    return this.#waiting.splice(next, 1)[0] as Job
  }

  /** Returns an idle process; if there is none and the pool is full, the one with the fewest files. */
  #leastBusy(): Decoder | undefined {
    const most = this.#decoders.size < this.#size ? 1 : filesSent
    let least: Decoder | undefined
    for (const decoder of this.#decoders) {
      if (decoder.open && decoder.jobs < most && decoder.jobs < (least?.jobs ?? most)) least = decoder
    }
    return least
  }

  async #start(): Promise<void> {
    try {
      const started = await this.#startProcess(import.meta.url, 'decoder-child', this.#limits, niceness)
      const decoder = new Decoder(started, this.#limits, filesAProcess, {
        free: () => this.#dispatch(),
        gone: (unserved) => {
          this.#decoders.delete(decoder)
          this.#waiting.unshift(...unserved)
          if (this.#closed) for (const job of this.#waiting.splice(0)) job.done({ outcome: 'failed' })
          else this.#dispatch()
        },
      })
      this.#decoders.add(decoder)
      if (this.#closed) await decoder.end()
    } catch {
      // No folder or process could be created: that is no fault of the file. The next may succeed.
      this.#waiting.shift()?.done({ outcome: 'stalled' })
    }
  }
}
