import type pg from 'pg'
import { exists } from './tables.ts'

/**
 * Files of the raw folder that rows name, messages and originals of uploads, as paths below the data root, in this connection's snapshot; null where the schema has no
 * messages. A restore asks at the schema of the backup: a migration that renames a table or its column adds the new name here and leaves the old one.
 */
export async function namedFiles(client: pg.ClientBase): Promise<Set<string> | null> {
  if (!(await exists(client, 'public.message'))) return null
  const tables = ['public.message']
  // A database of an older release has no originals.
  if (await exists(client, 'public.upload_original')) tables.push('public.upload_original')
  const { rows } = await client.query<{ path: string }>(
    tables
      .map((table) => `select 'raw/' || raw_file as path from ${table} where raw_file is not null`)
      .join(' union all '),
  )
  return new Set(rows.map(({ path }) => path))
}
