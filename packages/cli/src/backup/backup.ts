import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { backupTo, restoreFrom, withNodeDatabase } from '@entente/node'
import { CommandFailure } from '../failure.ts'
import { printResult, progressBar } from '../output.ts'
import { environmentWith } from '../serve/serve.ts'

interface Options {
  data?: string
  json?: boolean
}

/** Writes a backup; the node may be running and go on working. */
export async function backup(file: string, options: Options): Promise<void> {
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
    'It holds personal data and keys in the clear: keep it as you keep the node.',
  ])
}

/** Fills an empty node from a backup of this release or an older one. Nothing is written where the file is damaged, of a newer release, or the node is not empty. */
export async function restore(file: string, options: Options): Promise<void> {
  if (!existsSync(file)) throw new CommandFailure('file-not-found', `There is no file ${file}.`)
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
    // The restore makes the schema itself, as it was when the backup was made.
    { migrate: false },
  )
  bar.end()
  printResult(options.json, summary, () => [
    `restored ${summary.rows} rows and ${summary.files} files of ${summary.createdAt}, schema ${summary.schemaVersion}`,
    ...(summary.migrated.length > 0
      ? [`migrated them on by ${summary.migrated.length} migrations, to ${summary.migrated.at(-1)}`]
      : []),
  ])
}
