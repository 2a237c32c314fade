import { type RawBuilder, sql } from 'kysely'

export interface JobOptions {
  /** Only one job with this key waits at a time; a new one replaces it. */
  jobKey?: string
  /** Jobs of one queue run one after another. */
  queue?: string
  runAt?: Date
  maxAttempts?: number
  /** Lower runs first. Default: the priority of the job's type. */
  priority?: number
}

export interface Job {
  task: string
  payload: object
  options: JobOptions
}

/**
 * Returns the statement that enqueues these jobs in this order. Jobs with a key come last, sorted by key, so that two transactions do not
 * deadlock.
 */
export function enqueueJobs(jobs: readonly Job[]): RawBuilder<unknown> {
  const keyOf = (job: Job) => job.options.jobKey ?? ''
  const inOrder = [...jobs].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : +(keyOf(one) > keyOf(other))))
  const of = <T>(get: (job: Job) => T) => inOrder.map(get)
  return sql`select graphile_worker.add_job(task, payload => payload::json, queue_name => queue, run_at => run_at, max_attempts => attempts,
    job_key => key, priority => priority)
    from unnest(${of(({ task }) => task)}::text[], ${of(({ payload }) => JSON.stringify(payload))}::text[],
      ${of(({ options }) => options.queue ?? null)}::text[], ${of(({ options }) => options.runAt ?? null)}::timestamptz[],
      ${of(({ options }) => options.maxAttempts ?? 25)}::int[], ${of(({ options }) => options.jobKey ?? null)}::text[],
      ${of(({ options }) => options.priority ?? 0)}::int[]) as t (task, payload, queue, run_at, attempts, key, priority)`
}
