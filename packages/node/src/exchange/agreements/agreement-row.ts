import type { Agreement } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { AgreementTable } from '../../store/agreement-schema.ts'
import { objectDigest } from '../delivery/index.ts'

export type AgreementRow = Selectable<AgreementTable>
export type AgreementTerms = Omit<Agreement, 'signatures'>

/** Copies the terms that access decisions need into columns. */
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

/**
 * Stores a new version. Returns false, and leaves the stored version unchanged, if a message of another party stored it
 * meanwhile.
 */
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

/** Overwrites a draft. Only the people of this member have seen a draft, so no other member is affected. */
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

/** Reads and locks the newest version of an agreement. */
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

/**
 * Computes the digest of an agreement's text. The version number is not enough to identify a text, because a draft may
 * be overwritten without a new number.
 */
export const digestOfTerms = (terms: unknown): string => objectDigest(terms as AgreementTerms).toString('base64url')

/**
 * Reads the newest version. `read` is the digest of the text that a person read. Errors: `not-found`;
 * `version-conflict` if the newest version has another text than the one that the person read.
 */
export async function newestAsRead(tx: Tx, id: string, read: string | undefined): Promise<AgreementRow> {
  const row = await newestVersion(tx, id)
  if (row === undefined) throw fail('not-found')
  if (read !== undefined && digestOfTerms(row.body) !== read)
    throw fail('version-conflict', {
      detail: `The newest version is ${row.version} now, and its text differs from the text that you read.`,
    })
  return row
}

/** Returns a version with its signatures, in the form that the parties send each other. */
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
