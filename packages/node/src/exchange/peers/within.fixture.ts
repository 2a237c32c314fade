import type { TestNode } from '@entente/testkit'
import type { Tx } from '../../safeguards/access/door.ts'
import { systemDoor } from '../../safeguards/access/system.ts'

/** An act that a member's node does by itself. */
export const within = <T>(
  { store, member }: Pick<TestNode, 'store'> & { member: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  systemDoor({ store, member: { id: member, name: member } }, null).act(
    { action: 'peer.serve', type: 'config.change', impersonal: true },
    work,
  )
