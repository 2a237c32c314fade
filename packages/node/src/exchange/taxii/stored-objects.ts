import type { Kysely, RawBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import type { Filters } from './filters.ts'

/** A stored version of an object, as a manifest lists it. */
export interface StoredObject {
  added_us: string
  object_id: string
  version_us: string
  version_text: string
  /** The key with which the body of the object is read. */
  key: string | null
}
export interface ObjectPage {
  rows: StoredObject[]
  more: boolean
}

/**
 * Where the object versions of a collection are stored: a table under the alias `o`, and the condition for rows that a
 * client may see.
 */
export interface StoredIn {
  from: RawBuilder<unknown>
  seen: RawBuilder<SqlBool>
  key: RawBuilder<unknown>
  /** SQL conditions that are true for the first and the last version of an object. */
  oldest: RawBuilder<SqlBool>
  newest: RawBuilder<SqlBool>
}

/**
 * Reads a page of stored objects in the order of adding. The next page starts after the key of the last row, so a page
 * costs the same in a small and a large collection. `newestFirst` is used for the list of an object's versions.
 */
export async function readPage(
  db: Kysely<Schema>,
  stored: StoredIn,
  filters: Filters,
  after: bigint | null,
  options: { objectId?: string; newestFirst?: boolean } = {},
): Promise<ObjectPage> {
  const conditions: RawBuilder<unknown>[] = [stored.seen]
  if (options.objectId !== undefined) conditions.push(sql`o.object_id = ${options.objectId}`)
  if (filters.ids !== null) conditions.push(sql`o.object_id = any(${filters.ids}::text[])`)
  if (filters.types !== null) conditions.push(sql`o.object_type = any(${filters.types}::text[])`)
  if (filters.specVersions !== null && !filters.specVersions.includes('2.1')) conditions.push(sql`false`)
  if (filters.addedAfter !== null) conditions.push(sql`o.added_us > ${filters.addedAfter.toString()}::bigint`)
  if (after !== null)
    conditions.push(
      options.newestFirst === true
        ? sql`o.added_us < ${after.toString()}::bigint`
        : sql`o.added_us > ${after.toString()}::bigint`,
    )
  conditions.push(versionsOf(stored, filters, options.newestFirst === true))
  const order = options.newestFirst === true ? sql`desc` : sql`asc`
  const { rows } = await sql<StoredObject>`
    select o.added_us, o.object_id, o.version_us, o.version_text, ${stored.key} as key from ${stored.from}
    where ${sql.join(conditions, sql` and `)} order by o.added_us ${order} limit ${filters.limit + 1}`.execute(db)
  return { rows: rows.slice(0, filters.limit), more: rows.length > filters.limit }
}

/** Builds the SQL condition for the requested versions. By default this is the last version. */
export function versionsOf(stored: StoredIn, filters: Filters, every = false): RawBuilder<SqlBool> {
  const { versions } = filters
  if (every || versions?.all === true) return sql<SqlBool>`true`
  const wanted: RawBuilder<unknown>[] = []
  if (versions === null || versions.last) wanted.push(stored.newest)
  if (versions?.first === true) wanted.push(stored.oldest)
  const at = versions?.at ?? []
  if (at.length > 0) wanted.push(sql`o.version_us = any(${at.map(String)}::bigint[])`)
  return sql<SqlBool>`(${sql.join(wanted, sql` or `)})`
}
