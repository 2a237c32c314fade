import { type CronItem, parseCronItems, type Runner, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import { describeFault } from './describe-fault.ts'

export type Task = (payload: Record<string, unknown>) => Promise<void>
export interface JobRunner {
  /** Lets running jobs end, then stops. */
  stop(): Promise<void>
}

/** Runs the node's jobs from the database they were enqueued in. Cron items name their task: `{ task, match: '* * * * *' }`. */
export async function runJobs(options: {
  pool: pg.Pool
  tasks: Record<string, Task>
  cron: { task: string; match: string }[]
  concurrency: number
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
          // The library logs the error and keeps it with the job: neither may hold what was at work.
          throw new Error(describeFault(error))
        }
      },
    ]),
  )
  const items: CronItem[] = options.cron.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0 } }))
  const runner: Runner = await run({
    pgPool: pool,
    taskList,
    parsedCronItems: parseCronItems(items),
    concurrency: options.concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: new WorkerLogger(() => (level, message) => {
      // The library's own messages name tasks and ids, never payloads; failures are counted and kept with the job.
      if (level === 'error') log.error({ event: 'job.failed', message: message.slice(0, 300) })
      else if (level === 'warning') log.warn({ event: 'job.warning', message: message.slice(0, 300) })
    }),
  })
  return { stop: () => runner.stop() }
}
