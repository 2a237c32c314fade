import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BackupOptions, NodeDatabase } from '@entente/node'
import type { Command } from 'commander'
import { environmentWith } from '../command/environment.ts'
import { CommandFailure } from '../command/failure.ts'
import { printResult, progressBar } from '../command/output.ts'

/** Registers `entente backup` and `entente restore`. They export and import all data, because the bundled PostgreSQL has no dump tool. */
export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('write all data of a node to one file, running or not')
    .argument('<file>', 'file to write')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--database <folder>', 'folder of a separate database service, which runs')
    .option('--json', 'print the summary as JSON')
    .action(backup)
  program
    .command('restore')
    .description('restore a backup into an empty node')
    .argument('<file>', 'file written by entente backup')
    .option('--data <folder>', 'data folder of the new node (ENTENTE_DATA)')
    .option('--json', 'print the summary as JSON')
    .action(restore)
}

interface Options {
  data?: string
  database?: string
  json?: boolean
}

/** Writes a backup; the node may be running. */
async function backup(file: string, options: Options): Promise<void> {
  const { backupTo } = await import('@entente/node')
  const summary = await onUnmigrated(options, 'backing up', (_database, backupOptions) =>
    backupTo(resolve(file), backupOptions),
  )
  printResult(options.json, summary, () => [
    `${summary.file}: ${summary.rows} rows and ${summary.files} files, ${summary.bytes} bytes, schema ${summary.schemaVersion}`,
    'It contains personal data and keys in plain text: protect it like the node.',
  ])
}

/** Restores a backup. Writes nothing if the file is damaged, if this release cannot read it, or if the node is not empty. */
async function restore(file: string, options: Options): Promise<void> {
  if (!existsSync(file)) throw new CommandFailure('file-not-found', `There is no file ${file}.`)
  const { restoreFrom } = await import('@entente/node')
  const summary = await onUnmigrated(options, 'restoring', ({ running }, restoreOptions) => {
    if (running)
      throw new CommandFailure(
        'node-running',
        'Stop the node first: a backup is restored into an empty node that is not running.',
      )
    return restoreFrom(resolve(file), restoreOptions)
  })
  const then = summary.migrated.length > 0 ? `; then ${summary.migrated.length} migrations` : ''
  printResult(options.json, summary, () => [
    `restored ${summary.rows} rows and ${summary.files} files of ${summary.createdAt}, schema ${summary.schemaVersion}${then}`,
  ])
}

/**
 * Opens the node's database with the schema that it has, and shows progress. A backup before an upgrade may be made with
 * the newer release and keeps the older schema; a restore creates the schema of the backup itself.
 */
async function onUnmigrated<T>(
  options: Options,
  title: string,
  work: (database: NodeDatabase, options: BackupOptions) => Promise<T>,
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
