import type { Account, PersonKey, Purpose, Role } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../../store/schema.ts'

/**
 * Lists all accounts, or one account, with roles and teams. The result contains names of staff but no personal data of
 * subjects.
 */
export async function listAccounts(db: Kysely<Schema>, now: Date, id?: string): Promise<Account[]> {
  const accounts = await db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select([
      'a.id',
      'a.name',
      'a.state',
      'a.pending_until',
      'a.suspended_until',
      'a.last_sign_in_at',
      'p.id as person_id',
      'p.name as person_name',
    ])
    .$if(id !== undefined, (q) => q.where('a.id', '=', id as string))
    .orderBy('a.name')
    .execute()
  const roles = await db
    .selectFrom('account_role')
    .selectAll()
    .where('state', '=', 'active')
    .orderBy('granted_at')
    .execute()
  const asked = await db
    .selectFrom('people_change')
    .select(['account_id', 'role'])
    .where('kind', '=', 'grant')
    .where((e) =>
      e.or([e('state', '=', 'waiting'), e.and([e('state', '=', 'awaiting-consent'), e('ends_at', '>', now)])]),
    )
    .orderBy('proposed_at')
    .execute()
  const teams = await db.selectFrom('account_team').selectAll().orderBy('team').execute()
  const keys = await keysInUse(db, now)
  const subjects = await db.selectFrom('oidc_subject').selectAll().where('ended_at', 'is', null).execute()
  const subjectOf = (accountId: string): Account['subject'] => {
    const tied = subjects.find(({ account_id }) => account_id === accountId)
    return tied === undefined
      ? null
      : { issuer: tied.issuer, subject: tied.subject, tiedAt: tied.tied_at.toISOString() }
  }
  return accounts.map((a) => {
    const isSuspended = a.state === 'active' && a.suspended_until !== null && a.suspended_until > now
    const until = isSuspended ? a.suspended_until : a.pending_until
    const rolesIn = (rows: { account_id: string; role: string | null }[], state: 'active' | 'awaiting-second') =>
      rows.filter((row) => row.account_id === a.id).map(({ role }) => ({ role: role as Role, state }))
    return {
      id: a.id,
      name: a.name,
      person: { id: a.person_id, name: a.person_name },
      roles: [...rolesIn(roles, 'active'), ...rolesIn(asked, 'awaiting-second')],
      teams: teams.filter((t) => t.account_id === a.id).map((t) => t.team),
      state: isSuspended ? 'suspended' : (a.state as Account['state']),
      pendingUntil: until?.toISOString() ?? null,
      lastSignInAt: a.last_sign_in_at?.toISOString() ?? null,
      keys: keys.filter((key) => key.accountId === a.id).map(({ accountId: _, ...key }) => key),
      subject: subjectOf(a.id),
    }
  })
}

/** Lists the keys of people that can be used now, the oldest first. */
export async function keysInUse(db: Kysely<Schema>, now: Date): Promise<(PersonKey & { accountId: string })[]> {
  const rows = await db
    .selectFrom('person_key')
    .select([
      'id',
      'account_id',
      'label',
      'created_at',
      'expires_at',
      'last_used_at',
      'actions',
      'purposes',
      'by_operator',
    ])
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, accountId: row.account_id, label: row.label, createdAt: row.created_at.toISOString() },
    ...{ expiresAt: row.expires_at.toISOString(), lastUsedAt: row.last_used_at?.toISOString() ?? null },
    ...{ actions: row.actions, purposes: row.purposes as Purpose[] | null, byOperator: row.by_operator },
  }))
}
