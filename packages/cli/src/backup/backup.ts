import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
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
  json?: boolean
}

/** Writes a backup; the node may be running. */
async function backup(file: string, options: Options): Promise<void> {
  const { backupTo, withNodeDatabase } = await import('@entente/node')
  const bar = progressBar('backing up')
  const summary = await withNodeDatabase(environmentWith(options), ({ connection, dataRoot }) => {
    return backupTo(resolve(file), {
      connection: connection('entente_owner'),
      dataRoot,
      onProgress: (progress) => bar.update(progress.rows, progress.of),
    })
  })
  bar.end()
  printResult(options.json, summary, () => [
    `${summary.file}: ${summary.rows} rows and ${summary.files} files, ${summary.bytes} bytes, schema ${summary.schemaVersion}`,
    'It contains personal data and keys in plain text: protect it like the node.',
  ])
}

/** Restores a backup. Writes nothing if the file is damaged, if this release cannot read it, or if the node is not empty. */
async function restore(file: string, options: Options): Promise<void> {
  if (!existsSync(file)) throw new CommandFailure('file-not-found', `There is no file ${file}.`)
  const { restoreFrom, withNodeDatabase } = await import('@entente/node')
  const bar = progressBar('restoring')
  const summary = await withNodeDatabase(
    environmentWith(options),
    ({ connection, dataRoot, running }) => {
      if (running)
        throw new CommandFailure(
          'node-running',
          'Stop the node first: a backup is restored into an empty node that is not running.',
        )
      return restoreFrom(resolve(file), {
        connection: connection('entente_owner'),
        dataRoot,
        onProgress: (progress) => bar.update(progress.rows, progress.of),
      })
    },
    // The restore creates the schema of the time of the backup itself.
    { migrate: false },
  )
  bar.end()
  printResult(options.json, summary, () => [
    `restored ${summary.rows} rows and ${summary.files} files of ${summary.createdAt}, schema ${summary.schemaVersion}`,
  ])
}
