import type { Entry, Finding, ListFormat } from '@entente/contracts'
import { loadList } from '@entente/matching'
import { chunksOf, takeTurns } from '../../store/take-turns.ts'
import { openReadingThread, type ReadingThread } from './reading-thread.ts'

export interface ReadList {
  entries: Entry[]
  findings: Finding[]
}
/** A file up to this size is read in a few milliseconds: not worth a thread. */
const smallBytes = 64 * 1024
/** The thread ends after so long without work. */
const idleMs = 10_000

let thread: ReadingThread | null = null
let idle: ReturnType<typeof setTimeout> | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Reads the entries of a list's file, as `loadList` does. A large file is read in a thread of its own, one after another, and what was read comes over piece
 * by piece: the node goes on answering meanwhile.
 */
export function readList(bytes: Uint8Array, format: ListFormat): Promise<ReadList> {
  if (bytes.length <= smallBytes) {
    const { entries, findings } = loadList(bytes, format)
    return Promise.resolve({ entries, findings: findings as Finding[] })
  }
  const turn = last.then(() => readInThread(bytes, format))
  last = turn.catch(() => {})
  return turn
}

async function readInThread(bytes: Uint8Array, format: ListFormat): Promise<ReadList> {
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

/** What was read, in pieces that cross to another thread in a moment. */
export function* piecesOf({ entries, findings }: ReadList): Generator<ReadList> {
  for (const part of chunksOf(entries, 200)) yield { entries: part, findings: [] }
  for (const part of chunksOf(findings, 1000)) yield { entries: [], findings: part }
}
