import { type CronItem, parseCronItems, type Runner, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import { describeFault } from './describe-fault.ts'
import { isRetryable } from './postgres/index.ts'

export type Task = (payload: Record<string, unknown>) => Promise<void>
export interface JobRunner {
  /** Lets running jobs end, then stops. */
  stop(): Promise<void>
}

/** Runs the node's jobs from the database in which they were enqueued. Cron items name their task: `{ task, match: '* * * * *' }`. */
export async function runJobs(options: {
  pool: pg.Pool
  tasks: Record<string, Task>
  cron: { task: string; match: string }[]
  concurrency: number
  /** Whether no other node works on this database: the private PostgreSQL has one node only. */
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
        // The library's own messages name tasks and ids, never payloads. Failures are counted and stored with the job.
        if (level === 'error') log.error({ event: 'job.failed', message: message.slice(0, 300) })
        else if (level === 'warning') log.warn({ event: 'job.warning', message: message.slice(0, 300) })
      }),
    })
    // A server killed while a job ends stops the runner. It is restarted, and the job with it.
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
  // The library ends jobs in batches and does not await failures: a server killed at that moment must not end the node.
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

/** Frees jobs locked by a process that is gone, so that they run again. Only if no other node works on this database. */
async function freeLeftJobs(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
       select locked_by from graphile_worker._private_jobs where locked_by is not null
       union select locked_by from graphile_worker._private_job_queues where locked_by is not null))`,
  )
}
