import type { Agreement } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { AgreementTable } from '../../store/agreement-schema.ts'
import { objectDigest } from '../delivery/index.ts'

export type AgreementRow = Selectable<AgreementTable>
export type AgreementTerms = Omit<Agreement, 'signatures'>

/** The columns that decide, of what was written. */
function columnsOf(body: AgreementTerms) {
  const which = (may: 'receive' | 'contribute') =>
    body.parties.filter((party) => party[may]).map(({ member }) => member)
  return {
    body: JSON.stringify(body),
    members: body.parties.map(({ member }) => member),
    receivers: which('receive'),
    contributors: which('contribute'),
    kinds: body.kinds as string[],
    purposes: body.purposes as string[],
    max_tlp: body.maxTlp,
    max_pap: body.maxPap,
    onward: body.onward,
    children: body.children,
    risk_countries: body.riskCountries,
    retention_days: body.retention.maxDays,
    valid_from: body.validFrom,
    valid_until: body.validUntil,
    review_due: body.review.nextDue,
  }
}

/** Keeps a version that was not here. False where one came meanwhile, from another party: that stays as it is. */
export async function insertAgreement(
  tx: Tx,
  body: AgreementTerms,
  made: { by: string; offeredAt: Date | null },
): Promise<boolean> {
  const { id, version } = body
  const kept = await tx.db
    .insertInto('agreement')
    .values({ id, version, made_by: made.by, created_at: tx.now, offered_at: made.offeredAt, ...columnsOf(body) })
    .onConflict((c) => c.columns(['id', 'version']).doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows !== 1n) return false
  await insertParties(tx, body)
  return true
}

/** Writes a draft anew: nobody but its authors has seen it. */
export async function rewriteDraft(tx: Tx, body: AgreementTerms): Promise<void> {
  const { id, version } = body
  await tx.db
    .updateTable('agreement')
    .set(columnsOf(body))
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
  await tx.db.deleteFrom('agreement_party').where('agreement_id', '=', id).where('version', '=', version).execute()
  await insertParties(tx, body)
}

async function insertParties(tx: Tx, { id, version, parties }: AgreementTerms): Promise<void> {
  await tx.db
    .insertInto('agreement_party')
    .values(parties.map((party) => ({ ...party, agreement_id: id, version })))
    .execute()
}

/** The newest version of an agreement, held until the act ends. */
export async function newestVersion(tx: Tx, id: string): Promise<AgreementRow | undefined> {
  return tx.db
    .selectFrom('agreement')
    .selectAll()
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

/** Tells one text of an agreement from another: a draft may be written anew under its version. */
export const digestOfTerms = (terms: unknown): string => objectDigest(terms as AgreementTerms).toString('base64url')

/** The newest version. `read`: the digest of what somebody read of it. Errors: `not-found`; `version-conflict` where another text stands there by now. */
export async function newestAsRead(tx: Tx, id: string, read: string | undefined): Promise<AgreementRow> {
  const row = await newestVersion(tx, id)
  if (row === undefined) throw fail('not-found')
  if (read !== undefined && digestOfTerms(row.body) !== read)
    throw fail('version-conflict', { detail: `Version ${row.version} reads otherwise than what you read.` })
  return row
}

/** A version with the signatures that stand under it, as parties exchange it. */
export async function signedAgreement(
  tx: Pick<Tx, 'db'>,
  row: Pick<AgreementRow, 'id' | 'version' | 'body'>,
): Promise<Agreement> {
  const rows = await tx.db
    .selectFrom('agreement_signature')
    .select(['member', 'key_id', 'at', 'value'])
    .where('agreement_id', '=', row.id)
    .where('version', '=', row.version)
    .orderBy('member')
    .execute()
  return {
    ...(row.body as AgreementTerms),
    signatures: rows.map(({ member, key_id: keyId, at, value }) => ({ keyId, at, value, member })),
  }
}
