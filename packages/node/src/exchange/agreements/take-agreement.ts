import { Agreement, AgreementEnd } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { memberKeys, verifyObject } from '../../safeguards/keys/index.ts'
import { type AgreementRow, insertAgreement, newestVersion } from './agreement-row.ts'
import { termFaults } from './check-agreement.ts'
import { keepEnd } from './end-agreement.ts'
import { keepSignature } from './sign-agreement.ts'

/**
 * Stores what another party sent: a version with signatures, or the end of an agreement. A signature counts if the key
 * of its member was valid when the signature arrived. Signatures of members without a known key are dropped. A repeated
 * message changes nothing. Errors: `agreement-invalid`; `bad-signature` if the sender's own signature is wrong, or if
 * the text differs from the stored text of the same version.
 */
export async function takeAgreement(tx: Tx, from: string, object: Record<string, unknown>): Promise<void> {
  if (object.schema === 'entente/agreement-end/v1') return takeEnd(tx, from, object)
  const parsed = Agreement.safeParse(object)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw fail('agreement-invalid', { at: `/${issue?.path.join('/') ?? ''}`, detail: issue?.message ?? 'not valid' })
  }
  const { signatures, ...body } = parsed.data
  const faults = termFaults(body, tx.actor.member)
  if (!body.parties.some(({ member }) => member === from))
    faults.push({ code: 'agreement-invalid', at: '/parties', message: `${from} is no party of it.` })
  if (faults[0] !== undefined)
    throw fail('agreement-invalid', {
      at: faults[0].at,
      errors: faults,
      detail: faults.map(({ message }) => message).join(' '),
    })
  const row = await keepVersion(tx, from, body)
  const kept = new Set([...row.signed, tx.actor.member])
  for (const signature of signatures) {
    if (kept.has(signature.member)) continue
    const { member, ...rest } = signature
    const keys = await memberKeys(tx.db, member, tx.now)
    if (verifyObject('entente/agreement/v1', body, keys, rest) === null || !row.members.includes(member)) {
      if (member === from) throw fail('bad-signature', { detail: `This is not signed by ${from}.` })
      continue
    }
    await keepSignature(tx, row, signature)
    kept.add(member)
  }
  await tx.announce('agreement.changed', body.id, body.version)
}

/**
 * Returns the stored version. A version that is new here is stored as offered by the sender. Error: `bad-signature` if
 * the text differs from the stored text.
 */
async function keepVersion(tx: Tx, from: string, body: Omit<Agreement, 'signatures'>): Promise<AgreementRow> {
  const find = () =>
    tx.db
      .selectFrom('agreement')
      .selectAll()
      .where('id', '=', body.id)
      .where('version', '=', body.version)
      .forUpdate()
      .executeTakeFirst()
  const known = await find()
  if (known === undefined) {
    // Only a party of the newest version stored here may send a newer one.
    const before = await tx.db
      .selectFrom('agreement')
      .select(['version', 'members'])
      .where('id', '=', body.id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    const refused = (detail: string) => fail('agreement-invalid', { at: '/version', detail })
    if (before?.members.includes(from) === false)
      throw refused('Only a party of the version stored here may send a newer version.')
    if (before !== undefined && body.version <= before.version)
      throw refused(`Version ${before.version} is stored here already; only a newer version may be sent.`)
    await insertAgreement(tx, body, { by: from, offeredAt: tx.now })
  }
  const kept = known ?? ((await find()) as AgreementRow)
  if (kept.offered_at === null || canonicalJson(kept.body) !== canonicalJson(body))
    throw fail('bad-signature', { detail: 'This node has another text under this version number.' })
  return kept
}

async function takeEnd(tx: Tx, from: string, object: Record<string, unknown>): Promise<void> {
  const parsed = AgreementEnd.safeParse(object)
  if (!parsed.success) throw fail('agreement-invalid', { detail: 'This does not end an agreement.' })
  const end = parsed.data
  // Lock the agreement before storing its end: `endAgreement` locks in the same order.
  await newestVersion(tx, end.agreement)
  const keys = await memberKeys(tx.db, end.member, tx.now)
  if (end.member !== from || verifyObject('entente/agreement-end/v1', end, keys) === null)
    throw fail('bad-signature', { detail: `${from} did not sign this end of the agreement.` })
  const party = await tx.db
    .selectFrom('agreement_party')
    .select('member')
    .where('agreement_id', '=', end.agreement)
    .where('member', '=', from)
    .executeTakeFirst()
  if (party === undefined) throw fail('not-found')
  await keepEnd(tx, end)
}
