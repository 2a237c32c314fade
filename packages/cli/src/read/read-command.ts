import type { Command } from 'commander'

/** `entente read FILE...`: passenger lists and reservations, without a node. */
export function registerRead(program: Command): void {
  program
    .command('read')
    .description('read passenger lists and reservations from files, or - for standard input')
    .argument('<file...>', 'PAXLST or PNRGOV (EDIFACT or XML)')
    .option('--json', 'one JSON object per file')
    .action(async (files: string[], options: { json?: boolean }) => {
      const { readFiles } = await import('./read-files.ts')
      process.exitCode = readFiles(files, options.json === true)
    })
}
