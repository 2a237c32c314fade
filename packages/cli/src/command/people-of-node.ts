import type { PeopleOfNode } from '@entente/contracts'
import type { NodeClient } from './node-client.ts'

/**
 * Returns the mark that every object has which a node exports while one person uses all its accounts; nothing if several people do. An import
 * leaves the mark out.
 */
export async function markOfNode(client: NodeClient): Promise<{ people?: 'single-operator' }> {
  const { people } = await client.call<{ people: PeopleOfNode }>('GET', '/v1/member')
  return people === 'single-operator' ? { people } : {}
}
