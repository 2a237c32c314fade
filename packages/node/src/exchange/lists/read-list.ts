import type { Entry, Finding, ListFormat } from '@entente/contracts'
import { loadList } from '@entente/matching'
import { fail } from '../../errors.ts'
import { chunksOf, takeTurns } from '../../store/take-turns.ts'
import { openReadingThread, type ReadingThread } from './reading-thread.ts'
import type { TaskProgress } from './task-progress.ts'

export interface ReadList {
  entries: Entry[]
  findings: Finding[]
}
/** Reads the files of lists, one at a time. */
export interface ListReader {
  /**
   * Reads the entries of a list's file, with the same result as `loadList`. Rejects with the error of `progress`. Error:
   * `file-unreadable` if a step of the reading takes longer than five minutes.
   */
  read(bytes: Uint8Array, format: ListFormat, progress: TaskProgress): Promise<ReadList>
}
/** Files up to this size are read without a thread, because that takes only a few milliseconds. */
const smallBytes = 64 * 1024
/** The thread ends after it was idle for this many milliseconds. */
const idleMs = 10_000
/** The most milliseconds until the thread gives the next piece. A large file takes seconds. */
const mostStepMs = 300_000
const everyMs = 1_000

/**
 * Returns a reader with a worker thread of its own for large files. The thread returns the result in pieces, so that the
 * node keeps answering requests.
 */
export function listReader({ open = openReadingThread, mostMs = mostStepMs } = {}): ListReader {
  let thread: ReadingThread | null = null
  let idle: ReturnType<typeof setTimeout> | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function close(reading: ReadingThread): Promise<void> {
    if (thread === reading) thread = null
    await reading.close()
  }
  async function readInThread(bytes: Uint8Array, format: ListFormat, progress: TaskProgress): Promise<ReadList> {
    clearTimeout(idle)
    thread ??= open()
    const reading = thread
    try {
      const read: ReadList = { entries: [], findings: [] }
      const report = () => progress('reading', read.entries.length, null)
      const next = takeTurns()
      const step = (piece: Promise<ReadList | null>) => withinLimit(piece, mostMs, report)
      for (let piece = await step(reading.begin(bytes, format)); piece !== null; piece = await step(reading.next())) {
        read.entries.push(...piece.entries)
        read.findings.push(...piece.findings)
        await next()
        await report()
      }
      idle = setTimeout(() => void close(reading), idleMs)
      idle.unref()
      return read
    } catch (error) {
      await close(reading)
      throw error
    }
  }
  return {
    async read(bytes, format, progress) {
      if (bytes.length <= smallBytes) {
        const { entries, findings } = loadList(bytes, format)
        return { entries, findings: findings as Finding[] }
      }
      const turn = last.then(() => readInThread(bytes, format, progress))
      last = turn.catch(() => {})
      return turn
    },
  }
}

/** Waits for a step of the reading, for at most `mostMs`, and reports each second, which ends a cancelled task. */
async function withinLimit<T>(step: Promise<T>, mostMs: number, report: () => Promise<void> | undefined): Promise<T> {
  const until = performance.now() + mostMs
  const done = step.then((value) => ({ value }))
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined
    const pause = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, Math.min(everyMs, mostMs), null)
    })
    try {
      const ended = await Promise.race([done, pause])
      if (ended !== null) return ended.value
    } finally {
      clearTimeout(timer)
    }
    if (performance.now() >= until) throw fail('file-unreadable', { detail: tooSlow })
    await report()
  }
}
const tooSlow = 'Reading the file took longer than five minutes and was stopped. Nothing was changed.'

/** Splits a result into pieces that are small enough to transfer quickly between threads. */
export function* piecesOf({ entries, findings }: ReadList): Generator<ReadList> {
  for (const part of chunksOf(entries, 200)) yield { entries: part, findings: [] }
  for (const part of chunksOf(findings, 1000)) yield { entries: [], findings: part }
}
