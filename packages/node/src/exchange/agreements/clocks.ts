import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { reviewGraceDays, suspensionGraceDays } from '../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { accessChangedFor } from '../delivery/index.ts'

/** An owner is notified this many months before its signal must be erased. */
const noticeMonths = 4
const alarmsAtOnce = 200

/**
 * Raises alarms for due reviews and upcoming erasures, and ends access under agreements that were suspended for too
 * long. Runs daily as the task `agreement-clocks`. A second run on the same day changes nothing.
 */
export async function runAgreementClocks(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'signal.release', type: 'signal.release', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    await alarmReviews(tx)
    await alarmRetention(tx)
    const { rows } = await sql<{ id: string }>`select agreement_id as id from agreement_suspension
      where lifted_at is null and at <= ${tx.now}::timestamptz - make_interval(days => ${suspensionGraceDays}::int)`.execute(
      tx.db,
    )
    if (rows.length > 0)
      await accessChangedFor(tx, { agreements: rows.map(({ id }) => id), reason: 'agreement-suspended' })
  })
}

/**
 * Raises alarms for agreements in force whose review is due. Once the days of grace are over, nothing is shared under
 * them.
 */
async function alarmReviews(tx: Tx): Promise<void> {
  const { rows } = await sql<{ id: string; days: number }>`
    select id, floor(extract(epoch from ${tx.now}::timestamptz - review_due) / 86400)::int as days from (
      select distinct on (id) id, review_due, valid_until from agreement
      where members <@ signed and valid_from <= ${tx.now}::timestamptz order by id, version desc
    ) as binding where review_due <= ${tx.now}::timestamptz and valid_until > ${tx.now}::timestamptz`.execute(tx.db)
  for (const { id, days } of rows)
    await raiseAlarm(tx, 'agreement-review-due', `agreement:${id}`, { value: days, limit: reviewGraceDays })
}

/**
 * Raises one alarm for each own signal that must soon be erased. It skips signals of lists and banks, because they are
 * renewed together with their list or bank.
 */
async function alarmRetention(tx: Tx): Promise<void> {
  const { rows } = await sql<{ ref: string; days: number }>`
    select 'sig:' || s.id as ref, floor(extract(epoch from s.delete_at - ${tx.now}::timestamptz) / 86400)::int as days from signal s
    where s.owner = ${tx.actor.member} and s.status = 'active' and s.list_id is null
      and s.delete_at > ${tx.now}::timestamptz and s.delete_at <= ${tx.now}::timestamptz + make_interval(months => ${noticeMonths}::int)
      and not exists (select from item_signal i where i.signal_id = s.id)
      and not exists (select from alarm a where a.code = 'retention-ending' and a.ref = 'sig:' || s.id)
    order by s.delete_at limit ${alarmsAtOnce}`.execute(tx.db)
  for (const { ref, days } of rows) await raiseAlarm(tx, 'retention-ending', ref, { value: days, limit: 0 })
}
