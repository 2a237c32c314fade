import type { AgreementView } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { type NodeKey, signObject } from '../../safeguards/keys/index.ts'
import { requireNecessity } from '../../safeguards/necessity/switch-on.ts'
import { type AgreementRow, newestAsRead, signedAgreement } from './agreement-row.ts'
import { agreementChanged, sendToParties } from './send-agreement.ts'
import { viewAgreement } from './view-agreement.ts'

/**
 * Approves the offered version for the acting person. If `read` is given, the offered text must have this digest. After
 * two people approved it, one of them a supervisor, the node signs the version with the member's key and sends the
 * signature to the other parties. The person who offered the version counts as one of the two. Errors: `not-found`,
 * `version-conflict`, `agreement-not-offered`, `agreement-ended`, `agreement-signed`, `same-person`.
 */
export async function signAgreement(
  tx: Tx,
  id: string,
  own: string,
  key: NodeKey,
  read?: string,
): Promise<AgreementView> {
  const row = await newestAsRead(tx, id, read)
  if (row.offered_at === null) throw fail('agreement-not-offered', { detail: 'Offer this version first.' })
  if (row.valid_until <= tx.now) throw fail('agreement-ended')
  const ended = await tx.db
    .selectFrom('agreement_end')
    .select('member')
    .where('agreement_id', '=', id)
    .where('member', '=', own)
    .executeTakeFirst()
  if (ended !== undefined) throw fail('agreement-ended', { detail: `${own} ended it.` })
  if (row.signed.includes(own)) throw fail('agreement-signed')
  const consents = await consent(tx, row)
  if (consents.length < 2 || !consents.some(({ role }) => role === 'supervisor')) return viewAgreement(tx, id)
  const agreement = await signedAgreement(tx, row)
  const signature = signObject(key, 'entente/agreement/v1', agreement, tx.now)
  await keepSignature(tx, row, { ...signature, member: own })
  await tx.log({ type: 'agreement.sign', ref: `agreement:${id}`, details: { version: row.version } })
  await sendToParties(tx, row.members, await signedAgreement(tx, row))
  return viewAgreement(tx, id)
}

/**
 * Records the actor's approval of a version and returns all approvals. Errors: `same-person`; `necessity-missing` without a record for the
 * agreement and for each other member that contributes signals under it.
 */
export async function consent(tx: Tx, { id, version, body, contributors }: AgreementRow) {
  const approvals = () =>
    tx.db
      .selectFrom('agreement_consent')
      .select(['person_id', 'role'])
      .where('agreement_id', '=', id)
      .where('version', '=', version)
      .execute()
  const before = await approvals()
  if (before.some(({ person_id }) => person_id === tx.actor.person))
    throw fail('same-person', {
      detail: 'You have already approved it. Another person must approve it too, and one of you must be a supervisor.',
    })
  await requireNecessity(tx, { type: 'agreement', id }, { name: body.title })
  for (const member of contributors)
    if (member !== tx.actor.member) await requireNecessity(tx, { type: 'source', id: member })
  const { account, person, role } = tx.actor
  await tx.db
    .insertInto('agreement_consent')
    .values({ agreement_id: id, version, person_id: person, account_id: account, role, at: tx.now })
    .execute()
  return approvals()
}

/** Stores a checked signature. The last missing signature puts the version into force, which updates access at once. */
export async function keepSignature(
  tx: Tx,
  row: AgreementRow,
  signature: { member: string; keyId: string; at: string; value: string },
): Promise<void> {
  const { member, keyId: key_id, at, value } = signature
  await tx.db
    .insertInto('agreement_signature')
    .values({ agreement_id: row.id, version: row.version, member, key_id, at, value, received_at: tx.now })
    .execute()
  const { signed } = await tx.db
    .selectFrom('agreement')
    .select('signed')
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirstOrThrow()
  if (row.members.every((one) => signed.includes(one))) await agreementChanged(tx, row.id, 'terms-changed')
}
