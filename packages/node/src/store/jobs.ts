import { type CronItem, parseCronItems, type Runner, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import { describeFault } from './describe-fault.ts'
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
  /** Whether this is the only node on the database, which is always so for a private PostgreSQL. */
  alone: boolean
  log: Logger
}): Promise<JobRunner> {
  const { pool, log } = options
  const taskList: TaskList = Object.fromEntries(
    Object.entries(options.tasks).map(([name, task]) => [
      name,
      async (payload) => {
        try {
          await task(payload as Record<string, unknown>)
        } catch (error) {
          // The library logs the error and stores it with the job, so it must contain no data.
          throw new Error(describeFault(error))
        }
      },
    ]),
  )
  const items: CronItem[] = options.cron.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0 } }))
  let runner: Runner | null = null
  let stopped = false
  async function start(): Promise<void> {
    if (options.alone) await freeLeftJobs(pool)
    runner = await run({
      pgPool: pool,
      taskList,
      parsedCronItems: parseCronItems(items),
      concurrency: options.concurrency,
      pollInterval: 1000,
      noHandleSignals: true,
      logger: new WorkerLogger(() => (level, message) => {
        // Messages of the library name tasks and ids, never payloads. Failures are counted and stored with the job.
        if (level === 'error') log.error({ event: 'job.failed', message: message.slice(0, 300) })
        else if (level === 'warning') log.warn({ event: 'job.warning', message: message.slice(0, 300) })
      }),
    })
    // If the database server is killed while a job ends, the runner stops. Restart it, so that the job runs again.
    runner.promise.catch((error: unknown) => {
      if (!stopped) recycle(error)
    })
  }
  let recycling = false
  function recycle(error: unknown): void {
    if (recycling || stopped) return
    recycling = true
    log.warn({ event: 'jobs.interrupted', fault: describeFault(error) })
    const old = runner
    runner = null
    void Promise.race([old?.stop().catch(() => {}), new Promise((resolve) => setTimeout(resolve, restartMs))])
      .then(restart)
      .finally(() => {
        recycling = false
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
    },
  }
}

const restartMs = 500

/**
 * Frees jobs that a process which no longer exists had locked, so that they run again. It may only be called if no
 * other node uses this database.
 */
async function freeLeftJobs(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
       select locked_by from graphile_worker._private_jobs where locked_by is not null
       union select locked_by from graphile_worker._private_job_queues where locked_by is not null))`,
  )
}
