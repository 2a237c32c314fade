import type { Command } from 'commander'

export interface ScreenCommandOptions {
  list: string[]
  threshold?: string
  groupBy?: string[]
  weak?: boolean
  exhaustive?: boolean
  sampleRecall?: string
  namesOnly?: boolean
  json?: boolean
}
const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value]

/** `entente screen`: who of a file is on a list, and how often each group alerts. No node is needed, nothing is stored. */
export function registerScreen(program: Command): void {
  program
    .command('screen')
    .description('screen a file of people against lists, without a node: hits, rates by group, recall of the index')
    .argument('<names>', 'JSON lines of identities (.jsonl), or separated values (.csv)')
    .requiredOption('--list <file>', 'UN Security Council XML, CSV or JSON lines; may be given several times', collect)
    .option('--threshold <number>', 'score from which a hit counts as a match')
    .option('--group-by <column>', 'count alerts by the values of a column; may be given several times', collect)
    .option('--weak', 'also show weak hits; they do not count as alerts')
    .option('--names-only', 'leave out birth dates, nationalities, sex, places and documents')
    .option('--exhaustive', 'compare with every entry instead of the candidates of the index: slow')
    .option('--sample-recall <count>', 'screen so many of them exhaustively too, and say what the index missed')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: ScreenCommandOptions) => {
      const { screenFile } = await import('./screen-file.ts')
      process.exitCode = screenFile(file, options)
    })
}
