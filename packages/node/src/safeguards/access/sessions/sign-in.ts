import type { Actor, Role } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { AccountTable } from '../../../store/schema.ts'
import type { Database } from '../access-store.ts'
import { type CredentialAttempt, checkCredential, type GateDeps } from './check-credential.ts'
import { type OpenedSession, openSession } from './open-session.ts'

/**
 * Signs a person in and creates a session with the first of their roles. The session's purpose is set only if the role
 * has exactly one. `ip` is the trusted source address. Errors: `sign-in-failed` with the number of attempts left,
 * `locked-out` with the time of the next permitted attempt, `too-many-requests` before any work if too many passwords are
 * being checked, `account-suspended` after a right password. A refusal is logged.
 */
export async function signIn(deps: GateDeps, name: string, password: string, ip: string): Promise<OpenedSession> {
  const account = await deps.db.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst()
  const roles = account === undefined ? [] : await activeRoles(deps.db, account.id)
  // The typed name is not logged: a person may type a password in its place.
  const actor = account === undefined ? null : actorOf(deps, account, roles[0])
  const attempt: CredentialAttempt = { kind: 'password', name, actor, ip, refusal: wrongSignIn }
  const { found, counted } = await checkCredential(deps, attempt, async (admitted) => {
    const fits = await admitted.fits(account?.password_hash ?? null, password)
    if (!fits || account === undefined || actor === null || account.state === 'disabled' || roles.length === 0)
      return null
    return { account, actor }
  })
  return openSession(deps, attempt, counted, found)
}

const wrongSignIn: CredentialAttempt['refusal'] = {
  code: 'sign-in-failed',
  detail: (left) => `Name or password is not right. ${left} ${left === 1 ? 'try' : 'tries'} left.`,
}

/** Returns the active roles of an account, in the order in which they were granted. */
async function activeRoles(db: Database, accountId: string): Promise<Role[]> {
  const rows = await db
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', accountId)
    .where('state', '=', 'active')
    .orderBy('granted_at')
    .execute()
  return rows.map(({ role }) => role as Role)
}

const actorOf = (deps: GateDeps, account: Selectable<AccountTable>, role: Role = 'public'): Actor => ({
  ...{ account: account.id, person: account.person_id, member: deps.member.id, role, teams: [] },
})
