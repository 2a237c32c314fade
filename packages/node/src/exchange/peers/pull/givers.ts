import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { SignalRow } from '../../signals/stored/signal-row.ts'

/** A member that gives a signal to this one, and the id of the log entry that contained it. */
export interface Giver {
  peer: string
  entryId: string
}

/**
 * Records that a peer also gives signals which this node already got from another member. They are not stored twice.
 */
export async function noteGiver(
  tx: Tx,
  peer: string,
  given: readonly { signalId: string; entryId: string }[],
): Promise<void> {
  if (given.length === 0) return
  await tx.db
    .insertInto('held_also')
    .values(given.map(({ signalId, entryId }) => ({ signal_id: signalId, peer, entry_id: entryId, since: tx.now })))
    .onConflict((c) => c.columns(['signal_id', 'peer']).doUpdateSet((e) => ({ entry_id: e.ref('excluded.entry_id') })))
    .execute()
}

/**
 * Makes a peer the first giver of signals because it sent their newest version. The previous first giver becomes an
 * additional one.
 */
export async function becomeFirstGiver(tx: Tx, peer: string, signalIds: readonly string[]): Promise<void> {
  if (signalIds.length === 0) return
  const ids = [...signalIds]
  // Additional givers of an ended signal no longer count.
  await sql`delete from held_also a using held_signal h where h.signal_id = a.signal_id and h.ended_at is not null and a.signal_id = any(${ids}::uuid[])`.execute(
    tx.db,
  )
  await sql`insert into held_also (signal_id, peer, entry_id, since)
    select signal_id, peer, entry_id, ${tx.now} from held_signal where signal_id = any(${ids}::uuid[]) and ended_at is null and peer <> ${peer}
    on conflict (signal_id, peer) do update set entry_id = excluded.entry_id`.execute(tx.db)
  await tx.db.deleteFrom('held_also').where('peer', '=', peer).where('signal_id', 'in', ids).execute()
}

/** Lists the additional givers of a signal. */
export async function otherGivers(tx: Tx, signalId: string): Promise<Giver[]> {
  const rows = await tx.db
    .selectFrom('held_also')
    .select(['peer', 'entry_id'])
    .where('signal_id', '=', signalId)
    .orderBy('since')
    .execute()
  return rows.map((row) => ({ peer: row.peer, entryId: row.entry_id }))
}

/** Returns whether a member currently gives a signal to this one. */
export async function isGiver(tx: Tx, signalId: string, member: string): Promise<boolean> {
  const first = await tx.db
    .selectFrom('held_signal')
    .select('peer')
    .where('signal_id', '=', signalId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return first?.peer === member || (await otherGivers(tx, signalId)).some(({ peer }) => peer === member)
}

/** Returns which of these signals this node gives to the peer, so that it does not accept them from the peer. */
export async function givenToPeer(tx: Tx, peer: string, signalIds: readonly string[]): Promise<Set<string>> {
  if (signalIds.length === 0) return new Set()
  const rows = await tx.db
    .selectFrom('visibility')
    .select('signal_id')
    .where('recipient', '=', peer)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`signal_id = any(${[...signalIds]}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.signal_id))
}

/**
 * Removes a member from the givers of a signal that at least one other member still gives. If it was the first giver,
 * the next one becomes the first.
 */
export async function removeGiver(tx: Tx, row: { id: string; peer: string }, peer: string, others: readonly Giver[]) {
  const gone = [peer]
  const next = row.peer === peer ? others.find((giver) => giver.peer !== peer) : undefined
  if (next !== undefined) {
    gone.push(next.peer)
    const first = { peer: next.peer, entry_id: next.entryId }
    await tx.db.updateTable('held_signal').set(first).where('signal_id', '=', row.id).execute()
  }
  await tx.db.deleteFrom('held_also').where('signal_id', '=', row.id).where('peer', 'in', gone).execute()
}

/** Returns whether a peer gave a signal, or offered it and was refused. */
export async function wasOffered(tx: Tx, peer: string, signalId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from held_signal where signal_id = ${signalId} and peer = ${peer})
      or exists (select from held_also where signal_id = ${signalId} and peer = ${peer})
      or exists (select from refused_entry where signal_id = ${signalId} and peer = ${peer}) as is`.execute(tx.db)
  return rows[0]?.is === true
}

/** A received signal that is stored, or was stored, with its current first giver. */
type CopyRow = SignalRow & { held_version: number; ended_at: Date | null; peer: string }

/**
 * Decides what happens when a member ends a signal. An end by the owner and an expiry end the signal completely. A
 * withdrawal by another member does so too, unless the owner also gives the signal to this node, or that member does not
 * give it now. In both cases the end waits, because nobody may end another member's signal. If one of several givers
 * takes the signal back, it stays. If the signal has ended already and was not withdrawn, an end by its owner or its
 * first giver is applied again. For any other end of an ended signal only the receipts are due, and `waits` is returned.
 */
export function effectOfEnd(
  row: CopyRow | undefined,
  others: readonly string[],
  peer: string,
  { cause }: { cause: 'withdrawal' | 'access-ended' | 'expired' },
): 'nothing' | 'other-giver' | 'waits' | 'all' {
  if (row === undefined) return 'nothing'
  const isOwner = peer === row.owner
  if (row.ended_at !== null) {
    const again = row.status === 'withdrawn' || !(isOwner || row.peer === peer)
    return again ? 'waits' : 'all'
  }
  if (isOwner || cause === 'expired') return 'all'
  const givers = [row.peer, ...others]
  if (cause === 'withdrawal') return givers.includes(row.owner) || !givers.includes(peer) ? 'waits' : 'all'
  if (!givers.includes(peer)) return 'nothing'
  return givers.length > 1 ? 'other-giver' : 'all'
}
