import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'

/**
 * A kind of job: its name in the queue, the schema of its payload, and its default priority (a lower number runs
 * first).
 */
export interface JobType<P extends object = object> {
  readonly name: string
  readonly payload: z.ZodType<P>
  readonly priority: number
  /**
   * Whether the job is a topic. Several modules may have work for a topic; it runs in the order of the modules. Every
   * other job has exactly one piece of work.
   */
  readonly isTopic: boolean
}

/**
 * Declares a kind of job. The compiler checks the payload when the job is enqueued, and the schema checks it when the
 * job runs. A payload contains ids and counts but never personal data, because the queue stores it unencrypted.
 */
export function defineJob<P extends object>(
  name: string,
  payload: z.ZodType<P>,
  options: { priority?: number } = {},
): JobType<P> {
  return { name, payload, priority: options.priority ?? 0, isTopic: false }
}

/** Declares a topic: a job for which several modules may have work. */
export function defineTopic<P extends object>(
  name: string,
  payload: z.ZodType<P>,
  options: { priority?: number } = {},
): JobType<P> {
  return { ...defineJob(name, payload, options), isTopic: true }
}

/** A job together with the work that it starts. */
export interface JobWork {
  readonly job: JobType
  /** Parses the payload and does the work. An invalid payload throws, which fails the job. */
  run(payload: unknown): Promise<void>
}

/** Connects a job with its work. The result is listed in a module's `jobs`, or in `follows` if the job is a topic. */
export function doJob<P extends object>(job: JobType<P>, work: (payload: P) => unknown): JobWork {
  return {
    job: job as unknown as JobType,
    async run(payload) {
      await work(job.payload.parse(payload))
    },
  }
}

export interface JobOptions {
  /** Only one job with this key waits at a time; a new job replaces the one that waits. */
  jobKey?: string
  /** A waiting job with this key keeps its time when this job replaces it, so that a row of jobs does not delay it without end. */
  keepsTime?: boolean
  /** Jobs in the same queue run one after another. */
  queue?: string
  runAt?: Date
  maxAttempts?: number
  /** A lower number runs first. The default is the priority of the kind of job. */
  priority?: number
}

export interface Job {
  task: string
  payload: object
  options: JobOptions
}

/**
 * Returns the SQL statement that enqueues these jobs in the given order. Jobs with a key come last and are sorted by
 * key, so that two transactions do not deadlock.
 */
export function enqueueJobs(jobs: readonly Job[]): RawBuilder<unknown> {
  const keyOf = (job: Job) => job.options.jobKey ?? ''
  const inOrder = [...jobs].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : +(keyOf(one) > keyOf(other))))
  const of = <T>(get: (job: Job) => T) => inOrder.map(get)
  return sql`select graphile_worker.add_job(task, payload => payload::json, queue_name => queue, run_at => run_at, max_attempts => attempts,
    job_key => key, job_key_mode => mode, priority => priority)
    from unnest(${of(({ task }) => task)}::text[], ${of(({ payload }) => JSON.stringify(payload))}::text[],
      ${of(({ options }) => options.queue ?? null)}::text[], ${of(({ options }) => options.runAt ?? null)}::timestamptz[],
      ${of(({ options }) => options.maxAttempts ?? 25)}::int[], ${of(({ options }) => options.jobKey ?? null)}::text[],
      ${of(({ options }) => (options.keepsTime === true ? 'preserve_run_at' : 'replace'))}::text[],
      ${of(({ options }) => options.priority ?? 0)}::int[]) as t (task, payload, queue, run_at, attempts, key, mode, priority)`
}
