import type { Command } from 'commander'
import { CommandFailure } from '../command/failure.ts'

/** Collects an option that may be given several times. */
const each = (value: string, before: readonly string[] = []): string[] => [...before, value]

/** Registers `entente retention`: legal regimes, sweeps, proofs of deletion, and a search for a text in stored bytes. */
export function registerRetention(program: Command): void {
  const retention = program.command('retention').description('masking and deletion: regimes, sweeps, proofs')
  const added = (name: string, description: string) =>
    retention.command(name).description(description).option('--json', 'print as JSON')
  const asked = (name: string, description: string) => added(name, `${description} (ENTENTE_URL, ENTENTE_KEY)`)
  asked('list', 'list the legal regimes and their periods').action(async (options) =>
    (await import('./ask-node.ts')).listRegimes(options),
  )
  asked('show', 'show when a record is masked and deleted, and what keeps it')
    .argument('<record>', 'id of the record')
    .requiredOption('--purpose <purpose>', 'why you look')
    .action(async (record: string, options) => (await import('./ask-node.ts')).showRecord(record, options))
  asked('sweep', 'mask and delete now what is due; a key of an administrator')
    .option('--dry-run', 'only count what is due; also a key of oversight or of a supervisor')
    .option('--at <time>', 'with --dry-run: count what is due at this time')
    .action(async (options: { json?: boolean; dryRun?: boolean; at?: string }) => {
      const at = options.at === undefined ? null : new Date(options.at)
      if (at !== null && Number.isNaN(at.getTime())) throw new CommandFailure('usage', `${options.at} is not a time.`)
      // The clock of the database decides what a sweep deletes, so that nobody deletes early with a command.
      if (at !== null && options.dryRun !== true)
        throw new CommandFailure('usage', 'A sweep deletes by the clock of the database. Use --at with --dry-run only.')
      const asked = await import('./ask-node.ts')
      return options.dryRun === true ? asked.countDue(at, options) : asked.sweep(options)
    })
  asked('prove', 'print and verify the signed proofs that a record was masked or deleted')
    .argument('<record>', 'id of the record')
    .option('--key <key>', 'public key of the node in base64, from somebody else than the node; may be repeated', each)
    .action(async (record: string, options) => {
      process.exitCode = await (await import('./ask-node.ts')).proveRecord(record, options)
    })
  added('scan', 'search all files of the data folder for a text; the node may run')
    .requiredOption('--canary <text>', 'text that must not be there, at least 4 characters; may be repeated', each)
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .action(async (options) => {
      process.exitCode = await (await import('./scan.ts')).scanFolder(options)
    })
}
