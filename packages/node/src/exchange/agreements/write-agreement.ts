import { randomUUID } from 'node:crypto'
import type { AgreementView } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { insertAgreement, newestAsRead, newestVersion, rewriteDraft, signedAgreement } from './agreement-row.ts'
import { readDraft } from './check-agreement.ts'
import { sendToParties } from './send-agreement.ts'
import { consent } from './sign-agreement.ts'
import { viewAgreement } from './view-agreement.ts'

/**
 * Writes a new agreement. If the id of an existing agreement is given, writes its next version, or overwrites the
 * newest version if that was not offered yet. The previous version stays in force until every party has signed the
 * next. Errors: `agreement-invalid`, `unknown-field`, `not-found`.
 */
export async function draftAgreement(tx: Tx, given: unknown, own: string): Promise<AgreementView> {
  const { id, ...terms } = readDraft(given, own)
  const before = id === undefined ? undefined : await newestVersion(tx, id)
  if (id !== undefined && before === undefined) throw fail('not-found')
  const again = before !== undefined && before.offered_at === null
  const version = before === undefined ? 1 : again ? before.version : before.version + 1
  const body = {
    schema: 'entente/agreement/v1' as const,
    id: id ?? randomUUID(),
    version,
    ...terms,
    replaces: version === 1 ? null : version - 1,
  }
  if (again) await rewriteDraft(tx, body)
  else if (!(await insertAgreement(tx, body, { by: own, offeredAt: null })))
    throw fail('agreement-state', { detail: 'Another party offered its next version just now: read that first.' })
  tx.note({ agreement: body.id, version })
  return viewAgreement(tx, body.id)
}

/**
 * Offers the newest version to the other parties. If `read` is given, the text must have this digest. An offered text
 * can no longer be changed. Offering counts as the person's approval. Errors: `not-found`, `version-conflict`,
 * `agreement-state` if the version was already offered.
 */
export async function offerAgreement(tx: Tx, id: string, read?: string): Promise<AgreementView> {
  const row = await newestAsRead(tx, id, read)
  if (row.offered_at !== null) throw fail('agreement-state', { detail: 'This version is offered already.' })
  await tx.db
    .updateTable('agreement')
    .set({ offered_at: tx.now })
    .where('id', '=', id)
    .where('version', '=', row.version)
    .execute()
  await consent(tx, row)
  await sendToParties(tx, row.members, await signedAgreement(tx, row))
  return viewAgreement(tx, id)
}
