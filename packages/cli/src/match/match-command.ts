import type { Command } from 'commander'

export interface MatchCommandOptions {
  bank?: string[]
  signal?: string[]
  radius?: string
  limit?: string
  dihedral?: boolean
  purpose?: string
  json?: boolean
}
const gather = (value: string, before: string[] = []): string[] => [...before, value]

/** `entente match FILE...`: what files or hashes are near to, in banks of files or of a node. */
export function registerMatch(program: Command): void {
  program
    .command('match')
    .description('look files or hashes up in banks of files (--bank), else of the node at ENTENTE_URL')
    .argument('[file...]', 'images, videos, texts and other files; - for standard input')
    .option('--bank <file>', 'CSV, JSON lines or a PDQ hash a line; may be repeated', gather)
    .option('--signal <type=value>', 'look this up instead of a file; may be repeated', gather)
    .option('--radius <bits>', 'PDQ hashes may differ in so many bits, 0 to 31')
    .option('--dihedral', 'also the turned and mirrored picture')
    .option('--limit <number>', 'how many matches are given at most, 1 to 1,000')
    .option('--purpose <purpose>', 'why the node is asked', 'content-safety')
    .option('--json', 'one JSON document')
    .action(async (files: string[], options: MatchCommandOptions) => {
      const { matchFiles } = await import('./match-files.ts')
      process.exitCode = await matchFiles(files, options)
    })
}
