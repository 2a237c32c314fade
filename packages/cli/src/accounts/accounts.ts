import type { AccountsService } from '@entente/node'
import type { Command } from 'commander'
import { environmentWith } from '../command/environment.ts'
import { printResult, table } from '../command/output.ts'

/** Registers `entente accounts`: the first accounts of a node, what waits for a second person, and keys of people. */
export function registerAccounts(program: Command): void {
  const accounts = program.command('accounts').description('accounts of a node, their changes and keys')
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
    .command('changes')
    .description('list changes of accounts and roles that wait for people or time')
    .option('--all', 'also those that have ended')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(changes)
  accounts
    .command('keys')
    .description('list the keys of people that can be used')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(keys)
  accounts
    .command('key')
    .description('create a key for a person of this node to use this command (shown once)')
    .argument('<account>', 'name of the account')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--label <text>', 'purpose of the key', 'command line')
    .option('--days <number>', 'days until the key expires, 90 at most', '30')
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
    'Until the first real message, and for seven days at most, changes of accounts need no second person.',
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

async function makeKey(account: string, options: Options & { label: string; days: string }): Promise<void> {
  const made = await withAccounts(options, (accounts) => accounts.makeKey(account, options.label, Number(options.days)))
  printResult(options.json, made, () => [
    `key for ${account}: ${made.key}`,
    `It is shown once, and expires ${day(made.expiresAt)}. Use it as ENTENTE_KEY, with --purpose.`,
  ])
}

async function keys(options: Options): Promise<void> {
  const listed = await withAccounts(options, (accounts) => accounts.list())
  const found = listed.flatMap((account) => account.keys.map((key) => ({ account: account.name, ...key })))
  printResult(options.json, { keys: found }, () =>
    table([
      ['account', 'key', 'purpose', 'expires', 'last used'],
      ...found.map((key) => [
        ...[key.account, key.id, key.label, day(key.expiresAt)],
        key.lastUsedAt === null ? 'never' : day(key.lastUsedAt),
      ]),
    ]),
  )
}

async function changes(options: Options & { all?: boolean }): Promise<void> {
  const listed = await withAccounts(options, (accounts) => accounts.changes(options.all === true ? 'all' : 'open'))
  printResult(options.json, listed, () => [
    ...table([
      ['change', 'account', 'state', 'needs', 'takes effect', 'proposed by'],
      ...listed.items.map((change) => [
        [change.kind, change.role ?? ''].join(' ').trim(),
        ...[change.account.name, change.state, change.needs.map((roles) => roles.join(' or ')).join(', ')],
        change.effectiveAt === null ? '' : minute(change.effectiveAt),
        change.proposedBy.name,
      ]),
    ]),
    '',
    listed.foundingUntil === null
      ? 'People consent, object and withdraw in the desk: administrators under Administration, Changes; supervisors under Team; oversight under Oversight, Accounts.'
      : `Founding lasts until ${minute(listed.foundingUntil)}: changes take effect at once. A reset needs two people.`,
  ])
}

const day = (instant: string): string => instant.slice(0, 10)
const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`
