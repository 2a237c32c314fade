import type pg from 'pg'
import { exists } from './tables.ts'

/**
 * Lists the files of the raw folder that rows name, in this connection's snapshot. It reads every table with a column
 * `raw_file`. Paths are relative to the data root. Returns null if the schema has no messages. A restore calls it when
 * the database has the schema of the backup.
 */
export async function namedFiles(client: pg.ClientBase): Promise<Set<string> | null> {
  if (!(await exists(client, 'public.message'))) return null
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', c.table_schema, c.table_name) as name
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and c.column_name = 'raw_file' and t.table_type = 'BASE TABLE' order by 1`,
  )
  const { rows } = await client.query<{ path: string }>(
    tables.rows
      .map(({ name }) => `select 'raw/' || raw_file as path from ${name} where raw_file is not null`)
      .join(' union all '),
  )
  return new Set(rows.map(({ path }) => path))
}
