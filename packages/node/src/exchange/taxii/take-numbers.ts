import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

/**
 * Locks a collection to the end of this transaction and hands out times of adding: `max(now, last + 1 µs)` and on from there, so that they are unique, rise
 * with the order of commits, and a client that asks for what came after its last one misses nothing.
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
