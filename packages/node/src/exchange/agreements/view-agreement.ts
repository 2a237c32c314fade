import type { Agreement, AgreementStatus, AgreementView, Role } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { readSignalBook, versionInForce } from '../../safeguards/access/signal-access/index.ts'
import { type AgreementRow, digestOfTerms, signedAgreement } from './agreement-row.ts'

type Reading = Pick<Tx, 'db' | 'now'>

/**
 * Reads the newest version of an agreement, or the given version, with its current status. The status is computed and
 * not stored. Error: `not-found`.
 */
export async function viewAgreement(tx: Reading, id: string, version?: number): Promise<AgreementView> {
  const row = await tx.db
    .selectFrom('agreement')
    .select(['id', 'version', 'body', 'members', 'signed', 'offered_at'])
    .where('id', '=', id)
    .$if(version !== undefined, (select) => select.where('version', '=', version as number))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  const standing = (await standingOf(tx, [id])).get(id)
  return viewOf(await signedAgreement(tx, row), row, standing, await consentsTo(tx, [id]))
}

/** Lists all agreements, newest first. */
export async function listAgreements(tx: Reading): Promise<AgreementView[]> {
  const rows = await tx.db
    .selectFrom('agreement')
    .select(['id', 'version', 'body', 'members', 'signed', 'offered_at', 'created_at'])
    .distinctOn('id')
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  const ids = rows.map(({ id }) => id)
  const standings = await standingOf(tx, ids)
  const consents = await consentsTo(tx, ids)
  const views: AgreementView[] = []
  for (const row of rows.sort((a, b) => b.created_at.getTime() - a.created_at.getTime())) {
    const agreement = await signedAgreement(tx, row)
    views.push(viewOf(agreement, row, standings.get(row.id), consents))
  }
  return views
}

function viewOf(
  agreement: Agreement,
  row: Pick<AgreementRow, 'id' | 'version' | 'body' | 'members' | 'signed' | 'offered_at'>,
  standing: AgreementStanding | undefined,
  consents: Awaited<ReturnType<typeof consentsTo>>,
): AgreementView {
  return {
    agreement,
    status: statusOf(standing, row.offered_at !== null),
    missingSignatures: row.members.filter((member) => !row.signed.includes(member)),
    inForceVersion: standing?.inForce ?? null,
    offered: row.offered_at !== null,
    digest: digestOfTerms(row.body),
    yes: consents.filter((one) => one.id === row.id && one.version === row.version).map(({ approval }) => approval),
  }
}

/** Reads the approvals that people of this member gave to versions of these agreements, earliest first. */
async function consentsTo(tx: Reading, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await tx.db
    .selectFrom('agreement_consent as c')
    .innerJoin('person as p', 'p.id', 'c.person_id')
    .select(['c.agreement_id', 'c.version', 'c.person_id', 'p.name', 'c.role', 'c.at'])
    .where('c.agreement_id', 'in', [...ids])
    .orderBy('c.at')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.agreement_id, version: row.version },
    approval: { person: row.person_id, name: row.name, role: row.role as Role, at: row.at.toISOString() },
  }))
}

interface AgreementStanding {
  inForce: number | null
  suspended: boolean
  over: boolean
}

async function standingOf(tx: Reading, ids: readonly string[]): Promise<Map<string, AgreementStanding>> {
  const { agreements } = await readSignalBook(tx.db, ids)
  const own = await tx.db.selectFrom('member_standing').select('member').where('own', '=', true).executeTakeFirst()
  const now = tx.now.getTime()
  return new Map(
    [...agreements].map(([id, versions]) => {
      const binding = versionInForce(versions, now)
      const [newest] = versions
      const ended = new Set(newest?.ended ?? [])
      const left = (binding ?? newest)?.parties?.filter(({ member }) => !ended.has(member)) ?? []
      const lapsed = versions.every(({ validUntil }) => validUntil === null || validUntil <= now)
      const over = left.length < 2 || lapsed || (own !== undefined && ended.has(own.member))
      const runs = binding !== undefined && binding.validUntil !== null && now < binding.validUntil && !over
      return [id, { inForce: runs ? binding.version : null, suspended: newest?.suspended === true, over }]
    }),
  )
}

/**
 * Derives the status of an agreement from its signatures and dates: `draft`, `offered`, `active`, `suspended` or
 * `ended`.
 */
function statusOf(standing: AgreementStanding | undefined, offered: boolean): AgreementStatus {
  if (standing?.over === true) return 'ended'
  if (standing?.inForce != null) return standing.suspended ? 'suspended' : 'active'
  return offered ? 'offered' : 'draft'
}
