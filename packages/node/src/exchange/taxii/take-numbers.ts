import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

/**
 * Locks a collection for the transaction and returns a generator of times of adding, each `max(now, last + 1 µs)`. The
 * times are unique and rise in the order of commits, so that a client which asks for later objects misses none.
 */
export async function lockCollection(tx: Tx, collectionId: string): Promise<{ next(): bigint; keep(): Promise<void> }> {
  const row = await tx.db
    .selectFrom('taxii_collection')
    .select('last_added_us')
    .where('id', '=', collectionId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const before = BigInt(row.last_added_us)
  let last = before
  return {
    next() {
      const now = BigInt(tx.now.getTime()) * 1000n
      last = now > last ? now : last + 1n
      return last
    },
    async keep() {
      if (last === before) return
      await sql`update taxii_collection set last_added_us = ${last.toString()}::bigint where id = ${collectionId}`.execute(
        tx.db,
      )
    },
  }
}
