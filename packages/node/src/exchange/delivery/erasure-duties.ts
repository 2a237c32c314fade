import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

/** Deadlines for a member to stop using a signal and to erase it. */
export interface Deadlines {
  stopBy: Date
  eraseBy: Date
}
export interface Duty extends Deadlines {
  member: string
  entryId: string
  signalId: string
  version: number
  cause: 'withdrawal' | 'access-ended' | 'expired'
}

/** These deadlines apply if no agreement sets any. */
const usualStopMinutes = 15
const usualEraseHours = 24

/**
 * Returns the deadlines of each signal, counted from now. Each deadline is the shortest one in any version of the
 * signal's agreements.
 */
export async function deadlinesOf(
  tx: Tx,
  signalIds: readonly string[],
): Promise<{ get(id: string): Deadlines | undefined; usual: Deadlines }> {
  const usual = from(tx.now, usualStopMinutes, usualEraseHours)
  if (signalIds.length === 0) return { get: () => undefined, usual }
  const { rows } = await sql<{ id: string; stop: number; erase: number }>`
    select s.id, min((a.body->'withdrawal'->>'stopWithinMinutes')::int) as stop, min((a.body->'withdrawal'->>'eraseWithinHours')::int) as erase
    from signal s join agreement a on a.id::text = any(s.agreements)
    where s.id = any(${[...signalIds]}::uuid[]) group by s.id`.execute(tx.db)
  const known = new Map(rows.map(({ id, stop, erase }) => [id, from(tx.now, stop, erase)]))
  return { get: (id) => known.get(id), usual }
}

const from = (now: Date, minutes: number, hours: number): Deadlines => ({
  stopBy: new Date(now.getTime() + minutes * 60_000),
  eraseBy: new Date(now.getTime() + hours * 3_600_000),
})

/** Records which receipts members owe for these signals: `received`, `stopped` and `erased`. */
export async function addDuties(tx: Tx, duties: readonly Duty[]): Promise<void> {
  if (duties.length === 0) return
  await tx.db
    .insertInto('erasure_duty')
    .values(
      duties.map((duty) => ({
        member: duty.member,
        entry_id: duty.entryId,
        signal_id: duty.signalId,
        version: duty.version,
        cause: duty.cause,
        since: tx.now,
        stop_by: duty.stopBy,
        erase_by: duty.eraseBy,
      })),
    )
    .execute()
}
