import { type Command, Option } from 'commander'
import { registerAttachments } from './attachments-command.ts'
import { registerOnward } from './onward-command.ts'
import { registerTwoPeople } from './two-people-command.ts'

export interface SignalOptions {
  purpose?: string
  json?: boolean
}
export interface ImportOptions extends SignalOptions {
  format: 'un-xml' | 'csv' | 'ftm' | 'stix' | 'misp' | 'entente'
  source?: string
  list?: string
  terms?: string
  dryRun?: boolean
  incomplete?: boolean
}

export interface ExportOptions extends SignalOptions {
  format: 'stix' | 'misp' | 'entente' | 'csv'
  out: string
  to?: string
}

/** `entente signals`: a signal officer's work from the command line. */
export function registerSignals(program: Command): void {
  const signals = program
    .command('signals')
    .description('signals of a node (ENTENTE_URL, ENTENTE_KEY of a signal officer)')
  signals
    .command('import')
    .description('import a list (by preview, in one transaction), or whole signals as members send them')
    .argument(
      '<file>',
      'a list: UN Security Council XML, CSV, JSON lines; signals: a STIX bundle, the folder or address of a MISP feed, signed signals a line; - for standard input',
    )
    .addOption(
      new Option('--format <format>', 'form of the file')
        .choices(['un-xml', 'csv', 'ftm', 'stix', 'misp', 'entente'])
        .makeOptionMandatory(),
    )
    .option('--list <id or title>', 'list to import into; a new title makes a new list (needs --terms)')
    .option('--terms <file>', 'JSON file with what the list does not say: purposes, lawful basis, marking, validity')
    .option('--source <name>', 'signals: a name for where they come from, else the file or address')
    .option('--dry-run', 'only show what would change')
    .option(
      '--incomplete',
      'import what could be read of a file that is cut or broken: what is missing from it is withdrawn',
    )
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print the report as JSON')
    .action(async (file: string, options: ImportOptions) => {
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
    .description('write the signals that may be exported for this purpose; says how many were withheld')
    .addOption(
      new Option('--format <format>', 'STIX bundle, folder of a MISP feed, signed signals a line, table')
        .choices(['stix', 'misp', 'entente', 'csv'])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <path>', 'file, or folder for misp')
    .option('--to <member>', 'only what this member may have')
    .requiredOption('--purpose <purpose>', 'why')
    .option('--json', 'print as JSON')
    .action(async (options: ExportOptions) => {
      const { exportSignals } = await import('./export-signals.ts')
      await exportSignals(options)
    })
  signals
    .command('add')
    .description('make a signal')
    .argument('<file>', 'JSON of a signal without what the node says; - for standard input')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: SignalOptions) =>
      (await import('./write-signal.ts')).addSignal(file, options),
    )
  signals
    .command('edit')
    .description('make a new version of a signal')
    .argument('<id>', 'id of the signal')
    .argument('<file>', 'JSON of the whole signal as `signals show --json` prints it, changed; - for standard input')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (id: string, file: string, options: SignalOptions) =>
      (await import('./write-signal.ts')).editSignal(id, file, options),
    )
  signals
    .command('show')
    .description('show a signal')
    .argument('<id>', 'id of the signal')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: SignalOptions) => (await import('./write-signal.ts')).showSignal(id, options))
  signals
    .command('list')
    .description('list signals')
    .option('--kind <kind>', 'person, organisation or travel-document')
    .option('--status <status>', 'active, withdrawn or expired')
    .option(
      '--waits <for>',
      'release: for a second officer; false-positive: for a decision, since a list has its value',
    )
    .option('--limit <number>', 'how many', '50')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (options: SignalOptions & { kind?: string; status?: string; waits?: string; limit: string }) => {
      const { listSignals } = await import('./list-signals.ts')
      await listSignals(options)
    })
  signals
    .command('withdraw')
    .description('withdraw a signal for good')
    .argument('<id>', 'id of the signal')
    .requiredOption('--reason <reason>', 'wrong, mistaken, purpose-achieved, court-order, basis-ended or owner-request')
    .option('--text <text>', 'in own words', '')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: SignalOptions & { reason: string; text: string }) => {
      const { withdrawSignal } = await import('./list-signals.ts')
      await withdrawSignal(id, options)
    })
  signals
    .command('receipts')
    .description('who had a withdrawn signal, and who signed that it stopped and erased; 1 where something is overdue')
    .argument('<id>', 'id of the signal')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: SignalOptions) => {
      const { showReceipts } = await import('./receipts.ts')
      process.exitCode = await showReceipts(id, options)
    })
  signals
    .command('overdue')
    .description('withdrawals that somebody has not confirmed in time; 1 where there is one')
    .option('--json', 'print as JSON')
    .action(async (options: SignalOptions) => {
      const { showOverdue } = await import('./receipts.ts')
      process.exitCode = await showOverdue(options)
    })
  registerAttachments(signals)
  registerOnward(signals)
  registerTwoPeople(signals)
}
