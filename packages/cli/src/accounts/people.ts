import type { Authority } from '@entente/contracts'
import type { Command } from 'commander'
import { printResult, table } from '../command/output.ts'
import { changes, complete, day, minute, type Options, withAccounts } from './accounts.ts'

/** Registers `entente people`: who has which authority, and the rescue of an account that nobody can reset. */
export function registerAuthority(program: Command): void {
  // Other commands about people belong to the same group.
  const people = program.commands.find((group) => group.name() === 'people') ?? program.command('people')
  people.description('people of a node: who has which authority, what they signed, the rescue of an account')
  const commands: [name: string, description: string, act: (options: Options) => Promise<void>][] = [
    ['list', 'list the people with their accounts and roles', list],
    ['authority', 'list every role with the way it was granted, and the fewest people of each role', authority],
    ['complete', 'end the state of a single operator, once five people have second factors', complete],
  ]
  for (const [name, description, act] of commands) ofNode(people.command(name).description(description)).action(act)
  ofNode(
    people
      .command('changes')
      .description('list changes of accounts and roles that wait for people or time')
      .option('--all', 'also those that have ended'),
  ).action(changes)
  ofNode(
    people
      .command('rescue')
      .description('make a code for an account that nobody can reset; oversight and the members of the network see it')
      .argument('<account>', 'name of the account'),
  ).action(rescue)
}

const ofNode = (command: Command): Command =>
  command.option('--data <folder>', 'data folder of the node (ENTENTE_DATA)').option('--json', 'print as JSON')

/** Returns a role for a table. A role that nobody agreed to is marked. */
const roleOf = ({ role, proof }: Authority['grants'][number]): string =>
  proof === 'unsigned' ? `${role} (unsigned)` : role

async function list(options: Options): Promise<void> {
  const { grants } = await withAccounts(options, (accounts) => accounts.authority())
  const ids = [...new Set(grants.map(({ person }) => person.person))]
  const people = ids.map((id) => {
    const own = grants.filter(({ person }) => person.person === id)
    const accounts = [...new Set(own.map(({ account }) => account.name))]
    return { person: id, name: own[0]?.person.name ?? '', accounts, roles: own.map(roleOf) }
  })
  printResult(options.json, { people }, () =>
    table([
      ['person', 'accounts', 'roles'],
      ...people.map(({ name, accounts, roles }) => [name, accounts.join(', '), roles.join(', ')]),
    ]),
  )
}

async function authority(options: Options): Promise<void> {
  const read = await withAccounts(options, (accounts) => accounts.authority())
  printResult(options.json, read, () => [
    `people: ${read.people}`,
    ...table([
      ['account', 'person', 'role', 'since', 'granted', 'consents', 'factors'],
      ...read.grants.map((grant) => [
        ...[grant.account.name, grant.person.name, roleOf(grant), day(grant.since), grant.how],
        ...[grant.consents.map(({ name }) => name).join(', '), grant.factors.join(', ')],
      ]),
    ]),
    '',
    ...table([
      ['role', 'people', 'with a passkey', 'at least'],
      ...read.floors.map((one) => [one.role, String(one.people), String(one.withPasskey), String(one.fewest)]),
    ]),
    ...(read.grants.some(({ proof }) => proof === 'unsigned')
      ? ['', 'A role that is unsigned was granted past the people who must agree. It confirms nothing: revoke it.']
      : []),
  ])
}

async function rescue(account: string, options: Options): Promise<void> {
  const code = await withAccounts(options, (accounts) => accounts.rescue(account))
  printResult(options.json, code, () => [
    `first half: ${code.first}`,
    `second half: ${code.second}`,
    `Hand them to the owner of ${account} in person. The owner types both at /enrol, or runs entente enrol FIRST SECOND --account ${account}.`,
    `They work until ${minute(code.endsAt)}. All second factors, sessions and keys of the account end then, and it consents to nothing for seven days.`,
    'Oversight has an alarm about this, the owner sees it in every open session, and the members of the network are notified.',
  ])
}
