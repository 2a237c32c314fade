import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { lockHeads } from '../../delivery/index.ts'
import { forgetSignalsJob } from '../../jobs.ts'
import { eraseCopies, stubOf } from '../pull/end-holding.ts'
import { lockSignals } from '../pull/lock-in-order.ts'

const atOnce = 200

/**
 * Ends the legal holds whose day has passed and erases the copies that only they kept. A second run changes nothing.
 */
export async function endDueHolds(tx: Tx): Promise<void> {
  const due = await tx.db
    .selectFrom('signal_hold')
    .select(['id', 'signal_id'])
    .where('ended_at', 'is', null)
    .where('until', '<=', tx.now)
    .orderBy('signal_id')
    .limit(atOnce)
    .execute()
  if (due.length === 0) return
  await lockHeads(tx)
  // Lock the signals before their legal holds. Lifting a legal hold locks in the same order (decision 0025).
  await lockSignals(
    tx,
    due.map(({ signal_id }) => signal_id),
  )
  for (const { id } of due) await endHold(tx, id, null)
}

/**
 * Ends one legal hold and erases the copies that nothing else keeps. The receipt `erased` follows once no record here
 * quotes them. `by` is the person who lifted the legal hold, or null if its day passed. A legal hold that has already
 * ended is not changed.
 */
export async function endHold(tx: Tx, id: string, by: string | null): Promise<void> {
  const ended = await tx.db
    .updateTable('signal_hold')
    .set({ ended_at: tx.now, lifted_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('signal_id')
    .executeTakeFirst()
  if (ended === undefined) return
  const { signal_id } = ended
  const kept = await tx.db
    .selectFrom('holding_end')
    .select(['cause', 'received_at'])
    .where('held_by', '=', id)
    .orderBy('received_at')
    .execute()
  const [first] = kept
  if (first !== undefined) {
    const copies = await eraseKept(tx, signal_id, kept.at(-1)?.cause ?? first.cause)
    await tx.db
      .updateTable('holding_end')
      .set({ held_by: null, copies: sql<number>`copies + ${copies}` })
      .where('held_by', '=', id)
      .execute()
    await tx.enqueue(forgetSignalsJob, { signalIds: [signal_id] })
    await tx.log({
      type: 'retention.delete',
      ref: `sig:${signal_id}`,
      count: 1,
      details: { what: 'a copy that was held', copies },
    })
  }
  // The action of lifting a legal hold is logged elsewhere. An expiry is logged only here.
  if (by === null)
    await tx.log({ type: 'hold.release', ref: `hold:${id}`, details: { hold: id, signal: signal_id, what: 'its day' } })
}

async function eraseKept(tx: Tx, signalId: string, cause: string): Promise<number> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', signalId).executeTakeFirstOrThrow()
  const live = row.status === 'active'
  const end = {
    ...{
      entryId: signalId,
      signalId,
      cause: cause === 'withdrawal' ? ('withdrawal' as const) : ('access-ended' as const),
    },
    ...{ version: row.version, reason: null, at: tx.now },
  }
  // If the signal was given again meanwhile, its agreement keeps the current version.
  return eraseCopies(tx, signalId, stubOf(row, end, tx.now), live ? row.version : null)
}
