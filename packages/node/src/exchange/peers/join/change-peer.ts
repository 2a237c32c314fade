import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { setStanding } from '../../../safeguards/access/signal-access/index.ts'
import { accessChangedFor } from '../../delivery/index.ts'
import { sameWords } from '../keys/fingerprint.ts'
import { endHoldings } from '../pull/end-holding.ts'
import type { ReceiptDeps } from '../receipts/write-receipts.ts'
import type { PeerRow } from '../requests/authenticate-peer.ts'

async function lockPeer(tx: Tx, member: string): Promise<PeerRow> {
  // Take a lock that lets other transactions reference this row. A stronger lock would block them when they append log
  // entries.
  const row = await tx.db
    .selectFrom('peer')
    .selectAll()
    .where('member', '=', member)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return row
}

/**
 * Activates a member after two people compared the six words. From then on signals are shared with it. The same call
 * ends a suspension: the member's log is then read again from its start. Errors: `words-differ`, `peer-state`.
 */
export async function confirmPeer(tx: Tx, member: string, words: string): Promise<void> {
  const peer = await lockPeer(tx, member)
  if (peer.state !== 'joined-unconfirmed' && peer.state !== 'suspended')
    throw fail('peer-state', { detail: `${member} is ${peer.state}.` })
  if (!sameWords(words, peer.fingerprint)) throw fail('words-differ')
  await change(tx, member, 'active', 'active', 'joined')
  const again = peer.state === 'suspended' ? { epoch: null, position: 0, position_hash: null } : {}
  await tx.db
    .updateTable('peer')
    .set({ ...again, trouble: null })
    .where('member', '=', member)
    .execute()
}

/**
 * Suspends sharing with a member. Its node must erase the signals that it has from this node. Signals in its log are
 * refused. Agreements, keys, feedback and ends of signals in its log are still applied.
 */
export async function suspendPeer(tx: Tx, member: string): Promise<void> {
  const peer = await lockPeer(tx, member)
  if (peer.state !== 'active' && peer.state !== 'joined-unconfirmed')
    throw fail('peer-state', { detail: `${member} is ${peer.state}.` })
  await change(tx, member, 'suspended', 'suspended', 'member-suspended')
}

/**
 * Removes a member. Its node must erase all signals of this node, and may still connect to read this demand. Signals
 * received from the member are erased here too.
 */
export async function removePeer(tx: Tx, member: string, deps: ReceiptDeps): Promise<void> {
  const peer = await lockPeer(tx, member)
  if (peer.state === 'removed') throw fail('peer-state', { detail: `${member} is removed.` })
  await change(tx, member, 'removed', 'removed', 'member-removed')
  // Include signals that the removed member owns and another member passed on.
  const copies = await tx.db
    .selectFrom('held_signal as h')
    .innerJoin('signal as s', 's.id', 'h.signal_id')
    .select(['h.signal_id', 'h.entry_id'])
    .where((e) => e.or([e('h.peer', '=', member), e('s.owner', '=', member)]))
    .where('h.ended_at', 'is', null)
    .execute()
  const ends = copies.map(({ signal_id, entry_id }) => ({
    ...{ entryId: entry_id, signalId: signal_id, cause: 'access-ended' as const },
    ...{ version: null, reason: null, at: tx.now },
  }))
  await endHoldings(tx, deps, member, ends)
  await tx.db.deleteFrom('held_also').where('peer', '=', member).execute()
}

async function change(
  tx: Tx,
  member: string,
  state: string,
  standing: 'active' | 'suspended' | 'removed',
  reason: string,
): Promise<void> {
  await tx.db.updateTable('peer').set({ state, since: tx.now }).where('member', '=', member).execute()
  await setStanding(tx.db, member, standing, tx.now)
  await accessChangedFor(tx, { members: [member], reason })
  await tx.announce('peer.changed', member, 1)
}
