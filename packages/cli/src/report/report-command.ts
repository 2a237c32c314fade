import type { Command } from 'commander'

/** Registers `entente report`, which makes the transparency report of a year and checks a published one. */
export function registerReport(program: Command): void {
  const report = program.command('report').description('reports for the public')
  report
    .command('transparency')
    .description(
      'what a node did in a year (ENTENTE_URL, ENTENTE_KEY of oversight), or from an exported log without a node',
    )
    .option('--year <year>', 'year (UTC); its months that are over are counted')
    .option('--from-export <folder>', 'folder that entente audit export wrote; verify it with entente audit verify')
    .option('--check <file>', 'published report to compare with the exported log')
    .option(
      '--earlier <file>',
      'report of the year that was published before; may be repeated',
      (value: string, before: readonly string[] = []) => [...before, value],
    )
    .option('--json', 'print as JSON')
    .action(async (options) => {
      process.exitCode = await (await import('./transparency.ts')).reportTransparency(options)
    })
}
