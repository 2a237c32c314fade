import { randomUUID } from 'node:crypto'
import {
  type Actor,
  type NewUnmasking,
  type Purpose,
  shortestUnmaskReason,
  type UnmaskRequest,
} from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import { regimeAt } from '../../safeguards/retention/regimes.ts'
import { type CaseFile, caseAccess, findCase } from '../cases/case-record.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { findRequest, refuseOthers, showRequest, stateOf, unmaskClasses } from './unmask-requests.ts'

/** A request that nobody answers ends after this time. */
const openMs = 72 * 3_600_000

/** The intent of asking for a case. A case that the log knows and that is gone was deleted: `deleted`. */
export const askingFor = (caseId: string, actor: Actor, purpose: Purpose | null): AccessIntent => ({
  ...{ action: 'unmask.ask', type: 'unmask.request', ref: `case:${caseId}` },
  on: async (db) => {
    const row = await findCase({ db }, caseId)
    if (row !== undefined) return caseAccess(row)
    refuseOthers(actor, purpose, 'unmask.ask', new Date())
    const known = db.selectFrom('audit.entry').select('id').where('ref', '=', `case:${caseId}`).limit(1)
    if ((await known.executeTakeFirst()) !== undefined) throw fail('deleted')
    return null
  },
})

/**
 * Asks to see masked fields of the record of a case. The law of the record says who must approve it.
 *
 * Errors: `not-found`; `reason-too-short`; `unmask-never`; `not-masked`, also in the hour in which the node masks the record; `deleted` if
 * the values are gone; `body-invalid` for a group that the law does not mask; `unmask-state` if an own request about the case is open.
 */
export async function askUnmasking(tx: Tx, gateways: Gateways, asked: NewUnmasking): Promise<UnmaskRequest> {
  const file = (await findCase(tx, asked.caseId)) as CaseFile
  if (file.subject_id !== asked.recordId) throw fail('not-found', { at: '/recordId' })
  if (asked.reason.length < shortestUnmaskReason)
    throw fail('reason-too-short', {
      ...{ at: '/reason', detail: `At least ${shortestUnmaskReason} characters say why the masked fields are needed.` },
    })
  const gateway = gateways.of(file.gateway)
  const [subject] = await gateway.subjects.load(tx, [asked.recordId])
  if (subject === undefined || subject.row.delete_at <= tx.now) throw fail('deleted')
  const { regime, received_at, mask_at } = subject.row
  const { unmask, maskedFields } = regimeAt(regime, received_at)
  if (gateway.unmasking === undefined || unmask === null || unmask.approver === 'none') throw fail('unmask-never')
  if (mask_at === null || mask_at > tx.now) throw fail('not-masked')
  await checkKept(tx, gateway.unmasking.root, asked.recordId)
  const place = asked.fields.findIndex((field) => field !== 'other' && !maskedFields.includes(field))
  if (place >= 0) throw fail('body-invalid', { at: `/fields/${place}`, detail: 'The law does not mask this group.' })
  await refuseRepeated(tx, file.id)
  const id = randomUUID()
  await tx.db
    .insertInto('unmask_request')
    .values({
      ...{ id, gateway: file.gateway, subject_id: asked.recordId, case_id: file.id, approver: unmask.approver },
      ...{ max_hours: unmask.maxHours, inform: unmask.informOversight, fields: [...new Set(asked.fields)] },
      ...{ ground: asked.ground, b: tx.seal(id, { reason: asked.reason }, unmaskClasses, file).b },
      ...{ requested_by: tx.actor.person, requested_at: tx.now },
      expires_at: new Date(tx.now.getTime() + openMs),
      teams: [...new Set([file.team, ...tx.actor.teams])],
    })
    .execute()
  tx.note({ request: id, fields: asked.fields, ground: asked.ground, approver: unmask.approver })
  tx.counted(1)
  return showRequest(tx, await findRequest(tx, id))
}

/** Throws `not-masked` while the node has not masked the bytes yet, and `deleted` if it kept none of them. */
async function checkKept(tx: Tx, root: string, recordId: string): Promise<void> {
  const kept = await tx.db
    .selectFrom('masked_value')
    .select('subject_id')
    .where('subject_id', '=', recordId)
    .executeTakeFirst()
  if (kept !== undefined) return
  const { rows } = await sql<{ done: boolean }>`
    select masked_at is not null as done from ${sql.table(root)} where id = ${recordId}`.execute(tx.db)
  if (rows[0]?.done === false)
    throw fail('not-masked', { detail: 'The node masks this record within the hour. Ask again then.' })
  throw fail('deleted')
}

async function refuseRepeated(tx: Tx, caseId: string): Promise<void> {
  const open = await tx.db
    .selectFrom('unmask_request')
    .select('id')
    .where('case_id', '=', caseId)
    .where('requested_by', '=', tx.actor.person)
    .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '=', 'approved')]))
    .execute()
  for (const { id } of open) {
    const state = stateOf(await findRequest(tx, id), tx.now)
    if (state === 'requested' || state === 'approved')
      throw fail('unmask-state', { detail: 'Your earlier request about this case is still open.' })
  }
}
