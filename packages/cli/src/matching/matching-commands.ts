import { type Command, Option } from 'commander'
import { evaluateGroup } from '../command/evaluate-group.ts'
import type { CompareOptions, CompareSideOptions } from './compare/compare-pair.ts'
import type { EvaluateOptions } from './evaluate/evaluate-names.ts'
import type { ScreenOptions } from './screen/screen-file.ts'

/** Registers `entente screen`, `entente compare` and `entente evaluate names`. They work without a node and store nothing. */
export function registerMatching(program: Command): void {
  registerScreen(program)
  registerCompare(program)
  registerEvaluate(program)
}

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value]

function registerScreen(program: Command): void {
  program
    .command('screen')
    .description('screen a file of people against lists, without a node: hits, rates by group, recall of the index')
    .argument('<names>', 'JSON lines of identities (.jsonl), or separated values (.csv)')
    .requiredOption('--list <file>', 'UN Security Council XML, CSV or JSON lines; may be repeated', collect)
    .option('--threshold <number>', 'lowest score of a match')
    .option('--group-by <column>', 'count alerts by the values of a column; may be repeated', collect)
    .option('--weak', 'also show weak hits, which are not alerts')
    .option('--names-only', 'ignore birth dates, nationalities, sex, places and documents')
    .option('--exhaustive', 'compare with every entry instead of the candidates of the index (slow)')
    .option('--sample-recall <count>', 'also screen so many rows exhaustively, and show what the index missed')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: ScreenOptions) => {
      const { screenFile } = await import('./screen/screen-file.ts')
      process.exitCode = screenFile(file, options)
    })
}

type Given = Omit<CompareOptions, 'a' | 'b'> & Record<string, string[] | string | undefined>

function registerCompare(program: Command): void {
  const command = program
    .command('compare')
    .description('explain one pair, without a node: the evidence for and against two names being one identity')
    .argument('<a>', 'name as met; several separated by ;')
    .argument('<b>', 'name as listed; several separated by ;')
    .addOption(new Option('--kind <kind>', 'kind of both').choices(['person', 'org', 'vessel', 'entity']))
    .option('--threshold <number>', 'lowest score of a match')
    .option('--json', 'print as JSON')
  for (const side of ['a', 'b']) {
    command
      .option(`--birth-date-${side} <date>`, '1961-05-17, 1961-05, 1961, 1961~ or 1958/1963; may be repeated', collect)
      .option(`--nationality-${side} <country>`, 'name or code; may be repeated', collect)
      .addOption(new Option(`--gender-${side} <gender>`, 'as stated').choices(['male', 'female', 'other']))
      .option(`--birth-place-${side} <city>`, 'may be repeated', collect)
      .option(`--document-${side} <number>`, 'NUMBER or NUMBER:COUNTRY; may be repeated', collect)
  }
  command.action(async (a: string, b: string, given: Given) => {
    const { comparePair } = await import('./compare/compare-pair.ts')
    process.exitCode = comparePair(a, b, { ...given, a: sideOf(given, 'A'), b: sideOf(given, 'B') })
  })
}

function sideOf(given: Given, side: 'A' | 'B'): CompareSideOptions {
  const several = (name: string): string[] => (given[name + side] as string[] | undefined) ?? []
  return {
    birthDate: several('birthDate'),
    nationality: several('nationality'),
    gender: given[`gender${side}`] as string | undefined,
    document: several('document'),
    birthPlace: several('birthPlace'),
  }
}

function registerEvaluate(program: Command): void {
  evaluateGroup(program)
    .command('names')
    .description('score labelled pairs of identities: precision, recall and F1, by set, category, script')
    .argument('<pairs>', 'JSON lines, one pair a line: {"id","kind","a":{"names":[...]},"b":{...},"same":true}')
    .option('--threshold <number>', 'lowest score of a match')
    .option('--evidence', 'include the evidence of each result (JSON only)')
    .option('--without-source <text>', 'measure a second time without rows whose source contains this text')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: EvaluateOptions) => {
      const { evaluateNames } = await import('./evaluate/evaluate-names.ts')
      process.exitCode = evaluateNames(file, options)
    })
}
