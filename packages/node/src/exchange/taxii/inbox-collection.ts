import { type SqlBool, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { StoredIn } from './stored-objects.ts'
import type { TaxiiUser } from './users.ts'

/**
 * Describes how the objects that members submitted are stored: all versions, unchanged. A client reads only objects
 * that its own member submitted.
 */
export const storedInbox = (collectionId: string, user: TaxiiUser, now: Date): StoredIn => ({
  from: sql`foreign_object o`,
  seen: sql<SqlBool>`o.collection_id = ${collectionId} and o.member = ${user.member} and o.delete_at > ${now}`,
  key: sql`o.id::text`,
  oldest: sql<SqlBool>`o.oldest`,
  newest: sql<SqlBool>`o.newest`,
})

/** Reads the bodies of rows exactly as they were submitted, by the key of the row. */
export async function bodiesInbox(tx: Tx, rows: readonly { key: string | null }[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ key }) => key ?? [])
  if (ids.length === 0) return new Map()
  const kept = await tx.db
    .selectFrom('foreign_object')
    .select(['id', 'regime', 'purposes', 'mask_at', 'delete_at', 'raw'])
    .where('id', 'in', ids)
    .execute()
  return new Map(kept.map((row) => [row.id, tx.openRaw(row).toString()]))
}

/**
 * Updates the marks for the oldest and the newest version of each object after a version was added or deleted. The
 * caller must have locked the collection.
 */
export async function markVersions(
  tx: Tx,
  collectionId: string,
  member: string,
  objectIds: readonly string[],
): Promise<void> {
  if (objectIds.length === 0) return
  await sql`
    update foreign_object f set oldest = v.oldest, newest = v.newest from (
      select o.id, version_us = min(version_us) over w as oldest, version_us = max(version_us) over w as newest
      from unnest(${[...objectIds]}::text[]) as asked (id)
        cross join lateral (select * from foreign_object where object_id = asked.id and collection_id is not null offset 0) o
      where o.collection_id = ${collectionId} and o.member = ${member} window w as (partition by o.object_id)
    ) v where v.id = f.id and (f.oldest, f.newest) is distinct from (v.oldest, v.newest)`.execute(tx.db)
}
