import type { AccountsService } from '@entente/node'
import type { Command } from 'commander'
import { environmentWith } from '../command/environment.ts'
import { CommandFailure } from '../command/failure.ts'
import { printResult, table } from '../command/output.ts'

/** Registers `entente accounts`: the first accounts of a node, what waits for a second person, and keys of people. */
export function registerAccounts(program: Command): void {
  const accounts = program.command('accounts').description('accounts of a node, their changes and keys')
  accounts
    .command('init')
    .description('create the first administrator, signal officers, analyst, supervisor and two oversight accounts')
    .option('--renew', 'new codes for the accounts whose owners did not enrol within 72 hours')
    .option('--single-operator', 'one person uses all of them, with invented data: passwords in place of codes')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(init)
  accounts
    .command('complete')
    .description('end the state of a single operator, once five people have second factors')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(complete)
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
    .option('--actions <names>', 'actions that the key may do, separated by commas (by default it only reads)')
    .option('--json', 'print as JSON')
    .action(makeKey)
}

export interface Options {
  data?: string
  json?: boolean
}

/** Opens the accounts of the node on this machine for one piece of work. */
export async function withAccounts<T>(options: Options, work: (accounts: AccountsService) => Promise<T>): Promise<T> {
  const { withAccountsService } = await import('@entente/node')
  return withAccountsService(environmentWith(options), work)
}

/**
 * Creates the first accounts, or renews codes that were not used, and prints a code or a one-time password for each. Fails with `name-taken` if
 * accounts exist, and with `change-state` if there is no code to renew.
 */
async function init(options: Options & { singleOperator?: boolean; renew?: boolean }): Promise<void> {
  const { singleOperator = false, renew = false } = options
  if (singleOperator && renew) throw new CommandFailure('usage', 'A node of a single operator has no codes to renew.')
  const created = await withAccounts(options, (accounts) =>
    renew ? accounts.renew() : accounts.init({ singleOperator }),
  )
  printResult(options.json, { accounts: created }, () => [
    ...table([
      ['account', 'role', singleOperator ? 'one-time password' : 'code'],
      ...created.map((a) => [a.account, a.role, a.password ?? a.code ?? '']),
    ]),
    '',
    ...(singleOperator
      ? [
          'Each password works once: choose another at the first sign-in. They are not stored.',
          'This node is marked as one of a single operator: use it with invented data only.',
        ]
      : [
          'Give each code to the owner of the account. With it they choose a password and add a second factor, within 72 hours:',
          'in the browser at /enrol, or with entente enrol CODE. The codes are not stored.',
        ]),
    'Until the first real message, and for seven days at most, changes of accounts need no second person.',
  ])
}

/** Ends the state of a single operator, and prints the disabled accounts and the factors of the others. Fails with `change-state`. */
export async function complete(options: Options): Promise<void> {
  const completed = await withAccounts(options, (accounts) => accounts.complete())
  const { disabled, factors, heldBack } = completed
  printResult(options.json, completed, () => [
    'A password alone signs nobody in any more. All sessions and keys ended, and each person chooses another password.',
    ...(disabled.length === 0 ? [] : [`Disabled, because they have no second factor: ${disabled.join(', ')}`]),
    ...(heldBack === 0
      ? []
      : [
          `${heldBack} signals about people are held back, because one person released them. Each needs a new version and a second officer.`,
        ]),
    'Show these second factors to their owners. Each owner ends those that are not theirs:',
    ...table([
      ['account', 'kind', 'label', 'added'],
      ...factors.map((one) => [one.account, one.kind, one.label, day(one.createdAt)]),
    ]),
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

async function makeKey(
  account: string,
  options: Options & { label: string; days: string; actions?: string },
): Promise<void> {
  const actions = options.actions?.split(',').map((action) => action.trim())
  const made = await withAccounts(options, (accounts) =>
    accounts.makeKey(account, options.label, Number(options.days), actions),
  )
  printResult(options.json, made, () => [
    `key for ${account}: ${made.key}`,
    `It is shown once, and expires ${day(made.expiresAt)}. Use it as ENTENTE_KEY, with --purpose.`,
    'The owner sees it in the desk, and oversight gets an alarm unless one person uses the node.',
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

/** Prints the changes of accounts and roles. */
export async function changes(options: Options & { all?: boolean }): Promise<void> {
  const listed = await withAccounts(options, (accounts) => accounts.changes(options.all === true ? 'all' : 'open'))
  printResult(options.json, listed, () => [
    ...table([
      ['change', 'account', 'state', 'needs', 'takes effect', 'proposed by'],
      ...listed.items.map((change) => [
        [change.kind, change.role ?? ''].join(' ').trim(),
        ...[change.account.name, change.state, change.needs.map((roles) => roles.join(' or ')).join(', ')],
        change.effectiveAt === null ? '' : minute(change.effectiveAt),
        change.byOperator ? 'the operator' : change.proposedBy.name,
      ]),
    ]),
    '',
    listed.foundingUntil === null
      ? 'People consent, object and withdraw in the desk: administrators under Administration, Changes; supervisors under Team; oversight under Oversight, Accounts.'
      : `Founding lasts until ${minute(listed.foundingUntil)}: changes take effect at once. A reset needs two people.`,
  ])
}

/** The day of an instant, for tables. */
export const day = (instant: string): string => instant.slice(0, 10)
/** The minute of an instant, for tables. */
export const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`
