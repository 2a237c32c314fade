import type pg from 'pg'
import type { BackupTable } from './format.ts'

/** What a restored node makes itself, or must not get back: the schema's own records, sign-ins that may have been ended since. */
const leftOut = new Set([
  'public.migration',
  'public.session',
  'public.sign_in_try',
  'public.sign_in_pace',
  'graphile_worker.migrations',
  'graphile_worker._private_known_crontabs',
])

/** Columns saved as null: a job that was running when the backup was made is to be taken up again at once. */
const blanked: Record<string, string[]> = {
  'graphile_worker._private_jobs': ['locked_at', 'locked_by'],
  'graphile_worker._private_job_queues': ['locked_at', 'locked_by'],
}

export const tableName = (table: { schema: string; name: string }): string => `${table.schema}.${table.name}`
/** Left out of a backup; one of an older release may have it all the same. */
export const isLeftOut = (table: { schema: string; name: string }): boolean => leftOut.has(tableName(table))
export const isBlanked = (table: BackupTable, column: string): boolean =>
  blanked[tableName(table)]?.includes(column) ?? false

/**
 * The application's tables with the columns that a backup holds. Not generated columns, which the database computes again, and not
 * `xid8` columns with a default: a transaction's number means nothing in another cluster, so the restoring one takes its place.
 */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(`
    select n.nspname as schema, c.relname as name,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
    from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and not (a.atttypid = 'xid8'::regtype and a.atthasdef)
    where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    group by n.nspname, c.relname
    order by n.nspname, c.relname`)
  return rows.filter((table) => !isLeftOut(table))
}

/** `0002-roles, jobs 19`: the last migrations of the application and of the job queue; `none` where neither is there. */
export async function readSchemaVersion(client: pg.ClientBase): Promise<string> {
  const parts: string[] = []
  if (await exists(client, 'public.migration')) {
    const { rows } = await client.query<{ name: string }>(
      'select name from public.migration order by name desc limit 1',
    )
    if (rows[0]) parts.push(rows[0].name)
  }
  if (await exists(client, 'graphile_worker.migrations')) {
    const { rows } = await client.query<{ id: number | null }>(
      'select max(id)::int as id from graphile_worker.migrations',
    )
    if (rows[0]?.id) parts.push(`jobs ${rows[0].id}`)
  }
  return parts.join(', ') || 'none'
}

export async function exists(client: pg.ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table])
  return rows[0]?.found ?? false
}

/** Fixes how this session writes values as text, so that both sides of a backup write the same. Lasts until the transaction's end. */
export async function pinTextForm(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set local search_path = '';
    set local datestyle = 'ISO, YMD';
    set local timezone = 'UTC';
    set local intervalstyle = 'postgres';
    set local bytea_output = 'hex';
    set local extra_float_digits = 1;
    set local xmloption = 'content';
    set local row_security = off`)
}
