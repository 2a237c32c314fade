import type pg from 'pg'
import type { BackupTable } from './format.ts'

/**
 * Tables that a backup leaves out. A restored node creates the records of the schema itself, and must not get sessions
 * and keys of people back, because they may have been ended since, or codes of first accounts, because they may have been used. A draft lives for a day at most, so no copy of it may live longer. A place
 * in the log is a transaction id, and its absence shows that the node was restored. The threads that follow stops end with their node. No backup lifts a rule of the database, or says
 * with its SQL what is masked and deleted: the migrations do.
 */
const leftOut = new Set([
  'public.migration',
  'public.session',
  'public.person_key',
  'public.enrolment_code',
  'public.ended_credential',
  'public.sign_in_try',
  'public.sign_in_pace',
  'public.spent_challenge',
  'public.case_draft',
  'public.name_change',
  'public.stop_worker',
  'public.stop_confirmation',
  'public.retention_root',
  'public.retention_mask',
  'public.retention_link',
  'audit.log_place',
  'audit.lifted_rule',
  'audit.published',
  'audit.ahead',
  'graphile_worker.migrations',
  'graphile_worker._private_known_crontabs',
])

/** Columns that are saved as null, so that a job that was running during the backup can start again. */
const blanked: Record<string, string[]> = {
  'graphile_worker._private_jobs': ['locked_at', 'locked_by'],
  'graphile_worker._private_job_queues': ['locked_at', 'locked_by'],
}

export const tableName = (table: { schema: string; name: string }): string => `${table.schema}.${table.name}`
/** Returns whether a backup leaves a table out. A backup of an older release may contain such a table. */
export const isLeftOut = (table: { schema: string; name: string }): boolean => leftOut.has(tableName(table))
export const isBlanked = (table: BackupTable, column: string): boolean =>
  blanked[tableName(table)]?.includes(column) ?? false

/**
 * Lists the application's tables with the columns that a backup contains. It leaves out generated columns, which the
 * database computes, and `xid8` columns with a default: a transaction id has no meaning in another cluster, so the id
 * of the restoring transaction is used.
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

/**
 * Returns the last migrations of the application and of the job queue, for example `0002-roles, jobs 19`; `none` if
 * there are none.
 */
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

/**
 * Fixes how this session writes values as text, so that backup and restore write the same text. The settings last until
 * the transaction ends.
 */
export async function pinTextForm(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set local search_path = '';
    set local datestyle = 'ISO, YMD';
    set local timezone = 'UTC';
    set local intervalstyle = 'postgres';
    set local bytea_output = 'hex';
    set local extra_float_digits = 1;
    set local xmloption to content;
    set local row_security = off`)
}
