import type { NodeDatabase } from '@entente/node'
import type pg from 'pg'
import { environmentWith } from '../command/environment.ts'
import { progressBar } from '../command/output.ts'

export interface DataOptions {
  data?: string
  database?: string
  json?: boolean
}

/** What a backup and a restore need of the node. */
interface Target {
  connection: pg.ClientConfig
  dataRoot: string
  onProgress: (progress: { rows: number; of: number }) => void
}

/**
 * Opens the node's database with the schema that it has, and shows progress. A backup before an upgrade may be made with
 * the newer release and keeps the older schema; a restore creates the schema of the backup itself.
 */
export async function onUnmigrated<T>(
  options: DataOptions,
  title: string,
  work: (database: NodeDatabase, target: Target) => Promise<T>,
): Promise<T> {
  const { withNodeDatabase } = await import('@entente/node')
  const bar = progressBar(title)
  const done = await withNodeDatabase(
    environmentWith(options),
    (database) =>
      work(database, {
        connection: database.connection('entente_owner'),
        dataRoot: database.dataRoot,
        onProgress: (progress) => bar.update(progress.rows, progress.of),
      }),
    { migrate: false, databaseRoot: options.database },
  )
  bar.end()
  return done
}
