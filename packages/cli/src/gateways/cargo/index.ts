import type { CargoFinding, CargoMessage, CargoReading } from '@entente/contracts'
import type { Command } from 'commander'
import type { CommandGateway, FileReader } from '../../command/command-gateway.ts'
import type { TestRulesOptions } from './rules/test-rules.ts'

/** The commands about consignments. */
export const cargo: CommandGateway = {
  kind: 'cargo',
  files: {
    formats:
      'XFWB, XFZB, XFFM, FWB, FHL, FFM, CUSCAR, BAPLIE, entry summary declaration, WCO declaration, ASYCUDA manifest',
    load: loadReader,
  },
  register: registerRules,
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
