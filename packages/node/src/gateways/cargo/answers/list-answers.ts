import type { CargoAnswerList, ConsignmentAnswer } from '@entente/contracts'
import type { AnswerSent } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type AnswerRow, codeOf, openAnswer } from './read-answer.ts'
import { dropOutdated } from './still-clear.ts'
import { warnAfterDelivery } from './warn-of-cleared-master.ts'

/**
 * Lists the answers to a filer after a sequence, oldest first. An answer that was listed counts as delivered: no newer one
 * takes its place. An AC that no longer holds is dropped instead.
 */
export async function listAnswers(
  tx: Tx,
  senderId: string,
  { after, limit }: { after: number; limit: number },
): Promise<CargoAnswerList> {
  const rows = await tx.db
    .selectFrom('cargo_answer as a')
    .innerJoin('sender as s', 's.id', 'a.sender_id')
    .selectAll('a')
    .select('s.settings')
    .where('a.sender_id', '=', senderId)
    .where('a.sequence', '>', String(after))
    .where((e) => e.or([e('a.replaced_at', 'is', null), e('a.delivered_at', 'is not', null)]))
    .where('a.delete_at', '>', tx.now)
    .orderBy('a.sequence')
    .limit(limit)
    .forUpdate('a')
    .execute()
  const undelivered = rows.filter(({ delivered_at }) => delivered_at === null)
  const dropped = await dropOutdated(tx, undelivered)
  // An empty list would mean that nothing follows.
  if (dropped.size > 0 && dropped.size === rows.length) return listAnswers(tx, senderId, { after, limit })
  const arriving = undelivered.filter(({ id }) => !dropped.has(id))
  const fresh = arriving.map(({ id }) => id)
  if (fresh.length > 0)
    await tx.db
      .updateTable('cargo_answer')
      .set({ delivered_at: tx.now, pulled: true })
      .where((e) => e('id', '=', e.fn.any(e.val(fresh))))
      .execute()
  const cleared = arriving.filter(({ result }) => result === 'AC').map((row) => row.consignment_id)
  await warnAfterDelivery(tx, cleared)
  return { items: rows.flatMap((row) => (dropped.has(row.id) ? undefined : openAnswer(tx, row, row.settings)) ?? []) }
}

/** The most answers that a case and a consignment show. */
const mostShown = 100

const rowsAbout = (tx: Tx, consignmentId: string) =>
  tx.db
    .selectFrom('cargo_answer as a')
    .innerJoin('sender as s', 's.id', 'a.sender_id')
    .selectAll('a')
    .select(['s.settings', 's.name'])
    .where('a.consignment_id', '=', consignmentId)
    .orderBy('a.number', 'desc')
    .limit(mostShown)
    .execute()

/** Lists the answers about a consignment for its case, newest first. */
export async function answersAbout(tx: Tx, consignmentId: string): Promise<AnswerSent[]> {
  const rows = await rowsAbout(tx, consignmentId)
  return rows.map((row) => {
    const answer = openAnswer(tx, row, row.settings)
    const state = row.replaced_at !== null && row.delivered_at === null ? ' (replaced before it was delivered)' : ''
    return {
      id: row.id,
      at: row.at.toISOString(),
      kind: 'unsolicited' as const,
      text: `${row.name}: ${row.event}${answer === undefined || answer.code === '' ? '' : ` ${answer.code}`}${state}`,
      body: answer === undefined ? '' : JSON.stringify(answer),
      deliveredAt: row.delivered_at?.toISOString() ?? null,
    }
  })
}

/** Lists the answers about a consignment with the state of their delivery, newest first. */
export async function deliveriesAbout(tx: Tx, consignmentId: string): Promise<ConsignmentAnswer[]> {
  const rows = await rowsAbout(tx, consignmentId)
  return rows.map((row) => {
    const { event, result } = row as Pick<ConsignmentAnswer, 'event' | 'result'>
    return {
      ...{ id: row.id, event, result, code: codeOf(row.settings, { event, result }), messageId: row.message_id },
      ...{ at: row.release_at.toISOString(), filer: row.sender_id, filerName: row.name, version: row.version },
      ...{ referralId: row.referral_id, state: stateOf(row), deliveredAt: row.delivered_at?.toISOString() ?? null },
      attempts: row.attempts,
    }
  })
}

function stateOf({ delivered_at, pulled, replaced_at, failed_at }: AnswerRow): ConsignmentAnswer['state'] {
  if (delivered_at !== null) return pulled ? 'pulled' : 'delivered'
  if (replaced_at !== null) return 'replaced'
  return failed_at === null ? 'waiting' : 'failed'
}
