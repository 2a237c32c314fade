import type { SignalReceipt } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type ReceiptDeps, writeReceipts } from './write-receipts.ts'

/** A receipt contains at most this many receipts of other members. */
const mostOnward = 500

/**
 * Forwards receipts towards the owner. It wraps the receipts that members signed for passed-on signals into receipts to
 * the member that gave the signals to this node. So the owner learns which members have its signal, and which stopped
 * using and erased it. Then this node confirms its own erasure, if that waited for these receipts.
 */
export async function passReceiptsUp(
  tx: Tx,
  deps: ReceiptDeps,
  member: string,
  receipts: readonly SignalReceipt[],
): Promise<void> {
  const about = await passedOn(tx, member, receipts)
  for (const receipt of receipts) {
    const up = about.get(receipt.entryId)
    // Members may pass a signal on in a circle, so do not send a receipt to a member that it already covers.
    if (up?.signalId !== receipt.signalId || speaksFor(receipt, [tx.actor.member, up.peer])) continue
    const { peer, entryId, signalId } = up
    const { version } = receipt
    await writeReceipts(tx, deps, peer, [{ entryId, signalId, version, step: 'received', onward: [receipt] }])
  }
  const ids = [...new Set(receipts.filter(({ entryId }) => about.has(entryId)).map(({ signalId }) => signalId))]
  await confirmErased(tx, deps, ids)
}

const speaksFor = (receipt: SignalReceipt, members: readonly string[]): boolean =>
  members.includes(receipt.member) || receipt.onward.some((one) => speaksFor(one, members))

/**
 * Selects the receipts for passed-on signals and the log entry that each one answers: the entry that ended the signal
 * here, or else the entry that brought it.
 */
async function passedOn(tx: Tx, member: string, receipts: readonly SignalReceipt[]) {
  const entries = receipts.map(({ entryId }) => entryId)
  const { rows } = await sql<{ entry_id: string; signal_id: string; peer: string; up: string }>`
    select d.entry_id, d.signal_id, h.peer, coalesce((select e.entry_id from holding_end e where e.signal_id = h.signal_id and e.peer = h.peer
      order by e.received_at desc limit 1), h.entry_id) as up
    from delivery d join held_signal h on h.signal_id = d.signal_id
    where d.recipient = ${member} and d.entry_id = any(${entries}::uuid[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.entry_id, { signalId: row.signal_id, peer: row.peer, entryId: row.up }]))
}

/**
 * Signs the receipt `erased` for signals erased here. If this node passed a signal on, all recipients must have erased
 * it or refused to; their receipts are included.
 */
export async function confirmErased(tx: Tx, deps: ReceiptDeps, signalIds: readonly string[]): Promise<void> {
  if (signalIds.length === 0) return
  // Lock before reading: if receipts of two members arrive at once, the second transaction then sees the first receipt.
  await sql`select from holding_end where signal_id = any(${[...signalIds]}::uuid[]) and told_at is null order by peer, entry_id for no key update`.execute(
    tx.db,
  )
  const rows = await tx.db
    .updateTable('holding_end')
    .set({ told_at: tx.now })
    .where('signal_id', 'in', [...signalIds])
    .where('erased_at', 'is not', null)
    .where('told_at', 'is', null)
    .where(
      sql<boolean>`(not passed_on or not exists (select from erasure_duty d where d.signal_id = holding_end.signal_id and d.member <> holding_end.peer
        and d.erased_at is null and d.refused is null))`,
    )
    .returning(['peer', 'entry_id', 'signal_id', 'version', 'erased_counts', 'passed_on'])
    .execute()
  for (const row of rows) {
    const onward = row.passed_on ? await lastReceipts(tx, row.signal_id, row.peer) : []
    const about = { entryId: row.entry_id, signalId: row.signal_id, version: row.version }
    await writeReceipts(tx, deps, row.peer, [{ ...about, step: 'erased', counts: row.erased_counts, onward }])
  }
}

/** Returns the last receipt `erased` or `refused` of each member to which the signal was passed on. */
async function lastReceipts(tx: Tx, signalId: string, except: string): Promise<SignalReceipt[]> {
  const rows = await tx.db
    .selectFrom('signal_receipt')
    .select('body')
    .distinctOn('member')
    .where('signal_id', '=', signalId)
    .where('step', 'in', ['erased', 'refused'])
    .where('member', '<>', except)
    .orderBy('member')
    .orderBy('at', 'desc')
    .limit(mostOnward)
    .execute()
  return rows.map(({ body }) => body).filter((body) => !speaksFor(body, [tx.actor.member, except]))
}
