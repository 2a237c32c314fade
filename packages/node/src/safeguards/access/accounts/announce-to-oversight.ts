import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema } from '../../../store/schema.ts'

/**
 * Raises an alarm in the caller's transaction, about oversight accounts or about a change that no second person
 * confirmed. Every oversight account and supervisor sees it, and open desks show it at once.
 */
export async function announceToOversight(
  db: Kysely<Schema>,
  code: 'oversight-removal' | 'oversight-key' | 'reset-alone',
  ref: string,
  now: Date,
): Promise<void> {
  const id = randomUUID()
  await db
    .insertInto('alarm')
    .values({ id, code, at: now, ref, detail: '{}', acknowledged_by: null, acknowledged_at: null })
    .execute()
  await db.insertInto('event').values({ type: 'alarm.raised', ref: id, version: 1 }).execute()
}
