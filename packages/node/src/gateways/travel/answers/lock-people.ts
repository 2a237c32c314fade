import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Answers about these travellers follow one another until this act ends: whoever compares what stands with what was told must see what was told last, or
 * two jobs at once tell it twice, and an answer that is being stored is missed. Taken in one order, before anything is read.
 */
export async function lockPeople(tx: Tx, travellerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(travellerIds)].sort()
  if (ids.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 5)) from unnest(${ids}::text[]) as id`.execute(tx.db)
}
