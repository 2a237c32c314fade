import type { Entry, Finding, ListFormat } from '@entente/contracts'
import { loadList } from '@entente/matching'
import { chunksOf, takeTurns } from '../../store/take-turns.ts'
import { openReadingThread, type ReadingThread } from './reading-thread.ts'
import type { TaskProgress } from './task-progress.ts'

export interface ReadList {
  entries: Entry[]
  findings: Finding[]
}
/** Files up to this size are read without a thread, because that takes only a few milliseconds. */
const smallBytes = 64 * 1024
/** The thread ends after it was idle for this many milliseconds. */
const idleMs = 10_000

let thread: ReadingThread | null = null
let idle: ReturnType<typeof setTimeout> | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Reads the entries of a list's file, with the same result as `loadList`. Large files are read one at a time in a
 * worker thread, which returns the result in pieces, so that the node keeps answering requests.
 */
export function readList(bytes: Uint8Array, format: ListFormat, progress: TaskProgress): Promise<ReadList> {
  if (bytes.length <= smallBytes) {
    const { entries, findings } = loadList(bytes, format)
    return Promise.resolve({ entries, findings: findings as Finding[] })
  }
  const turn = last.then(() => readInThread(bytes, format, progress))
  last = turn.catch(() => {})
  return turn
}

async function readInThread(bytes: Uint8Array, format: ListFormat, progress: TaskProgress): Promise<ReadList> {
  clearTimeout(idle)
  thread ??= openReadingThread()
  const reading = thread
  try {
    const read: ReadList = { entries: [], findings: [] }
    const next = takeTurns()
    for (let piece = await reading.begin(bytes, format); piece !== null; piece = await reading.next()) {
      read.entries.push(...piece.entries)
      read.findings.push(...piece.findings)
      await next()
      await progress('reading', read.entries.length, null)
    }
    idle = setTimeout(() => void close(reading), idleMs)
    idle.unref()
    return read
  } catch (error) {
    await close(reading)
    throw error
  }
}

async function close(reading: ReadingThread): Promise<void> {
  if (thread === reading) thread = null
  await reading.close()
}

/** Splits a result into pieces that are small enough to transfer quickly between threads. */
export function* piecesOf({ entries, findings }: ReadList): Generator<ReadList> {
  for (const part of chunksOf(entries, 200)) yield { entries: part, findings: [] }
  for (const part of chunksOf(findings, 1000)) yield { entries: [], findings: part }
}
