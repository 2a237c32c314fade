import { createHash } from 'node:crypto'
import { isOutsideApproval, UnmaskApproval, type UnmaskRequest, unmaskContent } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { ActGiven, ActType } from '../../safeguards/access/acts/act-type.ts'
import { type GivenSignature, recordAct } from '../../safeguards/access/acts/record-act.ts'
import { announceToOversight } from '../../safeguards/access/announce-to-oversight.ts'
import { sealForOversight } from '../../safeguards/oversight-files/seal-file.ts'
import { type FoundRequest, findRequest, showRequest, stateOf, wrongKind } from './unmask-requests.ts'

/** Finds a request that waits, for somebody other than its requester. Errors: `not-found`, `same-person`, `unmask-state`. */
async function waitingRequest(tx: Tx, id: string, lock: boolean): Promise<FoundRequest> {
  const found = await findRequest(tx, id, lock)
  if (found.row.requested_by === tx.actor.person) throw fail('same-person')
  await refuseUnreadable(tx, found)
  if (stateOf(found, tx.now) !== 'requested') throw fail('unmask-state')
  return found
}

/** Nobody answers a request whose reason they may not read for their purpose. */
async function refuseUnreadable(tx: Tx, found: FoundRequest): Promise<void> {
  if ((await showRequest(tx, found)).reason === null)
    throw fail('refused', { detail: 'State a purpose of the record.' })
}

function checkApproval(
  { row }: FoundRequest,
  tx: Tx,
  { kind, reference, documentSha256, hours }: UnmaskApproval,
): void {
  const wrong = wrongKind(row, tx.actor, kind)
  if (wrong !== null) throw fail('approver-kind', { at: '/kind', detail: wrong })
  if (isOutsideApproval(kind)) {
    const detail = 'The approval of an outside authority needs its reference and the SHA-256 of its document.'
    if (reference === undefined) throw fail('body-invalid', { at: '/reference', detail })
    if (documentSha256 === undefined) throw fail('body-invalid', { at: '/documentSha256', detail })
  }
  if (hours > row.max_hours)
    throw fail('body-invalid', { at: '/hours', detail: `The law allows at most ${row.max_hours} hours.` })
}

/**
 * Approves a request as another person, or records the approval of an outside authority: its requester sees the named fields for so many
 * hours. Oversight is told where the law says so. The person signs it with a passkey.
 *
 * Errors: `not-found`, `same-person`, `unmask-state`, `approver-kind`, `body-invalid`, those of `recordAct`.
 */
export async function approveUnmasking(
  tx: Tx,
  id: string,
  approval: UnmaskApproval,
  signature: GivenSignature | null,
): Promise<UnmaskRequest> {
  const found = await waitingRequest(tx, id, true)
  const act = await approvalAct(tx, found, approval)
  const { kind, reference = null, documentSha256 = null, hours } = approval
  await tx.db
    .updateTable('unmask_request')
    .set({
      ...{ outcome: 'approved', decided_by: tx.actor.person, decided_at: tx.now, kind, reference },
      ...{ document_sha256: documentSha256, until: new Date(tx.now.getTime() + hours * 3_600_000) },
    })
    .where('id', '=', id)
    .execute()
  await recordAct(tx, signature, act)
  if (found.row.inform)
    await announceToOversight(tx.db, 'unmask-approved', `unmask:${id}`, tx.now, [
      found.row.requested_by,
      tx.actor.person,
    ])
  return noted(tx, id, { kind, hours, fields: found.row.fields })
}

/** Refuses a request as another person. Errors: `not-found`, `same-person`, `unmask-state`. */
export async function refuseUnmasking(tx: Tx, id: string, text: string): Promise<UnmaskRequest> {
  await waitingRequest(tx, id, true)
  await tx.db
    .updateTable('unmask_request')
    .set({ outcome: 'refused', decided_by: tx.actor.person, decided_at: tx.now, refusal: text })
    .where('id', '=', id)
    .execute()
  return noted(tx, id, {})
}

/** Stores what oversight found about an approved unmasking. Errors: `not-found`, `unmask-state`. */
export async function reviewUnmasking(tx: Tx, id: string, text: string): Promise<UnmaskRequest> {
  const found = await findRequest(tx, id, true)
  await refuseUnreadable(tx, found)
  const { row } = found
  if (row.outcome !== 'approved' || row.reviewed_at !== null) throw fail('unmask-state')
  await tx.db
    .updateTable('unmask_request')
    .set({ reviewed_by: tx.actor.person, reviewed_at: tx.now, review_note: text })
    .where('id', '=', id)
    .execute()
  return noted(tx, id, {})
}

/** The largest document of an authority. */
export const largestDocument = 8 * 1024 * 1024

/**
 * Seals the document behind an approved unmasking for oversight, as the person who recorded the approval. It is the one whose SHA-256 the
 * approval states. Nobody else reads it, and it is deleted with the record.
 *
 * Errors: `not-found`, `unmask-state` without an approval that states a document, `document-differs`, `document-exists`,
 * `recipient-missing`.
 */
export async function sealDocument(tx: Tx, id: string, bytes: Uint8Array): Promise<void> {
  const { row } = await findRequest(tx, id, true)
  if (row.decided_by !== tx.actor.person) throw fail('not-found')
  if (row.outcome !== 'approved' || row.document_sha256 === null) throw fail('unmask-state')
  if (createHash('sha256').update(bytes).digest('hex') !== row.document_sha256) throw fail('document-differs')
  const ref = `unmask:${id}`
  const known = await tx.db.selectFrom('oversight_file').select('id').where('ref', '=', ref).executeTakeFirst()
  if (known !== undefined) throw fail('document-exists')
  const file = await sealForOversight(tx, {
    ...{ kind: 'unmask-document', content: { plain: bytes }, of: { ref, subjectId: row.subject_id } },
  })
  tx.note({ request: id, file })
  tx.counted(1)
}

async function noted(tx: Tx, id: string, more: Record<string, string | number | string[]>): Promise<UnmaskRequest> {
  const found = await findRequest(tx, id)
  tx.note({ request: id, record: found.row.subject_id, ...more })
  tx.counted(1)
  return showRequest(tx, found)
}

async function approvalAct(
  tx: Tx,
  found: FoundRequest,
  approval: UnmaskApproval,
): Promise<ActGiven & { passkeyOnly: true }> {
  checkApproval(found, tx, approval)
  const { reason, ...shown } = await showRequest(tx, found)
  const content = await unmaskContent({ ...shown, reason: reason ?? '' }, approval)
  return { type: 'unmask.approve', about: `unmask:${found.row.id}`, content, record: null, passkeyOnly: true }
}

/** The act of approving an unmasking, for the route with which people ask for an act. Its content names no person of a record. */
export const unmaskActs = (): ActType<UnmaskApproval>[] => [
  {
    type: 'unmask.approve',
    body: UnmaskApproval,
    intent: (id) => ({ action: 'unmask.approve', type: 'act.ask', ref: `unmask:${id}`, decision: 'allow' }),
    read: async (tx, id, body) => approvalAct(tx, await waitingRequest(tx, id, false), body),
  },
]
