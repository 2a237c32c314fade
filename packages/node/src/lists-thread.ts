// The thread that runs previews, imports and rollbacks of lists. It has its own connections, and ends when idle.
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import pino from 'pino'
import type { TrialOf } from './exchange/lists/preview-import.ts'
import { startListTasks } from './exchange/lists/run-tasks.ts'
import { gateways } from './gateways/index.ts'
import { openAccess } from './open-access.ts'
import { gatewaysOf } from './pipeline/gateway/gateway.ts'
import { tryEntries } from './pipeline/match/try-entries.ts'
import type { ReaderThreadData } from './reader-thread.ts'
import { createDatabase } from './store/database.ts'
import { openPool } from './store/postgres/index.ts'

export type ToListsThread = { type: 'wake' } | { type: 'stop' }
export type FromListsThread = { type: 'log'; line: string }

/** Two tasks have a transaction, a lock and their progress each. */
const connections = 6
/** The thread ends after this time without a task. */
const idleMs = 30_000
/** On Linux a thread has a priority of its own. The other threads of the node go first. */
const niceness = 10

const port = parentPort
if (port === null) throw new Error('this module runs in a thread of a node')
const { connection, dataRoot, node, member, logLevel } = workerData as ReaderThreadData
const send = (message: FromListsThread) => port.postMessage(message)
const log = pino({ level: logLevel, base: null, timestamp: false }, { write: (line) => send({ type: 'log', line }) })
yieldToOthers()
const pool = openPool(connection, { max: connections, log: (event, fields) => log.warn({ event, ...fields }) })
const db = createDatabase(pool)
const clock = () => new Date()
const { store } = openAccess({ db, node, dataRoot, clock })
const trying = {
  ...{ store, member, clock },
  gateways: gatewaysOf(gateways.flatMap(({ createReader }) => createReader?.() ?? [])),
}
const trialOf: TrialOf = (entries, progress) => tryEntries(trying, entries, progress)
let idle: ReturnType<typeof setTimeout> | undefined
const tasks = startListTasks({ db, store, member, clock, log, trialOf }, (running) => {
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

async function stop(): Promise<void> {
  await tasks.stop()
  await pool.end()
  port?.close()
}

function yieldToOthers(): void {
  if (process.platform !== 'linux') return
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    if (thread !== process.pid) setPriority(thread, niceness)
  } catch (error) {
    log.info({ event: 'lists.priority', code: (error as { code?: string }).code })
  }
}
