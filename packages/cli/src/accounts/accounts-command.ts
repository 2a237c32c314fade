import type { Command } from 'commander'

/** `entente accounts`: the first accounts of a node, and keys for people who use this command. */
export function registerAccounts(program: Command): void {
  const accounts = program.command('accounts').description('the first accounts of a node')
  accounts
    .command('init')
    .description('make the first administrator, signal officer, analyst, supervisor and two oversight accounts')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(async (options: { data?: string; json?: boolean }) => {
      const { init } = await import('./init.ts')
      await init(options)
    })
  accounts
    .command('list')
    .description('list the accounts, with roles and state')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(async (options: { data?: string; json?: boolean }) => {
      const { list } = await import('./init.ts')
      await list(options)
    })
  accounts
    .command('key')
    .description('make a key with which a person of this node uses this command (shown once)')
    .argument('<account>', 'name of the account')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--label <text>', 'what the key is for', 'command line')
    .option('--json', 'print as JSON')
    .action(async (account: string, options: { data?: string; label: string; json?: boolean }) => {
      const { makeKey } = await import('./init.ts')
      await makeKey(account, options)
    })
}
