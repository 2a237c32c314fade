import type { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { ListTasks } from './exchange/lists/run-tasks.ts'
import type { FromListsThread, ToListsThread } from './lists-thread.ts'
import { relay } from './read-in-thread.ts'
import type { ReaderThreadData } from './reader-thread.ts'
import type { Database } from './safeguards/access/access-store.ts'
import { startThread } from './start-thread.ts'

export interface ListsThreadDeps {
  db: Database
  log: Logger
  data: ReaderThreadData
  /** Starts a thread; tests pass one that they can end. */
  start?: typeof startThread
}

/** Tasks that another node or an ended thread left are found after at most this time. */
const pollMs = 5_000
/** Room for new objects: an import makes many that live until they are written. */
const youngMegabytes = 64
/** A stopping thread is ended after this time. PostgreSQL then rolls its transactions back. */
const stopMs = 3_000

/**
 * Runs previews, imports and rollbacks of lists in a thread, so that neither requests nor the reading of messages wait
 * for them. The thread starts when a task is there and ends when it is idle. If it fails, for example because a list is
 * larger than its memory, it starts again, and a task that fails repeatedly ends with `task-interrupted`.
 */
export function runListsInThread(deps: ListsThreadDeps): ListTasks {
  const { db, log } = deps
  let thread: Worker | null = null
  let ended: Promise<void> = Promise.resolve()
  let stopped = false
  const send = (message: ToListsThread) => thread?.postMessage(message)

  function start(): void {
    if (stopped || thread !== null) return
    const worker = (deps.start ?? startThread)(import.meta.url, 'lists-thread', {
      workerData: deps.data,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    })
    thread = worker
    worker.on('message', (message: FromListsThread) => relay(log, message.line))
    worker.on('error', (error) =>
      log.error({ event: 'lists.failed', error: error.name, code: (error as { code?: string }).code }),
    )
    ended = new Promise((resolve) => {
      worker.on('exit', (code) => {
        thread = null
        resolve()
        // A task that was stored while the thread ended did not wake it. A failed thread waits for the next poll.
        if (code === 0) look()
      })
    })
  }
  /** Starts the thread if a task waits. While the database is unavailable, a later turn does it. */
  function look(): void {
    if (stopped || thread !== null) return
    const unfinished = db.selectFrom('list_task').select('id').where('finished_at', 'is', null).limit(1)
    unfinished.executeTakeFirst().then(
      (row) => row !== undefined && start(),
      () => {},
    )
  }
  const timer = setInterval(look, pollMs).unref()
  look()
  return {
    wake() {
      if (thread === null) start()
      else send({ type: 'wake' })
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      const worker = thread as Worker | null
      send({ type: 'stop' })
      const late = setTimeout(() => void worker?.terminate(), stopMs)
      await ended
      clearTimeout(late)
    },
  }
}
