import { randomBytes } from 'node:crypto'
import type { Actor, Role } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import { newKey } from '../keys.ts'
import { purposesOfRole } from '../roles.ts'
import { type CountedTry, countTry, forgetTries, isKnownAt, lockedOut, type TryDeps } from './count-try.ts'
import type { PasswordChecks } from './password-checks.ts'

export interface SignInDeps extends TryDeps {
  audit: AuditLog
  clock: () => Date
  member: { id: string }
  passwords: PasswordChecks
}

/**
 * Signs a person in and creates a session with the first of their roles. The session's purpose is set only if the role
 * has exactly one. `ip` is the trusted source address. Errors: `sign-in-failed` with the number of attempts left,
 * `locked-out` with the time of the next permitted attempt, `too-many-requests` before any work if too many passwords are
 * being checked, `account-suspended` after a right password. A refusal is logged.
 */
export async function signIn(
  deps: SignInDeps,
  name: string,
  password: string,
  ip: string,
): Promise<{ cookie: string; csrf: string; mustChangePassword: boolean }> {
  const { db, audit } = deps
  const now = deps.clock()
  const account = await db.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst()
  const known = await isKnownAt(deps, { kind: 'pair', name, ip }, now)
  const admitted = deps.passwords.admit({ name, ip, known })
  let counted: CountedTry
  let fits: boolean
  try {
    counted = await admitted.counting(() => countTry(deps, { name, accountId: account?.id ?? null, ip }, now))
    fits = await admitted.fits(account?.password_hash ?? null, password)
  } finally {
    admitted.end()
  }
  if (account === undefined) {
    // The typed name is not logged: a person may type a password in its place.
    const nobody = { account: 'public', person: 'public', member: deps.member.id, role: 'public' as const, teams: [] }
    return refuseSignIn(deps, counted, nobody, now)
  }
  const roles = await db
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', account.id)
    .where('state', '=', 'active')
    .orderBy('granted_at')
    .execute()
  const role = (roles[0]?.role ?? 'public') as Role
  const actor = { account: account.id, person: account.person_id, member: deps.member.id, role, teams: [] }
  const refuse = () => refuseSignIn(deps, counted, actor, now)
  if (!fits || account.state === 'disabled' || roles.length === 0) return refuse()
  // Only a person who knows the password learns of the suspension.
  if (account.suspended_until !== null && account.suspended_until > now) {
    const entry = { type: 'login.failed', decision: 'deny', details: { code: 'account-suspended' } } as const
    await db.transaction().execute((tx) => audit.append(tx, entry, actor, null))
    const until = account.suspended_until.toISOString().slice(0, 16).replace('T', ' ')
    throw fail('account-suspended', {
      detail: `Sign-in is suspended until ${until} UTC. Oversight, an administrator or a supervisor can end this.`,
    })
  }
  const { key, hash } = newKey('session')
  const csrf = randomBytes(18).toString('base64url')
  const purposes = purposesOfRole[role]
  const isOpen = await db.transaction().execute(async (tx) => {
    // Open a session only if the account has not changed since its password was read: a concurrent reset or disabling
    // ended all sessions, and no new one may open after that.
    const asSeen = await tx
      .updateTable('account')
      .set({ last_sign_in_at: now })
      .where('id', '=', account.id)
      .where('password_hash', '=', account.password_hash)
      .where('state', '<>', 'disabled')
      .where((e) => e.or([e('suspended_until', 'is', null), e('suspended_until', '<=', now)]))
      .executeTakeFirst()
    if (asSeen.numUpdatedRows === 0n) return false
    await forgetTries(tx, counted, now)
    await tx
      .insertInto('session')
      .values({
        id_hash: hash,
        account_id: account.id,
        role,
        purpose: purposes.length === 1 ? (purposes[0] ?? null) : null,
        csrf,
        created_at: now,
        last_seen_at: now,
        ended_at: null,
      })
      .execute()
    await audit.append(tx, { type: 'login.ok', decision: 'done' }, actor, null)
    return true
  })
  if (!isOpen) return refuse()
  return { cookie: key, csrf, mustChangePassword: account.must_change_password }
}

/** Logs a refused sign-in and throws `sign-in-failed` or `locked-out`. */
async function refuseSignIn(
  { db, audit }: SignInDeps,
  { left, lockedUntil }: CountedTry,
  actor: Actor,
  now: Date,
): Promise<never> {
  const entry = { type: 'login.failed', decision: 'deny', details: { left } } as const
  await db.transaction().execute((tx) => audit.append(tx, entry, actor, null))
  if (lockedUntil !== null) throw lockedOut(lockedUntil, now)
  throw fail('sign-in-failed', {
    detail: `Name or password is not right. ${left} ${left === 1 ? 'try' : 'tries'} left.`,
  })
}
