import type { Command } from 'commander'

/** Collects an option that may be given several times. */
const each = (value: string, before: readonly string[] = []): string[] => [...before, value]

/** Registers `entente audit`, which exports, verifies and compares the log. Verifying needs no node and no network. */
export function registerAudit(program: Command): void {
  const audit = program.command('audit').description('the log: export, verification, proofs')
  audit
    .command('verify')
    .description('verify an exported log, without a node')
    .argument('<folder>', 'folder that entente audit export wrote')
    .requiredOption(
      '--policy <file>',
      'keys of the log and of its witnesses; get them from somebody else than the node',
    )
    .option('--old <file>', 'checkpoint that was kept earlier; may be repeated', each)
    .option('--consistency <file>', 'request that a witness got; may be repeated', each)
    .option('--proof <file>', 'proof that an entry is in the log; may be repeated', each)
    .option('--openings <file>', 'lines of {"index", "salt", "details"}')
    .option('--canary <text>', 'text that no entry may contain; may be repeated', each)
    .option('--now <seconds>', 'time of the check in Unix seconds; default: now')
    .option('--json', 'print as JSON')
    .action(async (folder: string, options) => {
      process.exitCode = await (await import('./verify.ts')).verifyFolder(folder, options)
    })
  const asked = (name: string, description: string) =>
    audit.command(name).description(`${description} (ENTENTE_URL, ENTENTE_KEY of oversight)`)
  asked('export', 'write the log of a node into a folder')
    .requiredOption('--out <folder>', 'folder to write')
    .option('--openings', 'also write the details and salts of all entries')
    .option('--json', 'print as JSON')
    .action(async (options) => (await import('./export.ts')).exportLog(options))
  asked('proof', 'write the proof that an entry is in the log')
    .argument('<entry>', 'id of the entry')
    .requiredOption('--out <file>', 'file to write')
    .action(async (entry: string, options) => (await import('./export.ts')).writeProof(entry, options))
  asked('checkpoint', 'print the newest checkpoint of a node; keep it elsewhere').action(async () =>
    (await import('./export.ts')).printCheckpoint(),
  )
  audit
    .command('sample')
    .description('draw the samples of oversight anew from an exported log, without a node')
    .requiredOption('--from-export <folder>', 'folder that entente audit export --openings wrote')
    .option('--json', 'print as JSON')
    .action(async (options: { fromExport: string; json?: boolean }) => {
      process.exitCode = await (await import('./sample.ts')).checkSamples(options)
    })
  audit
    .command('witness')
    .description('run a witness that cosigns logs which only grow (C2SP tlog-witness)')
    .requiredOption('--name <name>', 'name of the witness, oversight.example/w1')
    .requiredOption('--key <file>', 'private key; created if there is none')
    .requiredOption('--policy <file>', 'lines "log <vkey>" of the logs to cosign, and "quorum none"')
    .requiredOption('--state <file>', 'file for what was cosigned last')
    .option('--listen <address>', 'address and port; a proxy gives it TLS', '127.0.0.1:8500')
    .action(async (options) => (await import('./witness.ts')).runWitness(options))
}

/** Registers `entente people`, which verifies what people signed. It needs no node and no network. */
export function registerPeople(program: Command): void {
  const people = program.command('people').description('what people signed: verification')
  people
    .command('verify')
    .description('verify the signed acts of an exported log, without a node')
    .argument('<folder>', 'folder that entente audit export --openings wrote')
    .option('--json', 'print as JSON')
    .action(async (folder: string, options: { json?: boolean }) => {
      process.exitCode = await (await import('../people/verify-people.ts')).verifyPeople(folder, options)
    })
}

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
    .option('--earlier <file>', 'report of the year that was published before; may be repeated', each)
    .option('--json', 'print as JSON')
    .action(async (options) => {
      process.exitCode = await (await import('./transparency.ts')).reportTransparency(options)
    })
}
