import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { addDuties, deadlinesOf } from '../delivery/erasure-duties.ts'
import { accessChangedFor, lockHeads, signalChangedFor } from '../delivery/index.ts'
import { notExcused } from '../delivery/withdrawal-state.ts'
import { endDueHolds } from './holds/end-hold.ts'
import { endHoldings } from './pull/end-holding.ts'
import { lockSignals } from './pull/lock-in-order.ts'
import type { ReceiptDeps } from './receipts/write-receipts.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'> & ReceiptDeps
const intent = { action: 'record.write', type: 'retention.delete', impersonal: true } as const
const day = 86_400_000
const atOnce = 500

/**
 * Applies the changes between nodes that only the passing of time causes. Agreements begin and end. Signals begin and
 * expire, here and at the members that have them. Receipts become overdue. Old request ids and tombstones are deleted.
 * A second run at the same time changes nothing. `since` is the time of the last run; null means that all agreements
 * are checked.
 */
export async function runExchangeClocks(deps: Deps, since: Date | null): Promise<void> {
  const access = systemAccess(deps, null)
  await access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    await tx.db.deleteFrom('seen_request').where('expires_at', '<=', tx.now).execute()
    await tx.db.deleteFrom('tombstone').where('keep_until', '<=', tx.now).execute()
  })
  await access.transaction({ ...intent, action: 'signal.release', type: 'signal.release' }, async (tx) => {
    tx.leavesNoEntry()
    await followAgreements(tx, since)
    await endOwn(tx)
  })
  await access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    await endReceived(tx, deps)
    await endDueHolds(tx)
  })
  await access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    await alarmOverdue(tx)
  })
}

/**
 * Updates recipients for agreements that began, ended or missed their review since the last run, and for signals whose
 * validity began.
 */
async function followAgreements(tx: Tx, since: Date | null): Promise<void> {
  if (since === null) return accessChangedFor(tx, { reason: 'agreement-ended' })
  const passed = (column: string) => sql<boolean>`${sql.ref(column)} > ${since} and ${sql.ref(column)} <= ${tx.now}`
  const agreements = await tx.db
    .selectFrom('agreement')
    .select('id')
    .distinct()
    .where((e) =>
      e.or([
        passed('valid_from'),
        passed('valid_until'),
        sql<boolean>`review_due + interval '30 days' > ${since} and review_due + interval '30 days' <= ${tx.now}`,
      ]),
    )
    .execute()
  if (agreements.length > 0)
    await accessChangedFor(tx, { agreements: agreements.map(({ id }) => id), reason: 'agreement-ended' })
  const begun = await tx.db
    .selectFrom('signal')
    .select('id')
    .where('owner', '=', tx.actor.member)
    .where('status', '=', 'active')
    .where(sql<boolean>`cardinality(agreements) > 0`)
    .where(passed('valid_from'))
    .execute()
  await signalChangedFor(
    tx,
    begun.map(({ id }) => id),
  )
}

/**
 * Ends the delivery of this member's signals, including signals that it passed on, once their retention ends. Expiry is
 * not announced, because members that have the signals compute it too. Each of them owes a receipt for the erasure.
 */
async function endOwn(tx: Tx): Promise<void> {
  // Lock the logs before changing what a member receives (decision 0025).
  await lockHeads(tx)
  // Create duties only for the rows that this update changed.
  const { rows } = await sql<{ recipient: string; signal_id: string; version: number; entry_id: string }>`
    update visibility v set ended_at = ${tx.now}, end_reason = 'expired'
    from (select v.recipient, v.signal_id, v.run from visibility v join signal s on s.id = v.signal_id
      where v.ended_at is null and s.delete_at <= ${tx.now} limit ${atOnce}) as over
    where v.recipient = over.recipient and v.signal_id = over.signal_id and v.run = over.run and v.ended_at is null
    returning v.recipient, v.signal_id, v.version, (select d.entry_id from delivery d
      where d.recipient = v.recipient and d.signal_id = v.signal_id and d.type = 'signal' order by d.at desc, d.seq desc limit 1) as entry_id`.execute(
    tx.db,
  )
  if (rows.length === 0) return
  const ends = await deadlinesOf(
    tx,
    rows.map(({ signal_id }) => signal_id),
  )
  await addDuties(
    tx,
    rows.map((row) => ({
      member: row.recipient,
      entryId: row.entry_id,
      signalId: row.signal_id,
      version: row.version,
      cause: 'expired' as const,
      ...(ends.get(row.signal_id) ?? ends.usual),
    })),
  )
  await countEarlyReceipts(
    tx,
    rows.map(({ signal_id }) => signal_id),
  )
}

