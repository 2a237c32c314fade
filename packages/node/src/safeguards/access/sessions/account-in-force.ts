import type { Role } from '@entente/contracts'
import type { Database } from '../access-store.ts'

export interface AccountInForce {
  id: string
  personId: string
  mustChangePassword: boolean
  /** The active roles, in the order in which they were granted. */
  roles: Role[]
  teams: string[]
}

/**
 * Reads an account with the roles and teams that it has now. Returns null for an account that does not exist, is disabled,
 * suspended or removed. With `lock`, the account cannot be disabled and no role can be revoked before the transaction ends.
 */
export async function accountInForce(
  db: Database,
  accountId: string,
  now: Date,
  { lock = false } = {},
): Promise<AccountInForce | null> {
  const account = await db
    .selectFrom('account')
    .select(['id', 'person_id', 'state', 'pending_until', 'suspended_until', 'must_change_password'])
    .where('id', '=', accountId)
    .$if(lock, (select) => select.forShare())
    .executeTakeFirst()
  const removed = account?.pending_until != null && account.pending_until <= now
  const suspended = account?.suspended_until != null && account.suspended_until > now
  if (account === undefined || account.state === 'disabled' || removed || suspended) return null
  const [roles, teams] = await Promise.all([
    db
      .selectFrom('account_role')
      .select('role')
      .where('account_id', '=', accountId)
      .where('state', '=', 'active')
      .orderBy('granted_at')
      .$if(lock, (select) => select.forShare())
      .execute(),
    db.selectFrom('account_team').select('team').where('account_id', '=', accountId).execute(),
  ])
  return {
    id: account.id,
    personId: account.person_id,
    mustChangePassword: account.must_change_password,
    roles: roles.map(({ role }) => role as Role),
    teams: teams.map(({ team }) => team),
  }
}
