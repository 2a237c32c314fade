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

/** A traveller who was merged into another one. */
export interface MergedTraveller {
  id: string
  merged_into: string | null
}

/**
 * Locks people like `lockPeople` if nobody else has them locked, without waiting: for a transaction that has locked their
 * flights or cases already, because waiting would deadlock. Returns the travellers who were merged into these, or null if
 * somebody else has the locks. The caller must have locked the flights, so that nobody else merges travellers.
 */
export async function tryLockPeople(tx: Tx, travellerIds: readonly string[]): Promise<MergedTraveller[] | null> {
  const ids = [...new Set(travellerIds)].sort()
  if (ids.length === 0) return []
  const { rows } = await sql<{ locked: boolean; merged: MergedTraveller[] }>`select
    (select bool_and(pg_try_advisory_xact_lock(hashtextextended(id, 5))) from unnest(${ids}::text[]) as id) as locked,
    (select coalesce(json_agg(json_build_object('id', t.id, 'merged_into', t.merged_into)), '[]') from traveller t
      where t.merged_into = any(${ids}::uuid[])) as merged`.execute(tx.db)
  const [found] = rows
  return found?.locked === true ? found.merged : null
}
