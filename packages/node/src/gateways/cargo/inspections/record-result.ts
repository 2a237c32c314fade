import { randomUUID } from 'node:crypto'
import type { InspectionDetail, InspectionResultRequest } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { closeInspection } from './close-inspection.ts'
import { type InspectionOrder, lockInspection, onInspection, resultClasses } from './inspection-row.ts'
import { inspectionDetail } from './read-inspection.ts'

/**
 * Records the result of an inspection. It closes the order, unless another person must agree: to `not-inspected`, and to the
 * correction of a result in force. Errors: `inspection-closed`, `inspection-reason-missing`, `same-person`, `not-found`,
 * `body-invalid`, `refused`.
 */
export function recordResult(
  access: AccessStore,
  actor: Tx['actor'],
  id: string,
  input: InspectionResultRequest,
): Promise<InspectionDetail> {
  const { outcome, corrects } = input
  const details = { outcome, ...(corrects === null ? {} : { corrects }) }
  return access.transaction(onInspection(actor, id, 'inspection.record', { details }), async (tx) => {
    checkWords(input)
    const order = await lockInspection(tx, id)
    await checkTurn(tx, order, input)
    await checkAttachments(tx, id, input.attachments)
    const resultId = randomUUID()
    const before = await tx.db
      .selectFrom('cargo_inspection_result')
      .select((e) => e.fn.countAll<string>().as('count'))
      .where('inspection_id', '=', id)
      .executeTakeFirstOrThrow()
    await tx.db
      .insertInto('cargo_inspection_result')
      .values({
        ...{ id: resultId, inspection_id: id, ordinal: Number(before.count) + 1, outcome, corrects },
        ...{ wrong_party: input.wrongParty, attachments: input.attachments, at: tx.now },
        ...{ person_id: tx.actor.person, account_id: tx.actor.account },
        ...tx.seal(resultId, { found: input.found, reason: input.reason }, resultClasses, order),
      })
      .execute()
    tx.counted(1)
    if (outcome === 'not-inspected' || corrects !== null) await propose(tx, order, resultId)
    else await closeInspection(tx, order, resultId)
    return inspectionDetail(tx, id)
  })
}

/** Checks the content of a result, apart from the state of the order. */
function checkWords({ outcome, found, reason, corrects, wrongParty }: InspectionResultRequest): void {
  if (outcome === 'found' && found.length === 0)
    throw fail('body-invalid', { at: '/found', detail: 'Say what was found.' })
  if (outcome !== 'found' && found.length > 0)
    throw fail('body-invalid', { at: '/found', detail: 'Only the outcome found names goods.' })
  if (outcome === 'not-inspected' && wrongParty)
    throw fail('body-invalid', { at: '/wrongParty', detail: 'Goods that nobody inspected say nothing of their party.' })
  if ((outcome === 'not-inspected' || corrects !== null) && (reason ?? '') === '')
    throw fail('inspection-reason-missing', { at: '/reason' })
}

/** Checks that this person may record such a result now. */
async function checkTurn(
  tx: Tx,
  order: InspectionOrder,
  { outcome, corrects }: InspectionResultRequest,
): Promise<void> {
  if (corrects === null && order.state === 'closed') throw fail('inspection-closed')
  if (corrects !== null && (order.state !== 'closed' || order.result_id !== corrects))
    throw fail('not-found', { at: '/corrects', detail: 'This result is not in force.' })
  if (order.pending_id === null) return
  const pending = await tx.db
    .selectFrom('cargo_inspection_result')
    .select('person_id')
    .where('id', '=', order.pending_id)
    .executeTakeFirstOrThrow()
  // Goods that were inspected after all have a result: it takes the place of what waits.
  if (corrects === null && outcome !== 'not-inspected') return
  if (pending.person_id === tx.actor.person) throw fail('same-person')
  throw fail('inspection-closed', { detail: 'A colleague recorded this before, and it waits for an answer.' })
}

async function checkAttachments(tx: Tx, id: string, attachments: readonly string[]): Promise<void> {
  if (attachments.length === 0) return
  const rows = await tx.db
    .selectFrom('cargo_photo')
    .select('id')
    .where('inspection_id', '=', id)
    .where('id', 'in', [...attachments])
    .execute()
  const known = new Set(rows.map((row) => row.id))
  const place = attachments.findIndex((each) => !known.has(each))
  if (place >= 0) throw fail('not-found', { at: `/attachments/${place}`, detail: 'This is no photo of this order.' })
}

async function propose(tx: Tx, order: InspectionOrder, resultId: string): Promise<void> {
  // A correction leaves the result in force until another person agrees.
  const state = order.state === 'closed' ? 'closed' : 'awaiting-second'
  await tx.db.updateTable('cargo_inspection').set({ state, pending_id: resultId }).where('id', '=', order.id).execute()
  await tx.announce('inspection.changed', order.id, 1)
}
