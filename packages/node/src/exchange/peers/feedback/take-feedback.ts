import type { Feedback } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/door.ts'
import { memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'

/** From so many reviewed hits on, a signal that was right in fewer than this percentage is to be looked at by its owner (exchange.md 3.11). */
const reviewedAtLeast = 10
const precisionPercent = 20

/**
 * Keeps what another member says a signal of this one was worth: signed, codes and counts only. False where it is not signed by who says it, or about no
 * signal that this node ever gave it: whoever was told of none has no say in it, and learns by nothing that it exists. The same feedback twice changes
 * nothing.
 */
export async function takeFeedback(tx: Tx, from: string, feedback: Feedback): Promise<boolean> {
  if (feedback.from !== from) return false
  const keys = await memberKeys(tx.db, from, tx.now)
  if (verifyObject('entente/feedback/v1', feedback, keys) === null) return false
  const signal = await tx.db
    .selectFrom('signal')
    .select('id')
    .where('id', '=', feedback.signalId)
    .where('owner', '=', tx.actor.member)
    .where((e) =>
      e.exists(
        e
          .selectFrom('visibility')
          .select('recipient')
          .where('recipient', '=', from)
          .whereRef('visibility.signal_id', '=', 'signal.id'),
      ),
    )
    .executeTakeFirst()
  if (signal === undefined) return false
  const added = await tx.db
    .insertInto('feedback')
    .values({
      id: feedback.id,
      signal_id: feedback.signalId,
      signal_version: feedback.signalVersion,
      case_id: null,
      hit_id: null,
      outcome: feedback.outcome,
      count: feedback.count,
      first_seen: feedback.firstSeen,
      last_seen: feedback.lastSeen,
      at: feedback.at,
      person_id: null,
      from_member: from,
      body: JSON.stringify(feedback),
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) return true
  await tx.log({
    type: 'feedback.record',
    ref: `sig:${feedback.signalId}`,
    details: { from, outcome: feedback.outcome },
  })
  await tx.announce('signal.changed', feedback.signalId, feedback.signalVersion)
  await flagIfMostlyMistaken(tx, feedback.signalId)
  return true
}

async function flagIfMostlyMistaken(tx: Tx, signalId: string): Promise<void> {
  const { rows } = await sql<{ reviewed: number; right: number }>`
    select coalesce(sum(count), 0)::int as reviewed, coalesce(sum(count) filter (where outcome = 'confirmed'), 0)::int as right
    from feedback where signal_id = ${signalId} and outcome in ('confirmed', 'mistaken', 'not-useful')`.execute(tx.db)
  const { reviewed = 0, right = 0 } = rows[0] ?? {}
  const percent = reviewed === 0 ? 100 : Math.floor((100 * right) / reviewed)
  if (reviewed < reviewedAtLeast || percent >= precisionPercent) return
  const flag = { reviewed, precision_percent: percent, at: tx.now }
  await tx.db
    .insertInto('signal_flag')
    .values({ signal_id: signalId, ...flag })
    .onConflict((c) => c.column('signal_id').doUpdateSet(flag))
    .execute()
  await raiseAlarm(tx, 'signal-mostly-mistaken', `sig:${signalId}`, { value: percent, limit: precisionPercent })
}
