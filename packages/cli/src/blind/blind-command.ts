import type { Command } from 'commander'

export interface BlindOptions {
  agreement: string
  kind: string
  member?: string
  purpose: string
  json?: boolean
}

/** `entente blind`: asking other members whether they know something, without telling what. */
export function registerBlind(program: Command): void {
  const blind = program
    .command('blind')
    .description('blind checks: ask other members whether they know something, without telling what')
  blind
    .command('check')
    .description('ask with the items of a file; what is found can be shown with its signals for a day, in the desk')
    .argument(
      '<file>',
      'a JSON array, JSON lines, or an item a line: NUMBER|STATE, ALGORITHM:HASH, an address of a page or a wallet',
    )
    .requiredOption('--agreement <id>', 'under which agreement')
    .requiredOption('--kind <kind>', 'travel-document, media-hash, url or wallet')
    .option('--member <member>', 'ask this member only; else every one that contributes under the agreement')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: BlindOptions) => {
      const { checkFile } = await import('./check-file.ts')
      await checkFile(file, options)
    })
}
