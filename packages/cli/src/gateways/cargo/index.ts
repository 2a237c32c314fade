import type { CargoFinding, CargoMessage, CargoReading } from '@entente/contracts'
import { type Command, Option } from 'commander'
import type { CommandGateway, FileReader } from '../../command/command-gateway.ts'
import { evaluateGroup } from '../../command/evaluate-group.ts'
import type { ExchangeOptions } from './rules/exchange-rules.ts'
import type { TestRulesOptions } from './rules/test-rules.ts'
import type { TargetingOptions } from './targeting/evaluate-targeting.ts'

/** The commands about consignments. */
export const cargo: CommandGateway = {
  kind: 'cargo',
  files: {
    formats:
      'XFWB, XFZB, XFFM, FWB, FHL, FFM, CUSCAR, BAPLIE, entry summary declaration, WCO declaration, ASYCUDA manifest',
    load: loadReader,
  },
  register(program) {
    registerRules(program)
    registerTargeting(program)
    registerNodeCommands(program.command('cargo').description('the cargo gateway of a node'))
  },
}

/** Registers `entente rules test`, which needs no node. */
function registerRules(program: Command): void {
  program
    .command('rules')
    .description('rules of the cargo gateway, without a node')
    .command('test')
    .description('check rules and try them on consignments of the past: hits, precision, overlap, extra work a day')
    .argument('<rules>', 'JSON file with a list of rules: [{"id","version","title","expression","effect"}]')
    .requiredOption(
      '--history <file>',
      'JSON lines, or - for standard input: {"consignment","receivedAt","inspection":{"outcome"}}',
    )
    .option('--json', 'print the report as JSON')
    .action(async (file: string, options: TestRulesOptions) => {
      const { testRules } = await import('./rules/test-rules.ts')
      process.exitCode = await testRules(file, options)
    })
}

/** Registers `entente evaluate targeting`, which needs no node. */
function registerTargeting(program: Command): void {
  evaluateGroup(program)
    .command('targeting')
    .description(
      'train the targeting model on labelled import declarations, and measure it beside a table of hit rates',
    )
    .argument('<data>', 'folder with train.csv, valid.csv and, for --on test, test.csv')
    .addOption(new Option('--on <file>', 'which file to evaluate').choices(['valid', 'test']).default('valid'))
    .option('--seed <number>', 'seed of the model: a whole number', '1')
    .option('--scores <file>', 'write the score of each evaluated row to this file (declarationId,score)')
    .option('--json', 'print as JSON')
    .action(async (folder: string, options: TargetingOptions) =>
      (await import('./targeting/evaluate-targeting.ts')).evaluateTargeting(folder, options),
    )
}

/** Registers the commands that ask a node. */
function registerNodeCommands(group: Command): void {
  const rules = group.command('rules').description('rules of a node')
  const withPurpose = (command: Command) =>
    command.option('--purpose <purpose>', 'purpose of the request', 'customs-security')
  withPurpose(rules.command('export'))
    .description('print the rules of a node as JSON: of each the version that applies, else the newest')
    .action(async (options: ExchangeOptions) => {
      const { exportRules } = await import('./rules/exchange-rules.ts')
      await exportRules(options)
    })
  withPurpose(rules.command('import'))
    .description('write the rules of a file to a node as drafts; a rule that the node has is left out')
    .argument('<rules>', 'JSON file with a list of rules')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: ExchangeOptions) => {
      const { importRules } = await import('./rules/exchange-rules.ts')
      process.exitCode = await importRules(file, options)
    })
}

async function loadReader(): Promise<FileReader<CargoReading>> {
  const { readCargo, recognisesCargo } = await import('@entente/readers')
  return { recognises: recognisesCargo, read: readCargo, describe }
}

function describe(reading: CargoReading): string[] {
  const { findings, messages } = reading
  const formats = [...new Set(messages.map(({ format }) => format))].join(', ')
  return [
    `${reading.file ?? 'input'}: ${formats || 'unknown'}, ${reading.outcome}, ${reading.bytes} bytes`,
    ...messages.map(describeMessage),
    ...reading.quarantined.map((q) => `  quarantined: bytes ${q.from} to ${q.to}, ${q.reason}`),
    ...(findings.length === 0 ? ['  no findings'] : [`  ${findings.length} findings`]),
    ...findings.map(describeFinding),
  ]
}

function describeMessage(message: CargoMessage): string {
  const { counts, agrees } = message.reconciliation
  const figures = Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]))
  const sums = agrees === null ? 'nothing to compare' : agrees ? 'totals agree' : 'totals differ'
  return `  ${message.format} ${message.header.reference ?? ''}: ${figures.join(', ') || 'empty'}; ${sums}`
}

function describeFinding(finding: CargoFinding): string {
  const { position, severity, code, message, consignment } = finding
  const place =
    position === null
      ? ''
      : position.line !== null
        ? ` line ${position.line}`
        : ` segment ${position.segment ?? '?'} (${position.tag ?? '?'})`
  return `    ${severity.padEnd(7)} ${code}${place}${consignment === null ? '' : ` ${consignment}`}: ${message}`
}
