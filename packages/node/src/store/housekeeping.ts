import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

const hour = 3_600_000
/** A runner fails a task after 24 hours. This is the end of a task that no runner took. */
const neverRan = { code: 'task-expired', detail: 'It waited for more than a day. Nothing was changed.', at: null }

/**
 * Deletes rows that are no longer needed: delivered events, stored answers for repeated requests, ended sessions,
 * attempts to sign in, contents of signed acts on records that ended, expired previews, finished tasks of lists, searches, notes of shifts and of changed names. Fails
 * tasks of lists that never ended, which deletes their files.
 */
export async function housekeep(db: Kysely<Schema>, now: Date): Promise<void> {
  const before = (hours: number) => new Date(now.getTime() - hours * hour)
  await db.deleteFrom('event').where('at', '<', before(24)).execute()
  await db.deleteFrom('idempotency').where('at', '<', before(48)).execute()
  await db.deleteFrom('session').where('last_seen_at', '<', before(24)).execute()
  await db.deleteFrom('spent_challenge').where('at', '<', before(1)).execute()
  await sql`select erase_readings(${now}::timestamptz) where not is_clock_doubtful(${now}::timestamptz)`.execute(db)
  await db.deleteFrom('sign_in_pace').where('free_at', '<', now).execute()
  // Delete rows that `countTry` no longer uses: locks reset after a day without attempts, and an address is known for
  // 30 days.
  const forgotten = sql<boolean>`greatest(last_try_at + interval '1 day', last_right_at + interval '30 days') < ${now}::timestamptz`
  await db.deleteFrom('sign_in_try').where(forgotten).execute()
  // A task that runs nevertheless is rolled back, because it ends only from the state `running`.
  await db
    .updateTable('list_task')
    .set({ state: 'failed', phase: null, finished_at: now, body: null, problem: JSON.stringify(neverRan) })
    .where('finished_at', 'is', null)
    .where('asked_at', '<', before(25))
    .execute()
  // A requested import keeps its preview until it has ended.
  const isAwaited = sql<boolean>`exists (select from list_task t where t.preview_id = import_preview.id and t.finished_at is null)`
  await db
    .deleteFrom('import_preview')
    .where('expires_at', '<', before(1))
    .where((e) => e.not(isAwaited))
    .execute()
  await db.deleteFrom('list_task').where('finished_at', '<', before(24)).execute()
  // By the clock of the database, as the triggers write it.
  await db.deleteFrom('name_change').where('at', '<', sql<Date>`now() - interval '1 day'`).execute()
  await db.deleteFrom('found').where('at', '<', before(24)).execute()
  await db.deleteFrom('shift_handover').where('delete_at', '<', now).execute()
}
