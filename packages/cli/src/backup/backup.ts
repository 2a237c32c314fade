import { resolve, sep } from 'node:path'
import type { Command } from 'commander'
import type pg from 'pg'
import { environmentWith } from '../command/environment.ts'
import { CommandFailure } from '../command/failure.ts'
import { printResult } from '../command/output.ts'
import { type DataOptions, onUnmigrated } from './on-unmigrated.ts'
import { registerRestore } from './restore.ts'

interface Options extends DataOptions {
  to: string[]
  clear?: boolean
}

/** Registers `entente backup` and `entente restore`. They export and import all data, because the bundled PostgreSQL has no dump tool. */
export function registerBackup(program: Command): void {
  const command = program
    .command('backup')
    .description('write all data of a node to one encrypted file, running or not')
    .argument('<file>', 'file to write')
    .option(
      '--to <recipient>',
      'public key (age1...) that can open the backup; repeat it for several (ENTENTE_BACKUP_TO)',
      (one: string, earlier: string[]) => [...earlier, one],
      [],
    )
    .option('--clear', 'do not encrypt; only on a node of a single operator')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--database <folder>', 'folder of a separate database service, which runs')
    .option('--json', 'print the summary as JSON')
    .action(backup)
  command
    .command('keygen')
    .description('make the private key that opens backups; run it on another machine than the node')
    .argument('<file>', 'file to write')
    .action((file: string, _options: unknown, self: Command) => keygen(file, self.optsWithGlobals()))
  registerRestore(program)
}

/** Writes a backup; the node may be running. */
async function backup(file: string, options: Options): Promise<void> {
  const { backupTo, noteLastBackup, withClient, writeVaultFile } = await import('@entente/node')
  const recipients = await recipientsOf(options)
  const summary = await onUnmigrated(options, 'backing up', async (_database, target) => {
    if (recipients === 'clear') await refuseClear(target.connection)
    const at = new Date().toISOString()
    const made = await backupTo(resolve(file), { ...target, recipients })
    await noteLastBackup(target.dataRoot, { at, file: made.file, encrypted: recipients !== 'clear' }).catch(
      (error: Error) => process.stderr.write(`entente doctor will not know of this backup: ${error.message}\n`),
    )
    // After the backup: what was erased while it was written has no key in the copy.
    const vault = await withClient(target.connection, (client) =>
      writeVaultFile(made.file, { client, dataRoot: target.dataRoot, recipients, now: new Date() }),
    )
    return { ...made, vault: vault?.file ?? null }
  })
  printResult(options.json, summary, () => [
    `${summary.file}: ${summary.rows} rows and ${summary.files} files, ${summary.bytes} bytes, schema ${summary.schemaVersion}`,
    recipients === 'clear'
      ? 'It contains personal data and keys in plain text: protect it like the node.'
      : `It is encrypted: any of ${recipients.length} private keys opens it.`,
    ...(summary.vault === null
      ? []
      : [`${summary.vault}: the keys of sealed records, which need the root key too. Keep it for at most 7 days.`]),
    ...(summary.after === null ? [] : [`${summary.after}: keep it beside the backup; it names nobody.`]),
  ])
}

/** Returns who can open the backup. A backup for nobody is refused, because a clear one shows everybody who ever was in the records. */
async function recipientsOf(options: Options): Promise<readonly string[] | 'clear'> {
  const { checkRecipients, readConfig, readRecipients } = await import('@entente/node')
  if (options.clear === true) {
    if (options.to.length > 0)
      throw new CommandFailure('usage', 'A backup is encrypted (--to) or not (--clear), not both.')
    return 'clear'
  }
  const recipients =
    options.to.length > 0
      ? readRecipients(options.to.join(','))
      : readConfig(environmentWith(options)).backup.recipients
  if (recipients.length === 0)
    throw new CommandFailure(
      'backup-recipient-missing',
      'A backup is encrypted, and nobody is named who can open it. On another machine, run "entente backup keygen FILE" (or age-keygen -o FILE): it makes a private key, which stays there, and prints its recipient, age1... . On the node, name the recipient with --to or in ENTENTE_BACKUP_TO. No backup was written.',
    )
  await checkRecipients(recipients)
  return recipients
}

/** A node on which several people work has records of real people. A schema of an older release does not tell, so it counts as one. */
async function refuseClear(connection: pg.ClientConfig): Promise<void> {
  const { withClient } = await import('@entente/node')
  const isSingle = await withClient(connection, async (client) => {
    const { rowCount } = await client.query("select where to_regclass('public.founding') is not null")
    if (rowCount === 0) return false
    const { rows } = await client.query<{ single: string | null }>(
      "select to_jsonb(f) ->> 'single_operator' as single from founding f",
    )
    return rows[0]?.single === 'true'
  })
  if (!isSingle)
    throw new CommandFailure(
      'backup-clear-refused',
      'Only a node of a single operator, with invented data, makes a backup that anybody can read. Name a recipient with --to or in ENTENTE_BACKUP_TO. No backup was written.',
    )
}

/** Makes a private key for backups. The node's data folder is the wrong place: a backup of it would contain its own key. */
async function keygen(file: string, options: DataOptions): Promise<void> {
  const { makeIdentity, readConfig } = await import('@entente/node')
  const path = resolve(file)
  const data = resolve(readConfig(environmentWith(options)).dataRoot)
  if (path.startsWith(`${data}${sep}`))
    throw new CommandFailure(
      'identity-on-node',
      `${path} is in the data folder of a node. Run this on another machine: who has the node must not be able to open its backups.`,
    )
  const recipient = await makeIdentity(path, new Date())
  printResult(options.json, { file: path, recipient }, () => [
    `recipient: ${recipient}`,
    `On the node, set ENTENTE_BACKUP_TO=${recipient} or name it with --to.`,
    `${path} is the private key. Keep it in two places, and not on the node: without it nobody can open a backup.`,
  ])
}
