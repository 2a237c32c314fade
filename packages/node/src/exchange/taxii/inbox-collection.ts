import { type SqlBool, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/door.ts'
import type { StoredIn } from './stored-objects.ts'
import type { TaxiiUser } from './users.ts'

/** What members handed in, every version as given; each reads what came from its own member. */
export const storedInbox = (collectionId: string, user: TaxiiUser, now: Date): StoredIn => ({
  from: sql`foreign_object o`,
  seen: sql<SqlBool>`o.collection_id = ${collectionId} and o.member = ${user.member} and o.delete_at > ${now}`,
  key: sql`o.id::text`,
  single: false,
})

/** The bodies of rows as they were given, to the letter, by the key of the row. */
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
