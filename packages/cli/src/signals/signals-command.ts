import type { TransferFormat } from '@entente/contracts'
import { type Command, Option } from 'commander'
import { registerAttachments } from './attachments-command.ts'
import type { ExportOptions } from './export-signals.ts'
import type { ImportOptions } from './import-file.ts'
import { registerOnward } from './onward-command.ts'
import type { SignalOptions } from './signal-options.ts'
import { registerTwoPeople } from './two-people-command.ts'

/** The options for a file of either kind: a list, or whole signals. */
type AnyImportOptions = Omit<ImportOptions, 'format'> & {
  format: ImportOptions['format'] | TransferFormat
  source?: string
}

/** Registers `entente signals`, the commands of a signal officer. */
export function registerSignals(program: Command): void {
  const signals = program
    .command('signals')
    .description('signals of a node (ENTENTE_URL, ENTENTE_KEY of a signal officer)')
  signals
    .command('import')
    .description('import a list (with a preview, in one transaction), or whole signals from other members')
    .argument(
      '<file>',
      'a list: UN Security Council XML, CSV, JSON lines; signals: a STIX bundle, the folder or address of a MISP feed, one signed signal a line; - for standard input',
    )
    .addOption(
      new Option('--format <format>', 'format of the file')
        .choices(['un-xml', 'csv', 'ftm', 'stix', 'misp', 'entente'])
        .makeOptionMandatory(),
    )
    .option('--list <id or title>', 'list to import into; a new title creates a list (needs --terms)')
    .option('--terms <file>', 'JSON file with the terms of the list: purposes, lawful basis, marking, validity')
    .option('--source <name>', 'signals: name of their source (default: the file or address)')
    .option('--dry-run', 'only show what would change')
    .option('--incomplete', 'import the readable part of a broken file; entries that are missing from it are withdrawn')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .option('--json', 'print the report as JSON')
    .action(async (file: string, options: AnyImportOptions) => {
      const { format } = options
      if (format === 'stix' || format === 'misp' || format === 'entente') {
        const { importSignals } = await import('./import-signals.ts')
        process.exitCode = await importSignals(file, { ...options, format })
        return
      }
      const { importFile } = await import('./import-file.ts')
      process.exitCode = await importFile(file, { ...options, format })
    })
  signals
    .command('export')
    .description('write the signals that may be exported for this purpose, and the number of withheld ones')
    .addOption(
      new Option('--format <format>', 'STIX bundle, folder of a MISP feed, one signed signal a line, or a table')
        .choices(['stix', 'misp', 'entente', 'csv'])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <path>', 'file, or folder for misp')
    .option('--to <member>', 'only signals that this member may have')
    .requiredOption('--purpose <purpose>', 'purpose of the export')
    .option('--json', 'print as JSON')
    .action(async (options: ExportOptions) => {
      const { exportSignals } = await import('./export-signals.ts')
      await exportSignals(options)
    })
  signals
    .command('add')
    .description('create a signal')
    .argument('<file>', 'JSON of a signal without the fields that the node sets; - for standard input')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: SignalOptions) =>
      (await import('./write-signal.ts')).addSignal(file, options),
    )
  signals
    .command('edit')
    .description('create a new version of a signal')
    .argument('<id>', 'id of the signal')
    .argument('<file>', 'JSON of the whole changed signal, as `signals show --json` prints it; - for standard input')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (id: string, file: string, options: SignalOptions) =>
      (await import('./write-signal.ts')).editSignal(id, file, options),
    )
  signals
    .command('show')
    .description('show a signal')
    .argument('<id>', 'id of the signal')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: SignalOptions) => (await import('./write-signal.ts')).showSignal(id, options))
  signals
    .command('list')
    .description('list signals')
    .option('--kind <kind>', 'person, organisation or travel-document')
    .option('--status <status>', 'active, withdrawn or expired')
    .option(
      '--waits <for>',
      'release: those that wait for a second officer; false-positive: those on a list, which wait for a decision',
    )
    .option('--limit <number>', 'most signals', '50')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (options: SignalOptions & { kind?: string; status?: string; waits?: string; limit: string }) => {
      const { listSignals } = await import('./list-signals.ts')
      await listSignals(options)
    })
  signals
    .command('withdraw')
    .description('withdraw a signal permanently')
    .argument('<id>', 'id of the signal')
    .requiredOption('--reason <reason>', 'wrong, mistaken, purpose-achieved, court-order, basis-ended or owner-request')
    .option('--text <text>', 'explanation in your own words', '')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: SignalOptions & { reason: string; text: string }) => {
      const { withdrawSignal } = await import('./list-signals.ts')
      await withdrawSignal(id, options)
    })
  signals
    .command('receipts')
    .description('list the holders of a withdrawn signal with their receipts; exit status 1 if one is overdue')
    .argument('<id>', 'id of the signal')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: SignalOptions) => {
      const { showReceipts } = await import('./receipts.ts')
      process.exitCode = await showReceipts(id, options)
    })
  signals
    .command('overdue')
    .description('list withdrawals with overdue receipts; exit status 1 if any')
    .option('--json', 'print as JSON')
    .action(async (options: SignalOptions) => {
      const { showOverdue } = await import('./receipts.ts')
      process.exitCode = await showOverdue(options)
    })
  registerAttachments(signals)
  registerOnward(signals)
  registerTwoPeople(signals)
}
