import { type ConfinedProcess, startConfined } from '../confine/confined-process.ts'
import type { MediaLimits } from '../limits.ts'
import { DecoderAnswer, type DecoderRequest, frameRequest } from './decoder-work.ts'

/** What came of decoding: an answer, or why there is none. */
export type DecoderResult<K = unknown> = (DecoderAnswer & { kind: K }) | { outcome: 'failed' | 'timeout' }

interface Job {
  file: Uint8Array
  request: DecoderRequest
  done: (result: DecoderResult) => void
}

/** After so many files a process is replaced: what a decoder leaks, and whatever a file may have planted in it, ends with it. */
const filesAProcess = 1000
const longestAnswer = 32e6

/**
 * A few processes that decode images and read texts, kept warm. Files wait in turn. A process that breaks off, takes too long, answers something else than an answer
 * or met a damaged file is replaced; only the file it had is lost.
 */
export class DecoderPool {
  readonly #limits: MediaLimits
  readonly #size: number
  readonly #idle: Decoder[] = []
  readonly #all = new Set<Decoder>()
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
    return 'kind' in result && result.kind !== request.kind
      ? { outcome: 'failed' }
      : (result as DecoderResult<R['kind']>)
  }

  /** Ends every process. Files that still wait are answered `failed`. */
  async close(): Promise<void> {
    this.#closed = true
    for (const job of this.#waiting.splice(0)) job.done({ outcome: 'failed' })
    await Promise.all([...this.#all].map((decoder) => decoder.end()))
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const decoder = this.#idle.pop()
      if (decoder === undefined) break
      const job = this.#waiting.shift() as Job
      void decoder.work(job, this.#limits.imageSeconds).then((keep) => this.#take(decoder, keep))
    }
    const wanted = Math.min(this.#waiting.length, this.#size - this.#all.size) - this.#starting
    for (let i = 0; i < wanted; i += 1) void this.#start()
  }

  async #start(): Promise<void> {
    this.#starting += 1
    try {
      const started = await startConfined(import.meta.url, 'decoder-child', this.#limits)
      const decoder = new Decoder(started)
      this.#all.add(decoder)
      void started.ended.then(() => this.#forget(decoder))
      if (this.#closed) await decoder.end()
      else this.#idle.push(decoder)
    } catch {
      // No folder or no process can be had: a file that waits for one is told, the next may fare better.
      this.#waiting.shift()?.done({ outcome: 'failed' })
    } finally {
      this.#starting -= 1
    }
    this.#dispatch()
  }

  #take(decoder: Decoder, keep: boolean): void {
    if (keep && !this.#closed) this.#idle.push(decoder)
    else {
      this.#forget(decoder)
      void decoder.end()
    }
    this.#dispatch()
  }

  #forget(decoder: Decoder): void {
    this.#all.delete(decoder)
    const place = this.#idle.indexOf(decoder)
    if (place >= 0) this.#idle.splice(place, 1)
  }
}

/** One process: one file at a time. */
class Decoder {
  readonly #process: ConfinedProcess
  #files = 0
  #answer: ((line: string | null) => void) | null = null
  #heard = ''

  constructor(started: ConfinedProcess) {
    this.#process = started
    started.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#hear(text))
    void started.ended.then(() => this.#answer?.(null))
  }

  /** Answers the job; true where the process may have another file. */
  async work({ file, request, done }: Job, seconds: number): Promise<boolean> {
    this.#files += 1
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.#process.kill()
    }, seconds * 1000)
    const line = await new Promise<string | null>((resolve) => {
      this.#answer = resolve
      const { stdin, exitCode, signalCode } = this.#process.child
      if (exitCode !== null || signalCode !== null) return resolve(null)
      stdin?.write(frameRequest(request, file.length))
      stdin?.write(file)
    })
    clearTimeout(timer)
    this.#answer = null
    const answer = line === null ? null : readAnswer(line)
    done(answer ?? { outcome: late ? 'timeout' : 'failed' })
    return (answer?.outcome === 'decoded' || answer?.outcome === 'too-large') && this.#files < filesAProcess
  }

  end(): Promise<void> {
    this.#process.kill()
    return this.#process.ended
  }

  #hear(text: string): void {
    this.#heard += text
    const end = this.#heard.indexOf('\n')
    if (end < 0) {
      if (this.#heard.length > longestAnswer) this.#process.kill()
      return
    }
    const line = this.#heard.slice(0, end)
    this.#heard = ''
    this.#answer?.(line)
  }
}

function readAnswer(line: string): DecoderAnswer | null {
  try {
    return DecoderAnswer.parse(JSON.parse(line))
  } catch {
    return null
  }
}
