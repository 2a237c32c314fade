// The thread that runs previews, imports and rollbacks of lists. It has its own connections, and ends when idle.
import { parentPort, workerData } from 'node:worker_threads'
import type { TrialOf } from './exchange/lists/preview-import.ts'
import { startListTasks } from './exchange/lists/run-tasks.ts'
import { niceness } from './lower-priority.ts'
import { openInThread } from './open-in-thread.ts'
import { tryEntries } from './pipeline/match/try-entries.ts'
import type { ReaderThreadData } from './reader-thread.ts'

export type ToListsThread = { type: 'wake' } | { type: 'stop' }
export type FromListsThread = { type: 'log'; line: string }

/** Two tasks have a transaction, a lock and their progress each. */
const connections = 6
/** The thread ends after this time without a task. */
const idleMs = 30_000

const port = parentPort
if (port === null) throw new Error('this module runs in a thread of a node')
const { core, end, reading } = await openInThread(
  workerData as ReaderThreadData,
  { connections, niceness: niceness.lists, kind: 'lists' },
  (line) => port.postMessage({ type: 'log', line } satisfies FromListsThread),
)
const trialOf: TrialOf = (entries, progress) => tryEntries({ ...core, gateways: reading }, entries, progress)
let idle: ReturnType<typeof setTimeout> | undefined
const tasks = startListTasks({ ...core, trialOf }, (running) => {
  if (running > 0) stayAwake()
  else idle ??= setTimeout(() => void stop(), idleMs)
})

port.on('message', (message: ToListsThread) => {
  stayAwake()
  if (message.type === 'wake') tasks.wake()
  else void stop()
})

function stayAwake(): void {
  clearTimeout(idle)
  idle = undefined
}

let stopping: Promise<void> | null = null
/** Both the idle thread and the stopping node end it, perhaps at the same time. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    await tasks.stop()
    await end()
    port?.close()
  })()
  return stopping
}
