import { type Command, Option } from 'commander'

export interface SignalOptions {
  purpose?: string
  json?: boolean
}
export interface ImportOptions extends SignalOptions {
  format: 'un-xml' | 'csv' | 'ftm'
  list?: string
  terms?: string
  dryRun?: boolean
  incomplete?: boolean
}

/** `entente signals`: a signal officer's work from the command line. */
export function registerSignals(program: Command): void {
  const signals = program
    .command('signals')
    .description('signals of a node (ENTENTE_URL, ENTENTE_KEY of a signal officer)')
  signals
    .command('import')
    .description('import a list: preview, then all of it in one transaction')
    .argument('<file>', 'UN Security Council XML, CSV, or JSON lines')
    .addOption(
      new Option('--format <format>', 'form of the file').choices(['un-xml', 'csv', 'ftm']).makeOptionMandatory(),
    )
    .option('--list <id or title>', 'list to import into; a new title makes a new list (needs --terms)')
    .option('--terms <file>', 'JSON file with what the list does not say: purposes, lawful basis, marking, validity')
    .option('--dry-run', 'only show what would change')
    .option(
      '--incomplete',
      'import what could be read of a file that is cut or broken: what is missing from it is withdrawn',
    )
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print the report as JSON')
    .action(async (file: string, options: ImportOptions) => {
      const { importFile } = await import('./import-file.ts')
      process.exitCode = await importFile(file, options)
    })
  signals
    .command('list')
    .description('list signals')
    .option('--kind <kind>', 'person, organisation or travel-document')
    .option('--status <status>', 'active, withdrawn or expired')
    .option('--limit <number>', 'how many', '50')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (options: SignalOptions & { kind?: string; status?: string; limit: string }) => {
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
}
