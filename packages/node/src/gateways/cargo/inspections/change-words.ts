import type { InspectionDetail, InspectionWordsRequest } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { lockInspection, onInspection, seesCases } from './inspection-row.ts'
import { inspectionDetail } from './read-inspection.ts'

/**
 * Changes the words of a result about hits before they are sent. Only officers of cargo may: inspectors see no
 * cases. Errors: `not-found` for a hit without a word, `inspection-closed` for one that was sent, `refused`.
 */
export function changeWords(
  access: AccessStore,
  actor: Tx['actor'],
  id: string,
  { words }: z.infer<typeof InspectionWordsRequest>,
): Promise<InspectionDetail> {
  const intent = onInspection(actor, id, 'inspection.record', { details: { what: 'words' } })
  return access.transaction(intent, async (tx) => {
    const order = await lockInspection(tx, id)
    if (!seesCases(tx)) throw fail('not-found')
    for (const [place, { hitId, outcome }] of words.entries()) {
      const word = await tx.db
        .selectFrom('cargo_inspection_word')
        .select('sent_at')
        .where('result_id', '=', order.result_id)
        .where('hit_id', '=', hitId)
        .forUpdate()
        .executeTakeFirst()
      if (word === undefined) throw fail('not-found', { at: `/words/${place}/hitId` })
      if (word.sent_at !== null)
        throw fail('inspection-closed', { at: `/words/${place}/hitId`, detail: 'This word was sent already.' })
      await tx.db
        .updateTable('cargo_inspection_word')
        .set({ outcome, changed_by: tx.actor.person })
        .where('result_id', '=', order.result_id)
        .where('hit_id', '=', hitId)
        .execute()
    }
    tx.counted(words.length)
    return inspectionDetail(tx, id)
  })
}
