import { type AccountsOffice, withAccountsOffice } from '@entente/node'
import { printResult, table } from '../output.ts'
import { environmentWith } from '../serve/serve.ts'

interface Options {
  data?: string
  json?: boolean
}
const inOffice = <T>(options: Options, work: (office: AccountsOffice) => Promise<T>): Promise<T> =>
  withAccountsOffice(environmentWith(options), work)

/** Makes the first accounts and prints their one-time passwords, the only time they are seen. Fails with `name-taken` once accounts exist. */
export async function init(options: Options): Promise<void> {
  const accounts = await inOffice(options, (office) => office.init())
  printResult(options.json, { accounts }, () => [
    ...table([['account', 'role', 'one-time password'], ...accounts.map((a) => [a.account, a.role, a.password])]),
    '',
    'Each password works once: its owner chooses another at the first sign-in. They are not kept anywhere.',
  ])
}

export async function list(options: Options): Promise<void> {
  const accounts = await inOffice(options, (office) => office.list())
  printResult(options.json, { accounts }, () =>
    table([
      ['account', 'person', 'roles', 'state'],
      ...accounts.map((a) => [a.name, a.person.name, a.roles.map((r) => r.role).join(', '), a.state]),
    ]),
  )
}

export async function makeKey(account: string, options: Options & { label: string }): Promise<void> {
  const made = await inOffice(options, (office) => office.makeKey(account, options.label))
  printResult(options.json, made, () => [
    `key for ${account}: ${made.key}`,
    'It is shown once. Use it as ENTENTE_KEY, with --purpose.',
  ])
}
