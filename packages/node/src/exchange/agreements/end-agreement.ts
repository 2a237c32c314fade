import { randomUUID } from 'node:crypto'
import type { AgreementEnd, AgreementView } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { type NodeKey, signObject } from '../../safeguards/keys/index.ts'
import { newestVersion } from './agreement-row.ts'
import { agreementChanged, reconsiderReceived, sendToParties } from './send-agreement.ts'
import { viewAgreement } from './view-agreement.ts'

/**
 * Ends an agreement for this member at once and for good, and sends a signed statement to the other parties. One person
 * may do this alone, because ending an agreement shares nothing. Errors: `not-found`, `agreement-ended`,
 * `agreement-state` if the agreement was never offered.
 */
export async function endAgreement(
  tx: Tx,
  id: string,
  own: string,
  reason: string,
  key: NodeKey,
): Promise<AgreementView> {
  if ((await newestVersion(tx, id)) === undefined) throw fail('not-found')
  const parties = await offeredTo(tx, id)
  if (parties.length === 0) throw fail('agreement-state', { detail: 'It is a draft. No other member has it.' })
  const statement = {
    schema: 'entente/agreement-end/v1' as const,
    agreement: id,
    member: own,
    reason,
    at: tx.now.toISOString(),
  }
  const end = { ...statement, signature: signObject(key, 'entente/agreement-end/v1', statement, tx.now) }
  await keepEnd(tx, end)
  await sendToParties(tx, parties, end)
  return viewAgreement(tx, id)
}

/**
 * Lists the members to which any version was offered. The parties of the newest version are not enough, because it may
 * be a draft with other parties.
 */
async function offeredTo(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('agreement')
    .select('members')
    .where('id', '=', id)
    .where('offered_at', 'is not', null)
    .execute()
  return [...new Set(rows.flatMap(({ members }) => members))]
}

/**
 * Stores a checked statement that a party ended the agreement. A second statement changes nothing. Error:
 * `agreement-ended` if this member itself ended the agreement.
 */
export async function keepEnd(tx: Tx, end: AgreementEnd): Promise<void> {
  const kept = await tx.db
    .insertInto('agreement_end')
    .values({ agreement_id: end.agreement, member: end.member, received_at: tx.now, body: JSON.stringify(end) })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows === 0n) {
    if (end.member === tx.actor.member) throw fail('agreement-ended')
    return
  }
  await tx.log({ type: 'agreement.end', ref: `agreement:${end.agreement}`, details: { member: end.member } })
  await agreementChanged(tx, end.agreement, 'agreement-ended')
}

/**
 * Suspends an agreement for this member, or resumes it. During a suspension no signal is released or used under the
 * agreement. Members that received signals keep them for 30 days. Errors: `not-found`, `agreement-state`.
 */
export async function suspendAgreement(
  tx: Tx,
  id: string,
  change: { suspended: boolean; reason: string },
): Promise<AgreementView> {
  if ((await newestVersion(tx, id)) === undefined) throw fail('not-found')
  const open = await tx.db
    .selectFrom('agreement_suspension')
    .select(['id', 'at'])
    .where('agreement_id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  if (change.suspended === (open !== undefined))
    throw fail('agreement-state', { detail: change.suspended ? 'It is suspended already.' : 'It is not suspended.' })
  if (open === undefined) {
    const row = { id: randomUUID(), agreement_id: id, at: tx.now, reason: change.reason, person_id: tx.actor.person }
    await tx.db.insertInto('agreement_suspension').values(row).execute()
    await reconsiderReceived(tx, id)
  } else {
    // Resuming shares signals again, so only a supervisor may do it.
    if (tx.actor.role !== 'supervisor') throw fail('role', { detail: 'Only a supervisor may resume it.' })
    const lifted = { lifted_at: tx.now, lifted_by: tx.actor.person }
    await tx.db.updateTable('agreement_suspension').set(lifted).where('id', '=', open.id).execute()
    await agreementChanged(tx, id, 'terms-changed')
  }
  return viewAgreement(tx, id)
}
