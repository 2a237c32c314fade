import { type Command, Option } from 'commander'

export interface CompareSideOptions {
  birthDate: string[]
  nationality: string[]
  gender: string | undefined
  document: string[]
  birthPlace: string[]
}
export interface CompareOptions {
  kind?: 'person' | 'org' | 'vessel' | 'entity'
  threshold?: string
  json?: boolean
  a: CompareSideOptions
  b: CompareSideOptions
}
type Given = Omit<CompareOptions, 'a' | 'b'> & Record<string, string[] | string | undefined>
const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value]

/** `entente compare`: why two names are, or are not, taken for one identity. No node is needed. */
export function registerCompare(program: Command): void {
  const command = program
    .command('compare')
    .description('explain one pair: the evidence for and against two names being one identity, without a node')
    .argument('<a>', 'name as met; several separated by ;')
    .argument('<b>', 'name as listed; several separated by ;')
    .addOption(new Option('--kind <kind>', 'what both are').choices(['person', 'org', 'vessel', 'entity']))
    .option('--threshold <number>', 'score from which a pair counts as a match')
    .option('--json', 'print as JSON')
  for (const side of ['a', 'b']) {
    command
      .option(
        `--birth-date-${side} <date>`,
        '1961-05-17, 1961-05, 1961, 1961~ or 1958/1963; may be given several times',
        collect,
      )
      .option(`--nationality-${side} <country>`, 'name or code; may be given several times', collect)
      .addOption(new Option(`--gender-${side} <gender>`, 'as stated').choices(['male', 'female', 'other']))
      .option(`--birth-place-${side} <city>`, 'may be given several times', collect)
      .option(`--document-${side} <number>`, 'NUMBER or NUMBER:COUNTRY; may be given several times', collect)
  }
  command.action(async (a: string, b: string, given: Given) => {
    const { comparePair } = await import('./compare-pair.ts')
    process.exitCode = comparePair(a, b, { ...given, a: sideOf(given, 'A'), b: sideOf(given, 'B') })
  })
}

const sideOf = (given: Given, side: 'A' | 'B'): CompareSideOptions => {
  const several = (name: string): string[] => (given[name + side] as string[] | undefined) ?? []
  return {
    birthDate: several('birthDate'),
    nationality: several('nationality'),
    gender: given[`gender${side}`] as string | undefined,
    document: several('document'),
    birthPlace: several('birthPlace'),
  }
}
