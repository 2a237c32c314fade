import type { SignedIn } from '@entente/testkit'
import { expectOk } from '../node/set-up-node.ts'

/** Puts the first accounts with these names into the team of cargo. */
export async function joinCargo(administrator: SignedIn, names: readonly string[]): Promise<void> {
  const { items } = (await expectOk(administrator.call('GET', '/v1/accounts'))) as {
    items: { id: string; name: string }[]
  }
  const change = { teams: ['cargo'], reason: 'The team that works on goods.' }
  for (const { id, name } of items)
    if (names.includes(name)) await expectOk(administrator.call('PATCH', `/v1/accounts/${id}`, change))
}
