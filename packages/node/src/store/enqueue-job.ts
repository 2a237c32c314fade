import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from './schema.ts'

export interface JobOptions {
  /** One job under this key at a time; a new one replaces it while it waits. */
  jobKey?: string
  /** Jobs of one queue run one after another. */
  queue?: string
  runAt?: Date
  maxAttempts?: number
  /** Lower runs first; where it is not said, what cannot wait behind a backlog of messages (`urgent`) does not. */
  priority?: number
}

/** What a carrier has to be told, and which signals may still be used, is not to wait until ten thousand messages are read. */
const urgent: Readonly<Record<string, number>> = {
  'answer-subject': -20,
  'deliver-answer': -20,
  'settle-interactive': -10,
  // What was changed is used at once, whoever is still to be compared with it.
  'index-signals': -30,
  'rematch-signals': -10,
}
export interface Job {
  task: string
  payload: Record<string, unknown>
  options: JobOptions
}

/** Enqueues a job in the caller's transaction: it exists if and only if the change does. Payloads hold ids, never personal data. */
export async function enqueueJob(
  db: Kysely<Schema>,
  task: string,
  payload: Record<string, unknown>,
  options: JobOptions = {},
): Promise<void> {
  await enqueueJobs([{ task, payload, options }]).execute(db)
}

/** The statement that enqueues these jobs, in this order; those under a key after the others, by key, so that two transactions never wait for each other. */
export function enqueueJobs(jobs: readonly Job[]): RawBuilder<unknown> {
  const keyOf = (job: Job) => job.options.jobKey ?? ''
  const inOrder = [...jobs].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : +(keyOf(one) > keyOf(other))))
  const of = <T>(get: (job: Job) => T) => inOrder.map(get)
  return sql`select graphile_worker.add_job(task, payload => payload::json, queue_name => queue, run_at => run_at, max_attempts => attempts,
    job_key => key, priority => priority)
    from unnest(${of(({ task }) => task)}::text[], ${of(({ payload }) => JSON.stringify(payload))}::text[],
      ${of(({ options }) => options.queue ?? null)}::text[], ${of(({ options }) => options.runAt ?? null)}::timestamptz[],
      ${of(({ options }) => options.maxAttempts ?? 25)}::int[], ${of(({ options }) => options.jobKey ?? null)}::text[],
      ${of(({ task, options }) => options.priority ?? urgent[task] ?? 0)}::int[]) as t (task, payload, queue, run_at, attempts, key, priority)`
}
