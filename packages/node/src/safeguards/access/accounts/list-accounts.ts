import type { Account, Role } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../../store/schema.ts'

/**
 * Lists all accounts, or one account, with roles and teams. The result contains names of staff but no personal data of
 * subjects.
 */
export async function listAccounts(db: Kysely<Schema>, id?: string): Promise<Account[]> {
  const accounts = await db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select([
      'a.id',
      'a.name',
      'a.state',
      'a.pending_until',
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
    .where('state', '<>', 'revoked')
    .orderBy('granted_at')
    .execute()
  const teams = await db.selectFrom('account_team').selectAll().orderBy('team').execute()
  return accounts.map((a) => ({
    id: a.id,
    name: a.name,
    person: { id: a.person_id, name: a.person_name },
    roles: roles
      .filter((r) => r.account_id === a.id)
      .map((r) => ({ role: r.role as Role, state: r.state as 'active' | 'awaiting-second' })),
    teams: teams.filter((t) => t.account_id === a.id).map((t) => t.team),
    state: a.state as Account['state'],
    pendingUntil: a.pending_until?.toISOString() ?? null,
    lastSignInAt: a.last_sign_in_at?.toISOString() ?? null,
  }))
}
