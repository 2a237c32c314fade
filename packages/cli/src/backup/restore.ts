import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { askSecret } from '../command/ask-line.ts'
import { environmentWith } from '../command/environment.ts'
import { CommandFailure } from '../command/failure.ts'
import { printResult } from '../command/output.ts'
import { type DataOptions, onUnmigrated } from './on-unmigrated.ts'

interface Options extends DataOptions {
  identity?: string
  after?: string
  vault?: string
}

/** Registers `entente restore`. */
export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('restore a backup into an empty node')
    .argument('<file>', 'file written by entente backup')
    .option('--identity <file>', 'file with the private key that opens an encrypted backup')
    .option('--after <file>', 'after-backup.jsonl of the former disk; without it FILE.after is used')
    .option(
      '--vault <file>',
      'copy of the keys, or data folder of the living node; without it the keys in the new data folder or the newest copy beside FILE are used',
    )
    .option('--data <folder>', 'data folder of the new node (ENTENTE_DATA)')
    .option('--json', 'print the summary as JSON')
    .action(restore)
}

/** Restores a backup. Writes nothing if the file is damaged, if this release cannot read it, or if the node is not empty. */
async function restore(file: string, options: Options): Promise<void> {
  const { readConfig, readIdentities, restoreNode } = await import('@entente/node')
  const { rootKey: source } = readConfig(environmentWith(options))
  for (const named of [file, options.identity, options.after, options.vault])
    if (named !== undefined && !existsSync(named))
      throw new CommandFailure('file-not-found', `There is no file ${named}.`)
  const identities = options.identity === undefined ? [] : await readIdentities(options.identity)
  const summary = await onUnmigrated(options, 'restoring', ({ running }, target) => {
    if (running)
      throw new CommandFailure(
        'node-running',
        'Stop the node first: a backup is restored into an empty node that is not running.',
      )
    const after = options.after === undefined ? undefined : resolve(options.after)
    const vault = options.vault === undefined ? undefined : resolve(options.vault)
    const ask = process.stdin.isTTY === true ? askSecret : null
    return restoreNode(resolve(file), { ...target, identities, after, vault, source, ask })
  })
  const then = summary.migrated.length > 0 ? `; then ${summary.migrated.length} migrations` : ''
  printResult(options.json, summary, () => [
    `restored ${summary.rows} rows and ${summary.files} files of ${summary.createdAt}, schema ${summary.schemaVersion}${then}`,
    ...(summary.after === null ? [] : [`what happened after the backup: ${summary.after}`]),
    ...(summary.marked ? [marked(summary.knownUntil)] : []),
    ...(summary.keys.vault === null ? [] : [`the keys of sealed records: ${summary.keys.vault}`]),
  ])
  const { shut } = summary.keys
  if (shut > 0)
    throw new CommandFailure(
      'records-shut',
      `${shut} records stay shut: their keys are not there, or are too old. The rest is restored. To open them, restore into another folder with the newest FILE.vault (--vault) and the root key.`,
      1,
    )
}

/** Says what the node will say on every page. */
function marked(knownUntil: string | null): string {
  const known =
    knownUntil === null
      ? 'Nothing is known of the time after the backup'
      : `Nothing is known of the time after ${knownUntil}`
  return `${known}: what ended since is in force again. Every page says so until two people end it. If you have after-backup.jsonl of the former disk, copy it into the data folder before the first start.`
}
