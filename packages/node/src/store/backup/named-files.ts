import type pg from 'pg'
import { exists } from './tables.ts'

/** Files of the raw folder that rows name, as paths below the data root, in this connection's snapshot; null where the schema has no messages. */
export async function namedFiles(client: pg.ClientBase): Promise<Set<string> | null> {
  if (!(await exists(client, 'public.message'))) return null
  const { rows } = await client.query<{ path: string }>(
    `select 'raw/' || raw_file as path from public.message where raw_file is not null`,
  )
  return new Set(rows.map(({ path }) => path))
}