/**
 * Counts receipts that members signed before this node's clock reached the end of the signal. This happens if a
 * member's clock is fast, and for a refused signal, which the member never stored.
 */
async function countEarlyReceipts(tx: Tx, signalIds: readonly string[]): Promise<void> {
  const ids = [...signalIds]
  await sql`select from erasure_duty where signal_id = any(${ids}::uuid[]) order by member, entry_id for no key update`.execute(
    tx.db,
  )
  await sql`update erasure_duty d set received_at = r.received_at, stopped_at = r.stopped_at, erased_at = r.erased_at, refused = r.refused
    from (select member, entry_id, min(at) as received_at, min(at) filter (where step in ('stopped', 'erased')) as stopped_at,
        min(at) filter (where step = 'erased') as erased_at, (array_agg(body) filter (where step = 'refused'))[1] as refused
      from signal_receipt where signal_id = any(${ids}::uuid[]) group by member, entry_id) as r
    where d.cause = 'expired' and d.received_at is null and d.member = r.member and d.entry_id = r.entry_id`.execute(
    tx.db,
  )
}

/** Ends received signals whose retention is over. */
async function endReceived(tx: Tx, deps: Deps): Promise<void> {
  const over = await tx.db
    .selectFrom('held_signal as h')
    .innerJoin('signal as s', 's.id', 'h.signal_id')
    .select(['h.signal_id', 'h.peer', 'h.entry_id'])
    .where('h.ended_at', 'is', null)
    .where('s.delete_at', '<=', tx.now)
    .limit(atOnce)
    .execute()
  if (over.length === 0) return
  await lockHeads(tx)
  await lockSignals(
    tx,
    over.map(({ signal_id }) => signal_id),
  )
  for (const peer of new Set(over.map((row) => row.peer))) {
    const ends = over
      .filter((row) => row.peer === peer)
      .map((row) => ({
        ...{ entryId: row.entry_id, signalId: row.signal_id, cause: 'expired' as const },
        ...{ version: null, reason: null, at: tx.now },
      }))
    await endHoldings(tx, deps, peer, ends)
  }
}

/**
 * Raises alarms for each missing receipt: when half of its time is over, when all of it is over, and every day after
 * that.
 */
async function alarmOverdue(tx: Tx): Promise<void> {
  const open = await tx.db
    .selectFrom('erasure_duty')
    .selectAll()
    .where('erased_at', 'is', null)
    .where(notExcused(tx.now))
    .where(sql<boolean>`${tx.now} >= since + (erase_by - since) / 2`)
    .where((e) => e.or([e('told_overdue_at', 'is', null), e('told_overdue_at', '<', new Date(tx.now.getTime() - day))]))
    .orderBy('erase_by')
    .limit(atOnce)
    .execute()
  const inOrder = open.sort((one, other) => (one.member + one.entry_id < other.member + other.entry_id ? -1 : 1))
  for (const duty of inOrder) {
    const late = duty.erase_by <= tx.now
    if (!late && duty.told_half_at !== null) continue
    const ref = `sig:${duty.signal_id} ${duty.member}`
    const hours = Math.round((tx.now.getTime() - duty.since.getTime()) / 3_600_000)
    const allowed = Math.round((duty.erase_by.getTime() - duty.since.getTime()) / 3_600_000)
    const code = late ? 'erasure-overdue' : 'erasure-half-time'
    await raiseAlarm(tx, code, ref, { value: hours, limit: allowed, cause: duty.cause })
    await tx.db
      .updateTable('erasure_duty')
      .set(late ? { told_overdue_at: tx.now } : { told_half_at: tx.now })
      .where('member', '=', duty.member)
      .where('entry_id', '=', duty.entry_id)
      .execute()
  }
}
