import { startConfined } from '../confine/confined-process.ts'
import type { MediaLimits } from '../limits.ts'
import { Decoder, type Job } from './decoder.ts'
import type { DecoderAnswer, DecoderRequest } from './decoder-work.ts'

/** What came of decoding: an answer, or why there is none. */
export type DecoderResult<K = unknown> = (DecoderAnswer & { kind: K }) | { outcome: 'failed' | 'timeout' }

/** After so many files a process is replaced: what a decoder leaks, and whatever a file may have planted in it, ends with it. */
const filesAProcess = 1000
/** The file after the one at work is sent ahead, so that a process need not wait for this one between two. */
const filesSent = 2

/**
 * A few processes that decode images and read texts, kept warm. Files wait in turn. A process that breaks off, takes too long, answers something else
 * than an answer or met a damaged file is replaced; only the file it had at work is lost.
 */
export class DecoderPool {
  readonly #limits: MediaLimits
  readonly #size: number
  readonly #decoders = new Set<Decoder>()
  readonly #waiting: Job[] = []
  #starting = 0
  #closed = false

  constructor(limits: MediaLimits, size: number) {
    this.#limits = limits
    this.#size = size
  }

  /** Has one file decoded and hashed. Never rejects. */
  async hash<R extends DecoderRequest>(file: Uint8Array, request: R): Promise<DecoderResult<R['kind']>> {
    const result = await new Promise<DecoderResult>((done) => {
      this.#waiting.push({ file, request, done })
      this.#dispatch()
    })
    const answersThis = !('kind' in result) || result.kind === request.kind
    return answersThis ? (result as DecoderResult<R['kind']>) : { outcome: 'failed' }
  }

  /** Ends every process. Files that still wait are answered `failed`. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#decoders].map((decoder) => decoder.end()))
    for (const job of this.#waiting.splice(0)) job.done({ outcome: 'failed' })
  }

  #dispatch(): void {
    if (this.#closed) return
    const wanted = Math.min(this.#waiting.length, this.#size - this.#decoders.size) - this.#starting
    for (let i = 0; i < wanted; i += 1) void this.#start()
    while (this.#waiting.length > 0) {
      const next = this.#leastBusy()
      if (next === undefined) return
      next.take(this.#waiting.shift() as Job)
    }
  }

  /** Whoever has nothing to do; where all have and no more are being started, whoever has the least. */
  #leastBusy(): Decoder | undefined {
    const most = this.#decoders.size < this.#size ? 1 : filesSent
    let least: Decoder | undefined
    for (const decoder of this.#decoders) {
      if (decoder.open && decoder.jobs < most && decoder.jobs < (least?.jobs ?? most)) least = decoder
    }
    return least
  }

  async #start(): Promise<void> {
    this.#starting += 1
    try {
      const started = await startConfined(import.meta.url, 'decoder-child', this.#limits)
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
      // No folder or no process can be had: a file that waits for one is told, the next may fare better.
      this.#waiting.shift()?.done({ outcome: 'failed' })
    } finally {
      this.#starting -= 1
    }
    this.#dispatch()
  }
}
