import { randomBytes } from 'node:crypto'
import type { Actor } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import type { AccountTable } from '../../../store/schema.ts'
import { newKey } from '../keys.ts'
import { purposesOfRole } from '../roles.ts'
import { type CredentialAttempt, type GateDeps, refuseAttempt } from './check-credential.ts'
import { type CountedTry, forgetTries } from './count-try.ts'

export interface OpenedSession {
  cookie: string
  csrf: string
  mustChangePassword: boolean
}

/**
 * Opens a session after a right credential. Errors: `account-suspended`, which is logged; the refusal of the attempt if the account changed
 * while the credential was checked.
 */
export async function openSession(
  deps: GateDeps,
  attempt: CredentialAttempt,
  counted: CountedTry,
  { account, actor }: { account: Selectable<AccountTable>; actor: Actor },
): Promise<OpenedSession> {
  const { db, audit } = deps
  const now = deps.clock()
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
  const purposes = purposesOfRole[actor.role]
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
        role: actor.role,
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
  if (!isOpen) return refuseAttempt(deps, attempt, counted)
  return { cookie: key, csrf, mustChangePassword: account.must_change_password }
}
