import type { Command } from 'commander'

/** Registers `entente people`, which verifies what people signed. It needs no node and no network. */
export function registerPeople(program: Command): void {
  const people = program.command('people').description('what people signed: verification')
  people
    .command('verify')
    .description('verify the signed acts of an exported log, without a node')
    .argument('<folder>', 'folder that entente audit export --openings wrote')
    .option('--json', 'print as JSON')
    .action(async (folder: string, options: { json?: boolean }) => {
      process.exitCode = await (await import('./verify-people.ts')).verifyPeople(folder, options)
    })
}
