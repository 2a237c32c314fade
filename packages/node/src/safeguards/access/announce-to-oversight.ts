import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'

/**
 * Raises an alarm in the caller's transaction, about a key of oversight, a change of accounts and roles, or an account.
 * Every oversight account and supervisor sees it, and open desks show it at once.
 */
export async function announceToOversight(
  db: Kysely<Schema>,
  code: 'oversight-key' | 'people-change' | 'account-suspended' | 'nobody-to-consent' | 'second-person-tried',
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
