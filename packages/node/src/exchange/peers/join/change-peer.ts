import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { setStanding } from '../../../safeguards/access/signal-access/index.ts'
import { accessChangedFor } from '../../delivery/index.ts'
import type { PeerRow } from '../authenticate-peer.ts'
import { sameWords } from '../fingerprint.ts'
import { endHoldings } from '../pull/end-holding.ts'
import type { ReceiptDeps } from '../receipts/write-receipts.ts'

async function lockPeer(tx: Tx, member: string): Promise<PeerRow> {
  // No stronger: whoever holds the logs writes into them, and each entry names this row.
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
 * A person compared the six words with a person of the other side: from now on signals are shared. Also ends a suspension: what was not taken meanwhile is asked
 * for again. Errors: `words-differ`, `peer-state`.
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

/** Nothing is shared with a member any more, for now: it is told to erase what it has, and what it sends is not taken, except what ends a signal. */
export async function suspendPeer(tx: Tx, member: string): Promise<void> {
  const peer = await lockPeer(tx, member)
  if (peer.state !== 'active' && peer.state !== 'joined-unconfirmed')
    throw fail('peer-state', { detail: `${member} is ${peer.state}.` })
  await change(tx, member, 'suspended', 'suspended', 'member-suspended')
}

/** A member leaves, or is made to: it is told to erase all that it has of this node, and can still read that. Held signals of it go too. */
export async function removePeer(tx: Tx, member: string, deps: ReceiptDeps): Promise<void> {
  const peer = await lockPeer(tx, member)
  if (peer.state === 'removed') throw fail('peer-state', { detail: `${member} is removed.` })
  await change(tx, member, 'removed', 'removed', 'member-removed')
  // Also its own signals that another member passed on.
  const held = await tx.db
    .selectFrom('held_signal as h')
    .innerJoin('signal as s', 's.id', 'h.signal_id')
    .select(['h.signal_id', 'h.entry_id'])
    .where((e) => e.or([e('h.peer', '=', member), e('s.owner', '=', member)]))
    .where('h.ended_at', 'is', null)
    .execute()
  const ends = held.map(({ signal_id, entry_id }) => ({
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
