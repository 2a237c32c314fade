import type { Feedback } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { appendEntry } from '../../delivery/index.ts'
import { keysOfOwner } from '../keys/keys-of-owner.ts'

/**
 * The owner should review a signal if at least this many hits were reviewed and fewer than this percentage were right.
 */
const reviewedAtLeast = 10
const precisionPercent = 20

/**
 * Stores another member's feedback on a signal of this member. Feedback is signed and contains only codes and counts.
 * Returns false both for a wrong signature and for a signal that was never given to that member, so that a member
 * cannot find out which signals exist. Repeated feedback changes nothing. Feedback on a signal that this member passed
 * on is forwarded, with its signature, to the member that gave the signal. Feedback from a member whose introduced key
 * is not confirmed yet is skipped; the log is read again after the confirmation.
 */
export async function takeFeedback(tx: Tx, from: string, feedback: Feedback): Promise<boolean> {
  const direct = feedback.from === from
  const keys = await (direct ? memberKeys(tx.db, from, tx.now) : keysOfOwner(tx, feedback.from))
  if (!direct && keys.length === 0) return true
  if (verifyObject('entente/feedback/v1', feedback, keys) === null) return false
  const signal = await tx.db
    .selectFrom('signal')
    .select(['id', 'owner'])
    .where('id', '=', feedback.signalId)
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
  if (signal.owner !== tx.actor.member) return passUp(tx, from, feedback)
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
      from_member: feedback.from,
      body: JSON.stringify(feedback),
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) return true
  await tx.log({
    type: 'feedback.record',
    ref: `sig:${feedback.signalId}`,
    details: { from: feedback.from, outcome: feedback.outcome },
  })
  await tx.announce('signal.changed', feedback.signalId, feedback.signalVersion)
  await flagIfMostlyMistaken(tx, feedback.signalId)
  return true
}

async function passUp(tx: Tx, from: string, feedback: Feedback): Promise<true> {
  const giver = await tx.db
    .selectFrom('held_signal as h')
    .innerJoin('delivery_head as d', 'd.recipient', 'h.peer')
    .select('h.peer')
    .where('h.signal_id', '=', feedback.signalId)
    .where('h.peer', '<>', from)
    .executeTakeFirst()
  if (giver !== undefined) await appendEntry(tx, giver.peer, 'feedback', { ...feedback })
  return true
}

async function flagIfMostlyMistaken(tx: Tx, signalId: string): Promise<void> {
  const { rows } = await sql<{ reviewed: number; right: number }>`
    select coalesce(sum(count), 0)::int as reviewed, coalesce(sum(count) filter (where outcome = 'confirmed'), 0)::int as right
    from counted_feedback where signal_id = ${signalId} and outcome in ('confirmed', 'mistaken', 'not-useful')`.execute(
    tx.db,
  )
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
