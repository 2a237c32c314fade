import { KeyRotation } from '@entente/contracts'
import { z } from 'zod'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { memberKeys } from '../../../safeguards/keys/index.ts'
import { takeRotation } from '../keys/take-rotation.ts'
import type { PeerRow } from '../requests/authenticate-peer.ts'
import { askPeer, type PeerAddress } from '../requests/peer-request.ts'
import type { PullDeps } from './pull-peer.ts'

const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const
const mostRotations = 1000
/** A rotation has about a kilobyte. */
const mostKeyBytes = 2 * 1024 * 1024

/**
 * The states of a peer in which its log is read. The log of a joined member is read once people compared the six words,
 * because until then anybody may have answered in its name. Signals of a suspended member are refused; its agreements, keys,
 * feedback and ends of signals are still applied. The log of a removed member is not read.
 */
export const pulledFrom: ReadonlySet<string> = new Set(['active', 'suspended'])

export function readPeerRow(deps: PullDeps, member: string): Promise<PeerRow | undefined> {
  return systemAccess(deps, null).transaction(intent, (tx) => {
    tx.leavesNoEntry()
    return tx.db.selectFrom('peer').selectAll().where('member', '=', member).executeTakeFirst()
  })
}

/** Returns the valid keys of a peer. */
export const keysOfPeer = (deps: PullDeps, member: string) =>
  systemAccess(deps, null).transaction(intent, (tx) => {
    tx.leavesNoEntry()
    return memberKeys(tx.db, member, tx.now)
  })

/**
 * Asks a peer for its key rotations. Each rotation is verified by the old key that signed it, so the answer itself need
 * not be trusted. Throws PeerFault if the peer cannot be reached or answers too much.
 */
export async function learnKeys(deps: PullDeps, at: PeerAddress, signal?: AbortSignal): Promise<void> {
  const answer = await askPeer(deps, at, {
    ...{ method: 'GET', path: '/peer/v1/keys', mostBytes: mostKeyBytes },
    sized: (bytes) => deps.pulls.count(at.member, { bytes }),
    ...(signal === undefined ? {} : { signal }),
  })
  const parsed = z.object({ items: z.array(KeyRotation).max(mostRotations) }).safeParse(answer)
  if (!parsed.success) return
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    for (const rotation of parsed.data.items) await takeRotation(tx, at.member, rotation)
  })
}
