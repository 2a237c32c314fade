import type { Command } from 'commander'

export interface EvaluateOptions {
  threshold?: string
  evidence?: boolean
  withoutSource?: string
  json?: boolean
}

/** `entente evaluate`: how good matching is, measured on labelled data. No node is needed. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('measure matching on labelled data, without a node')
    .command('names')
    .description('score labelled pairs of identities: precision, recall and F1, by set, category, script')
    .argument('<pairs>', 'JSON lines, one pair a line: {"id","kind","a":{"names":[...]},"b":{...},"same":true}')
    .option('--threshold <number>', 'score from which a pair counts as a match')
    .option('--evidence', 'with each result the evidence it rests on (JSON only)')
    .option('--without-source <text>', 'measure a second time without rows whose source contains this text')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: EvaluateOptions) => {
      const { evaluateNames } = await import('./evaluate-names.ts')
      process.exitCode = evaluateNames(file, options)
    })
}
