import type { TaxiiCollection, TaxiiUserSecret } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { printResult } from '../output.ts'

export async function addUser(
  name: string,
  options: { member: string; purpose: string; json?: boolean },
): Promise<void> {
  const { member, purpose } = options
  const made = await nodeClient({ impersonal: true }).call<TaxiiUserSecret>('POST', '/v1/taxii/users', {
    name,
    member,
    purpose,
  })
  printResult(options.json, { name: made.name, password: made.password, token: made.token }, () => [
    `name ${made.name}`,
    `password ${made.password}`,
    `token ${made.token}`,
    'They are not shown again.',
  ])
}

export async function addCollection(options: {
  title: string
  agreement: string
  alias?: string
  write?: boolean
  json?: boolean
}): Promise<void> {
  const { title, agreement, alias = null, write } = options
  const body = { title, agreement, alias, kind: write === true ? 'inbox' : 'out' }
  const client = nodeClient({ impersonal: true })
  const made = await client.call<TaxiiCollection>('POST', '/v1/taxii/collections', body)
  printResult(options.json, made, () => [`${client.url}${made.path}`])
}
