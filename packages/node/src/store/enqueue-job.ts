import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

export interface JobOptions {
  /** One job under this key at a time; a new one replaces it while it waits. */
  jobKey?: string
  /** Jobs of one queue run one after another. */
  queue?: string
  runAt?: Date
  maxAttempts?: number
  /** Lower runs first. */
  priority?: number
}

/** Enqueues a job in the caller's transaction: it exists if and only if the change does. Payloads hold ids, never personal data. */
export async function enqueueJob(
  db: Kysely<Schema>,
  task: string,
  payload: Record<string, unknown>,
  options: JobOptions = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${task}, payload => ${JSON.stringify(payload)}::json, queue_name => ${options.queue ?? null},
    run_at => ${options.runAt ?? null}::timestamptz, max_attempts => ${options.maxAttempts ?? 25}::int, job_key => ${options.jobKey ?? null},
    priority => ${options.priority ?? 0}::int)`.execute(db)
}
