import { randomUUID } from 'node:crypto'
import type { Actor, Purpose, UnmaskedView } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore } from '../../safeguards/access/access-store.ts'
import { maskedLeaves } from '../../safeguards/access/masked-leaves.ts'
import { caseAccess, findCase } from '../cases/case-record.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { findRequest, refuseOthers, showRequest, stateOf } from './unmask-requests.ts'

/**
 * Shows the requester the named fields of an approved request. The view and its entry in the log are committed before the values are
 * read; the database gives them to no other transaction, and once for each view.
 *
 * Errors: `not-found`; `unmask-state` before the approval, after its end, or after the last view; `deleted`; refusals of the access decision.
 */
export async function viewUnmasked(
  access: AccessStore,
  { gateways, actor, purpose }: { gateways: Gateways; actor: Actor; purpose: Purpose | null },
  id: string,
): Promise<UnmaskedView> {
  const intent: AccessIntent = {
    ...{ action: 'unmask.view', type: 'unmask.view', ref: `unmask:${id}`, decision: 'allow', once: true },
    on: async (db) => {
      const row = await db.selectFrom('unmask_request').select('case_id').where('id', '=', id).executeTakeFirst()
      const file = row && (await findCase({ db }, row.case_id))
      if (file === undefined) refuseOthers(actor, purpose, 'unmask.view', new Date())
      return file === undefined ? null : caseAccess(file)
    },
  }
  const view = await access.transaction(intent, async (tx) => {
    const found = await findRequest(tx, id, true)
    if (found.row.requested_by !== tx.actor.person) throw fail('not-found')
    if (stateOf(found, tx.now) !== 'approved') throw fail('unmask-state')
    const viewId = randomUUID()
    await tx.db.insertInto('unmask_view').values({ id: viewId, request_id: id, person_id: tx.actor.person }).execute()
    tx.note({ request: id, record: found.row.subject_id, fields: found.row.fields, view: found.views.length + 1 })
    tx.counted(1)
    return viewId
  })
  return access.transaction(intent, async (tx) => {
    const found = await findRequest(tx, id)
    const { rows } = await sql<{ subject_id: string; regime: string; a: Buffer }>`
      select * from released_values(${view}::uuid)`.execute(tx.db)
    const { unmasking } = gateways.of(found.row.gateway)
    const [kept] = rows
    if (kept === undefined || unmasking === undefined) throw fail('deleted')
    const part = tx.openReleased({ ...caseAccess(found.file), id: kept.subject_id, a: kept.a })
    const leaves = maskedLeaves(part, unmasking.classes, unmasking.leaveOut)
    return {
      request: await showRequest(tx, found),
      values: leaves.filter(({ field }) => found.row.fields.includes(field)),
    }
  })
}
