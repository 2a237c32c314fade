// The thread that reads messages: it has its own connections and its own match index, and no routes and no jobs.
import { parentPort, workerData } from 'node:worker_threads'
import type pg from 'pg'
import { niceness } from './lower-priority.ts'
import { openInThread } from './open-in-thread.ts'
import type { BuiltScreener } from './pipeline/gateway/pipeline-steps.ts'
import { keptKinds } from './pipeline/match/kept-signals.ts'
import { createMatchIndex } from './pipeline/match/match-index.ts'
import { matchWithin } from './pipeline/match/match-subjects.ts'
import { startReaders } from './pipeline/read/run-readers.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import { describeFault } from './store/describe-fault.ts'

/** The settings with which the thread starts. */
export interface ReaderThreadData {
  connection: pg.PoolConfig
  dataRoot: string
  node: string
  member: CoreDeps['member']
  logLevel: string
  /** The root key, which the main thread opened. */
  rootKey: Uint8Array
}
/** Messages to the thread. */
export type ToReaderThread =
  | { type: 'wake' }
  | { type: 'ping' }
  | { type: 'apply'; id: number; signalIds: string[] }
  | { type: 'stop' }
/** Messages from the thread. `reading` names the messages that a crash would be blamed on; it is empty after a transaction. */
export type FromReaderThread =
  | { type: 'ready' }
  | { type: 'pong' }
  | { type: 'applied'; id: number; fault: string | null; built?: BuiltScreener | undefined }
  | { type: 'reading'; reader: number; ids: string[] }
  | { type: 'log'; line: string }
  | { type: 'stopped' }

/** Readers use at most one connection each; the index uses the others. */
const connections = 6

const port = parentPort
if (port === null) throw new Error('this module runs in a thread of a node')
const send = (message: FromReaderThread) => port.postMessage(message)
const { core, end, reading } = await openInThread(
  workerData as ReaderThreadData,
  { connections, niceness: niceness.readers, kind: 'readers' },
  (line) => send({ type: 'log', line }),
)
const index = createMatchIndex(core, undefined, { shares: true, keptKinds: keptKinds(reading) })
await index.load()
const readers = startReaders({
  ...{ ...core, gateways: reading },
  matchNow: matchWithin({ ...core, gateways: reading, index }),
  onReading: (reader, ids) => send({ type: 'reading', reader, ids: [...ids] }),
})

port.on('message', (message: ToReaderThread) => {
  if (message.type === 'wake') readers.wake()
  else if (message.type === 'ping') send({ type: 'pong' })
  else if (message.type === 'apply') void apply(message.id, message.signalIds)
  else void stop()
})
send({ type: 'ready' })

async function apply(id: number, signalIds: readonly string[]): Promise<void> {
  try {
    const built = await index.apply(signalIds)
    send({ type: 'applied', id, fault: null, built })
  } catch (error) {
    send({ type: 'applied', id, fault: describeFault(error) })
  }
}

async function stop(): Promise<void> {
  await readers.stop()
  await end()
  send({ type: 'stopped' })
  port?.close()
}
