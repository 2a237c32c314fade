import type { ConfinedProcess } from '../confine/confined-process.ts'
import { limitWork, type OverLimit } from '../confine/limit-work.ts'
import type { MediaLimits } from '../confine/limits.ts'
import { DecoderAnswer, type DecoderRequest, frameRequest, ready } from './decoder-work.ts'

export interface Job {
  /** The sender or person for whom the file is decoded. */
  caller: string
  file: Uint8Array
  request: DecoderRequest
  done: (result: DecoderAnswer | Lost) => void
}
/**
 * A file without an answer. `failed`: its process crashed. `timeout`: decoding used all its CPU time. `stalled`: it had
 * not used it in ten times that on the clock.
 */
export interface Lost {
  outcome: 'failed' | 'timeout' | 'stalled'
}

const longestAnswer = 32e6
/** Outcomes after which the process may continue. */
const sound = new Set(['decoded', 'capped', 'too-large'])

/** One process that decodes file after file. The next file may be sent to it while it decodes. */
export class Decoder {
  readonly #process: ConfinedProcess
  readonly #seconds: number
  readonly #free: () => void
  #atWork: Job | null = null
  readonly #ahead: Job[] = []
  #filesLeft: number
  /** Ends the limit of what the process does now. */
  #endLimit: () => void
  #ready = false
  #over: OverLimit | null = null
  #received = ''

  /**
   * `free` is called when the process may take another job. `gone` is called when it has ended, with the jobs that it had
   * not begun.
   */
  constructor(
    started: ConfinedProcess,
    limits: Pick<MediaLimits, 'startSeconds' | 'imageSeconds'>,
    files: number,
    on: { free: () => void; gone: (unserved: Job[]) => void },
  ) {
    this.#process = started
    this.#seconds = limits.imageSeconds
    const starting = setTimeout(() => this.#giveUp('clock'), limits.startSeconds * 1000)
    this.#endLimit = () => clearTimeout(starting)
    this.#filesLeft = files
    this.#free = on.free
    started.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#receive(text))
    void started.ended.then(() => {
      this.#endLimit()
      this.#filesLeft = 0
      this.#atWork?.done({ outcome: this.#over === null ? 'failed' : this.#over === 'cpu' ? 'timeout' : 'stalled' })
      this.#atWork = null
      on.gone(this.#ahead.splice(0))
    })
  }

  get jobs(): number {
    return (this.#atWork === null ? 0 : 1) + this.#ahead.length
  }

  /** Returns the caller of each of its jobs. */
  callers(): string[] {
    return [...(this.#atWork === null ? [] : [this.#atWork]), ...this.#ahead].map(({ caller }) => caller)
  }

  /** False if the process is to be replaced. */
  get open(): boolean {
    return this.#filesLeft > 0
  }

  take(job: Job): void {
    this.#filesLeft -= 1
    if (this.#atWork === null) this.#begin(job)
    else this.#ahead.push(job)
    const { stdin } = this.#process.child
    stdin?.write(frameRequest(job.request, job.file.length))
    stdin?.write(job.file)
  }

  end(): Promise<void> {
    this.#filesLeft = 0
    this.#process.kill()
    return this.#process.ended
  }

  #begin(job: Job): void {
    this.#atWork = job
    if (this.#ready) this.#limit()
  }

  #limit(): void {
    const { pid } = this.#process.child
    if (pid !== undefined) this.#endLimit = limitWork(pid, this.#seconds, (why) => this.#giveUp(why))
  }

  #giveUp(why: OverLimit): void {
    this.#over = why
    void this.end()
  }

  #receive(text: string): void {
    const lines = (this.#received + text).split('\n')
    this.#received = lines.pop() ?? ''
    if (this.#received.length > longestAnswer) void this.end()
    if (!this.#ready && lines.length > 0) {
      this.#endLimit()
      if (lines.shift() !== JSON.stringify(ready)) return void this.end()
      this.#ready = true
      if (this.#atWork !== null) this.#limit()
    }
    for (const line of lines) this.#answer(readAnswer(line))
  }

  #answer(answer: DecoderAnswer | null): void {
    const job = this.#atWork
    // An invalid or unexpected answer: the process may be taken over by a file, so it is ended.
    if (answer === null || job === null) return void this.end()
    this.#endLimit()
    this.#atWork = null
    job.done(answer)
    if (!sound.has(answer.outcome)) return void this.end()
    const next = this.#ahead.shift()
    if (next !== undefined) this.#begin(next)
    if (this.open) this.#free()
    else if (next === undefined) void this.end()
  }
}

function readAnswer(line: string): DecoderAnswer | null {
  try {
    return DecoderAnswer.parse(JSON.parse(line))
  } catch {
    return null
  }
}
