import type { AccountsService } from '@entente/node'
import type { Command } from 'commander'
import { environmentWith } from '../command/environment.ts'
import { printResult, table } from '../command/output.ts'

/** Registers `entente accounts`, which creates the first accounts of a node, and keys for people who use this command. */
export function registerAccounts(program: Command): void {
  const accounts = program.command('accounts').description('the first accounts of a node')
  accounts
    .command('init')
    .description('create the first administrator, signal officer, analyst, supervisor and two oversight accounts')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(init)
  accounts
    .command('list')
    .description('list the accounts, with roles and state')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(list)
  accounts
    .command('key')
    .description('create a key for a person of this node to use this command (shown once)')
    .argument('<account>', 'name of the account')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--label <text>', 'purpose of the key', 'command line')
    .option('--json', 'print as JSON')
    .action(makeKey)
}

interface Options {
  data?: string
  json?: boolean
}

async function withAccounts<T>(options: Options, work: (accounts: AccountsService) => Promise<T>): Promise<T> {
  const { withAccountsService } = await import('@entente/node')
  return withAccountsService(environmentWith(options), work)
}

/** Creates the first accounts and prints their one-time passwords. Fails with `name-taken` if accounts exist. */
async function init(options: Options): Promise<void> {
  const created = await withAccounts(options, (accounts) => accounts.init())
  printResult(options.json, { accounts: created }, () => [
    ...table([['account', 'role', 'one-time password'], ...created.map((a) => [a.account, a.role, a.password])]),
    '',
    'Each password works once: its owner chooses another at the first sign-in. They are not stored.',
  ])
}

async function list(options: Options): Promise<void> {
  const listed = await withAccounts(options, (accounts) => accounts.list())
  printResult(options.json, { accounts: listed }, () =>
    table([
      ['account', 'person', 'roles', 'state'],
      ...listed.map((a) => [a.name, a.person.name, a.roles.map((r) => r.role).join(', '), a.state]),
    ]),
  )
}

async function makeKey(account: string, options: Options & { label: string }): Promise<void> {
  const made = await withAccounts(options, (accounts) => accounts.makeKey(account, options.label))
  printResult(options.json, made, () => [
    `key for ${account}: ${made.key}`,
    'It is shown once. Use it as ENTENTE_KEY, with --purpose.',
  ])
}
