import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Serialises answers about these travellers until the transaction ends: a job that compares the outcome with the last
 * answer must see the last answer. Otherwise two concurrent jobs send it twice, or miss an answer that is being stored.
 * The locks are taken in one order, before any read.
 */
export async function lockPeople(tx: Tx, travellerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(travellerIds)].sort()
  if (ids.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 5)) from unnest(${ids}::text[]) as id`.execute(tx.db)
}
