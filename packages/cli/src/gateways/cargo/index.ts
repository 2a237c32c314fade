import type { CargoFinding, CargoMessage, CargoReading } from '@entente/contracts'
import { type Command, Option } from 'commander'
import type { CommandGateway, FileReader } from '../../command/command-gateway.ts'
import { evaluateGroup } from '../../command/evaluate-group.ts'
import type { ReassessOptions, ReplayOptions } from './draws/replay-assessment.ts'
import type { VerifyDrawsOptions } from './draws/verify-draws.ts'
import type { ExchangeOptions } from './rules/exchange-rules.ts'
import type { TestRulesOptions } from './rules/test-rules.ts'
import type { LoadTableOptions } from './tables/load-table.ts'
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
    const node = program.command('cargo').description('the cargo gateway of a node')
    registerNodeCommands(node)
    registerAssessments(node)
    registerTables(node)
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

/** Registers the commands about assessments and draws of a node. */
function registerAssessments(node: Command): void {
  node
    .command('replay')
    .description('recompute an assessment from what it was made from: exit 1 if a byte differs')
    .argument('<assessment>', 'id of the assessment')
    .option('--purpose <purpose>', 'purpose of the request')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: ReplayOptions) => {
      const { replayAssessment } = await import('./draws/replay-assessment.ts')
      process.exitCode = await replayAssessment(id, options)
    })
  node
    .command('reassess')
    .description('assess the open consignments again that changed since a time')
    .requiredOption('--since <time>', 'such as 2026-03-01 or 2026-03-01T10:00:00Z')
    .option('--purpose <purpose>', 'purpose of the request')
    .option('--json', 'print as JSON')
    .action(async (options: ReassessOptions) => (await import('./draws/replay-assessment.ts')).reassess(options))
  node
    .command('draws')
    .description('random draws of inspections')
    .command('verify')
    .description('recompute the draws of a day from its revealed key: exit 1 if one differs')
    .argument('<day>', 'such as 2026-03-01')
    .option(
      '--keys <file>',
      'check these consignments, without a key of the node: key, stratum, result, with tabs between',
    )
    .option('--json', 'print as JSON')
    .action(async (day: string, options: VerifyDrawsOptions) => {
      const { verifyDraws } = await import('./draws/verify-draws.ts')
      process.exitCode = await verifyDraws(day, options)
    })
}

/** Registers `entente cargo tables`. */
function registerTables(node: Command): void {
  node
    .command('tables')
    .description('tables by which goods are judged')
    .command('load')
    .description('hand in a file as a new version of a table; it counts once a second person approved it')
    .argument(
      '<kind>',
      'strategic-goods, text-terms, vague-terms, hs, places, rates, deadlines, un-numbers or capacity',
    )
    .argument('<file>', 'CSV whose first line names the columns, or JSON; - for standard input')
    .option('--source <text>', 'the publication that the table follows')
    .option('--source-date <day>', 'the day of that publication')
    .option('--valid-from <day>', 'the first day; otherwise from the approval')
    .option('--valid-until <day>', 'the day on which the table counts no more')
    .option('--note <text>', 'a remark')
    .option('--json', 'print as JSON')
    .action(async (kind: string, file: string, options: LoadTableOptions) =>
      (await import('./tables/load-table.ts')).loadTable(kind, file, options),
    )
}

async function loadReader(): Promise<FileReader<CargoReading>> {
  const { readCargo, recognisesCargo } = await import('@entente/readers')
  return { recognises: recognisesCargo, read: readCargo, describe }
}

function describe(reading: CargoReading): string[] {
  const { findings, messages } = reading
  const formats = [...new Set(messages.map(({ format }) => format))].join(', ')
  return [
    `${reading.file ?? 'input'}: ${formats || 'no whole message'}, ${reading.outcome}, ${reading.bytes} bytes`,
    ...messages.map(describeMessage),
    ...reading.quarantined.map((q) => `  quarantined: bytes ${q.from} to ${q.to}, ${q.reason}`),
    ...(findings.length === 0 ? ['  no findings'] : [`  findings: ${findings.length}`]),
    ...findings.map(describeFinding),
  ]
}

function describeMessage(message: CargoMessage): string {
  const { counts, agrees } = message.reconciliation
  const figures = Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${what} ${count}`]))
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
