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
}
