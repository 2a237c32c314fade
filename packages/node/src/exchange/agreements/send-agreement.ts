import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { accessChangedFor, appendEntry } from '../delivery/index.ts'
import { signalsChangedTopic } from '../jobs.ts'
import { signalsChanged } from '../signals/notify-matching.ts'
import { signedAgreement } from './agreement-row.ts'

/**
 * Sends a version, a signature or an end to the parties that have already joined, in the caller's transaction. Parties
 * that join later get it when they join.
 */
export async function sendToParties(
  tx: Tx,
  members: readonly string[],
  object: Record<string, unknown>,
): Promise<void> {
  const joined = await tx.db
    .selectFrom('delivery_head as h')
    .innerJoin('member_standing as m', 'm.member', 'h.recipient')
    .select('m.member')
    .where('m.member', 'in', [...members, ''])
    .where('m.state', 'in', ['active', 'unconfirmed'])
    .orderBy('m.member')
    .execute()
  for (const { member } of joined) await appendEntry(tx, member, 'agreement', object)
}

/**
 * Sends a joining member the newest version of each agreement to which it is a party, and this member's statements that
 * end such agreements.
 */
export async function sendAgreementsTo(tx: Tx, member: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('agreement')
    .select(['id', 'version', 'body', 'members'])
    .distinctOn('id')
    .where('offered_at', 'is not', null)
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  const ends = await tx.db.selectFrom('agreement_end').selectAll().where('member', '=', tx.actor.member).execute()
  for (const row of rows.filter(({ members }) => members.includes(member))) {
    await appendEntry(tx, member, 'agreement', await signedAgreement(tx, row))
    const end = ends.find(({ agreement_id }) => agreement_id === row.id)
    if (end !== undefined) await appendEntry(tx, member, 'agreement', end.body)
  }
}

/**
 * Updates access after an agreement's terms changed: which signals each member may be given, and which received signals
 * are matched. `reason` is sent to members that lose access.
 */
export async function agreementChanged(tx: Tx, id: string, reason: string): Promise<void> {
  await accessChangedFor(tx, { agreements: [id], reason })
  await reconsiderReceived(tx, id)
}

/**
 * Queues received signals under an agreement for matching under its current terms. People who have hits on these
 * signals are compared again too.
 */
export async function reconsiderReceived(tx: Tx, id: string): Promise<void> {
  const received = await tx.db
    .selectFrom('signal')
    .select('id')
    .where('owner', '<>', tx.actor.member)
    .where('status', '=', 'active')
    .where(sql<boolean>`agreements @> array[${id}]::text[]`)
    .execute()
  // Notify the index even without received signals: it stores the terms of agreements next to its signals.
  if (received.length === 0) await tx.enqueue(signalsChangedTopic, { signalIds: [] })
  await signalsChanged(
    tx,
    received.map((row) => row.id),
    'agreement-changed',
  )
  await tx.announce('agreement.changed', id, 1)
}
