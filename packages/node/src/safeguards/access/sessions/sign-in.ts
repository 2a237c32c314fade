import { randomBytes } from 'node:crypto'
import type { Role } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../door.ts'
import { newKey } from '../keys.ts'
import { passwordFits } from '../passwords.ts'
import { purposesOfRole } from '../roles.ts'

const triesAllowed = 5
const lockMinutes = 15
export interface SignInDeps {
  db: Database
  audit: AuditLog
  clock: () => Date
  member: { id: string }
}

/**
 * Signs a person in: a new session for the first of their roles; its purpose is set only where the role has just one.
 * Errors: `sign-in-failed` with the tries left, `locked-out` with the time it opens again. Both are logged.
 */
export async function signIn(
  deps: SignInDeps,
  name: string,
  password: string,
): Promise<{ cookie: string; csrf: string; mustChangePassword: boolean }> {
  const { db, audit } = deps
  const now = deps.clock()
  const account = await db.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst()
  if (account?.locked_until != null && account.locked_until > now) throw lockedOut(account.locked_until, now)
  const fits = await passwordFits(account?.password_hash ?? null, password)
  if (account === undefined) throw fail('sign-in-failed')
  const roles = await db
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', account.id)
    .where('state', '=', 'active')
    .orderBy('granted_at')
    .execute()
  const role = (roles[0]?.role ?? 'public') as Role
  const actor = { account: account.id, person: account.person_id, member: deps.member.id, role, teams: [] }
  if (!fits || account.state === 'disabled' || roles.length === 0) {
    const tries = account.failed_tries + 1
    const lockedUntil = tries >= triesAllowed ? new Date(now.getTime() + lockMinutes * 60_000) : null
    await db.transaction().execute(async (tx) => {
      await tx
        .updateTable('account')
        .set({ failed_tries: lockedUntil === null ? tries : 0, locked_until: lockedUntil })
        .where('id', '=', account.id)
        .execute()
      await audit.append(tx, { type: 'login.failed', decision: 'deny', details: { tries } }, actor, null)
    })
    if (lockedUntil !== null) throw lockedOut(lockedUntil, now)
    const left = triesAllowed - tries
    throw fail('sign-in-failed', {
      detail: `Name or password is not right. ${left} ${left === 1 ? 'try' : 'tries'} left.`,
    })
  }
  const { key, hash } = newKey('session')
  const csrf = randomBytes(18).toString('base64url')
  const purposes = purposesOfRole[role]
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('account')
      .set({ failed_tries: 0, locked_until: null, last_sign_in_at: now })
      .where('id', '=', account.id)
      .execute()
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
  })
  return { cookie: key, csrf, mustChangePassword: account.must_change_password }
}

function lockedOut(until: Date, now: Date) {
  return fail('locked-out', {
    detail: `Too many tries. Open again at ${until.toISOString().slice(11, 16)} UTC, or ask an administrator.`,
    retryAfterMs: until.getTime() - now.getTime(),
  })
}
