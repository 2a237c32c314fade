import { EventEmitter } from 'node:events'
import type { CronItem, Runner, TaskList, WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import { describeFault } from './describe-fault.ts'
import { parseCronItems, run, Logger as WorkerLogger } from './job-library.ts'
import { followJobLocks } from './job-locks.ts'
import { isRetryable } from './postgres/index.ts'

export type Task = (payload: Record<string, unknown>) => Promise<void>
export interface JobRunner {
  /** Waits for running jobs to end and then stops. */
  stop(): Promise<void>
}

/**
 * Runs the jobs of the node from the queue in the database. A cron item names its task: `{ task, match: '* * * * *' }`.
 */
export async function runJobs(options: {
  pool: pg.Pool
  tasks: Record<string, Task>
  cron: { task: string; match: string }[]
  concurrency: number
  /** How often a worker without a job looks for one. It is notified of new jobs, but not of the end of another job of the same queue. */
  pollMs?: number
  /** Whether this is the only node on the database, which is always so for a private PostgreSQL. */
  alone: boolean
  log: Logger
  /** See `followJobLocks`; tests pass a shorter time. */
  deadAfterMs?: number
}): Promise<JobRunner> {
  const { pool, log } = options
  const locks = followJobLocks(options)
  const taskList: TaskList = Object.fromEntries(
    Object.entries(options.tasks).map(([name, task]) => [
      name,
      async (payload, { job }) => {
        const finish = locks.start(job.id, job.locked_by)
        try {
          await task(payload as Record<string, unknown>)
        } catch (error) {
          // The library logs the error and stores it with the job, so it must contain no data.
          throw new Error(describeFault(error))
        } finally {
          finish()
        }
      },
    ]),
  )
  const items: CronItem[] = options.cron.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0 } }))
  let runner: Runner | null = null
  let id: string | null = null
  let stopped = false
  async function start(): Promise<void> {
    await locks.free()
    const events = new EventEmitter() as WorkerEvents
    events.once('pool:create', ({ workerPool }) => {
      id = workerPool.id
      // If the session is lost meanwhile, the next turn of the locks takes it again.
      locks.begin(id).catch(() => {})
    })
    const started = await run({
      pgPool: pool,
      events,
      taskList,
      parsedCronItems: parseCronItems(items),
      concurrency: options.concurrency,
      pollInterval: options.pollMs ?? usualPollMs,
      noHandleSignals: true,
      logger: new WorkerLogger(() => (level, message) => {
        // Messages of the library name tasks and ids, never payloads. Failures are counted and stored with the job.
        if (level === 'error') log.error({ event: 'job.failed', message: message.slice(0, 300) })
        else if (level === 'warning') log.warn({ event: 'job.warning', message: message.slice(0, 300) })
      }),
    })
    runner = started
    // If the database server is killed while a job ends, the runner stops, with or without an error. Restart it, so
    // that the job runs again.
    const over = (error?: unknown): void => {
      if (runner !== started) return
      runner = null
      recycle(error)
    }
    started.promise.then(over, over)
    // The node may have been stopped while this runner started.
    if (stopped) await started.stop()
  }
  let recycling = false
  function recycle(error: unknown): void {
    if (recycling || stopped) return
    recycling = true
    log.warn({ event: 'jobs.interrupted', fault: describeFault(error) })
    const old = runner
    runner = null
    if (id !== null) locks.end(id)
    void Promise.race([old?.stop().catch(() => {}), new Promise((resolve) => setTimeout(resolve, restartMs))])
      .then(restart)
      .finally(() => {
        recycling = false
        // The new runner may have ended meanwhile.
        if (runner === null) recycle(new Error('the runner ended'))
      })
  }
  // The library ends jobs in batches and does not await failures. Without this handler, a database server killed at
  // that moment would end the node.
  const onRejection = (error: unknown): void => {
    if (!isRetryable(error)) throw error
    recycle(error)
  }
  process.on('unhandledRejection', onRejection)
  async function restart(): Promise<void> {
    while (!stopped) {
      await new Promise((resolve) => setTimeout(resolve, restartMs))
      try {
        if (!stopped) await start()
        return
      } catch {
        log.warn({ event: 'jobs.waiting' })
      }
    }
  }
  await start()
  return {
    async stop() {
      stopped = true
      process.off('unhandledRejection', onRejection)
      await runner?.stop().catch(() => {})
      locks.stop()
    },
  }
}

const restartMs = 500
const usualPollMs = 1000
