import type { InspectionDetail } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { closeInspection } from './close-inspection.ts'
import { lockInspection, onInspection } from './inspection-row.ts'
import { inspectionDetail } from './read-inspection.ts'

/**
 * Answers a result that needs another person. With agreement it comes into force; without it, the order stays as it was
 * before. Errors: `same-person`, `inspection-closed` if nothing waits, `refused`. The database refuses the same person too.
 */
export function confirmResult(
  access: AccessStore,
  actor: Tx['actor'],
  id: string,
  { agree }: { agree: boolean },
): Promise<InspectionDetail> {
  const intent = onInspection(actor, id, 'inspection.record', { details: { agree } })
  return access.transaction(intent, async (tx) => {
    const order = await lockInspection(tx, id)
    if (order.pending_id === null) throw fail('inspection-closed', { detail: 'Nothing waits for an answer.' })
    const pending = await tx.db
      .selectFrom('cargo_inspection_result')
      .select(['id', 'person_id'])
      .where('id', '=', order.pending_id)
      .executeTakeFirstOrThrow()
    if (pending.person_id === tx.actor.person) throw fail('same-person')
    await tx.db
      .insertInto('cargo_inspection_answer')
      .values({ result_id: pending.id, person_id: tx.actor.person, account_id: tx.actor.account, at: tx.now, agree })
      .execute()
    tx.counted(1)
    if (agree) await closeInspection(tx, order, pending.id)
    else {
      const state = order.state === 'closed' ? 'closed' : 'open'
      await tx.db.updateTable('cargo_inspection').set({ state, pending_id: null }).where('id', '=', id).execute()
      await tx.announce('inspection.changed', id, 1)
    }
    return inspectionDetail(tx, id)
  })
}
