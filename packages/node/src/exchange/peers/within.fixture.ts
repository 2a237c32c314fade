import type { TestNode } from '@entente/testkit'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { systemAccess } from '../../safeguards/access/system.ts'

/** Runs work in a transaction of a node, as the node itself and not for a person. */
export const within = <T>(
  { store, member }: Pick<TestNode, 'store'> & { member: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  systemAccess({ store, member: { id: member, name: member } }, null).transaction(
    { action: 'peer.serve', type: 'config.change', impersonal: true },
    work,
  )
