import { type Command, Option } from 'commander'

export interface BankOptions {
  purpose?: string
  json?: boolean
}
export interface BankImportOptions extends BankOptions {
  terms?: string
}
export interface BankExportOptions extends BankOptions {
  format: 'jsonl' | 'csv' | 'hex'
}

/** `entente banks`: banks of hashes out of files and into files. */
export function registerBanks(program: Command): void {
  const banks = program
    .command('banks')
    .description('banks of media hashes of a node (ENTENTE_URL, ENTENTE_KEY of a signal officer)')
  banks
    .command('import')
    .description('add the items of a file that the bank does not have yet')
    .argument('<bank>', 'name of the bank')
    .argument(
      '<file>',
      'CSV (type,value,quality,labels,entity,note), JSON lines, a PDQ hash a line; - for standard input',
    )
    .option('--terms <file>', 'JSON file with purposes, lawful basis and more: makes the bank where there is none')
    .option('--purpose <purpose>', 'why', 'content-safety')
    .option('--json', 'print the report as JSON')
    .action(async (bank: string, file: string, options: BankImportOptions) => {
      const { importBank } = await import('./import-bank.ts')
      process.exitCode = await importBank(bank, file, options)
    })
  banks
    .command('export')
    .description('write the items of a bank to standard output')
    .argument('<bank>', 'name of the bank')
    .addOption(
      new Option('--format <format>', 'JSON lines hold everything, CSV a signal a line, hex PDQ hashes alone')
        .choices(['jsonl', 'csv', 'hex'])
        .default('jsonl'),
    )
    .option('--purpose <purpose>', 'why', 'content-safety')
    .option('--json', 'the same as --format jsonl')
    .action(async (bank: string, options: BankExportOptions) => {
      const { exportBank } = await import('./export-bank.ts')
      await exportBank(bank, options.json === true ? { ...options, format: 'jsonl' } : options)
    })
}
