import type { Actor, Role, SessionMethod, SignInRequest } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { AccountTable } from '../../../store/schema.ts'
import type { Database } from '../access-store.ts'
import { hasSecondFactor } from '../credentials/list-credentials.ts'
import { spendRecoveryCode } from '../credentials/recovery-codes.ts'
import { type FactorDeps, spendTotp } from '../credentials/totp-credential.ts'
import { type CredentialAttempt, checkCredential } from './check-credential.ts'
import { type OpenedSession, openSession, type RequestOrigin, type SignInDeps } from './open-session.ts'

type ByPassword = Exclude<z.infer<typeof SignInRequest>, { passkey: unknown }>

/**
 * Signs a person in with a password and, if the account has a second factor, a code. The session has the first of their roles; its purpose is
 * set only if the role has exactly one. The refusal does not say which part was wrong.
 * Errors: `sign-in-failed` with the number of attempts left, `locked-out` with the time of the next permitted attempt, `too-many-requests`
 * before any work if too many passwords are being checked, `account-suspended` after right credentials. A refusal is logged.
 */
export async function signIn(deps: SignInDeps, body: ByPassword, from: RequestOrigin): Promise<OpenedSession> {
  const { account: name, password } = body
  const account = await deps.db.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst()
  // The typed name is not logged: a person may type a password in its place.
  const actor = account === undefined ? null : await personOf(deps, account)
  const attempt: CredentialAttempt = { kind: 'password', name, actor, ip: from.ip, refusal: wrongSignIn }
  const { found, counted } = await checkCredential(deps, attempt, async (admitted) => {
    const fits = await admitted.fits(account?.password_hash ?? null, password)
    if (!fits || account === undefined || actor === null || !maySignIn(account, actor)) return null
    const method = await secondOf(deps, account.id, body)
    return method === null ? null : { account, actor, method }
  })
  return openSession(deps, attempt, counted, found, from)
}

const wrongSignIn: CredentialAttempt['refusal'] = {
  code: 'sign-in-failed',
  detail: (left) => `Name or password is not right. ${left} ${left === 1 ? 'try' : 'tries'} left.`,
}

/** Returns how a person with a right password proves the rest; null if the code is missing or wrong. */
export async function secondOf(
  deps: FactorDeps,
  accountId: string,
  { totp, recoveryCode }: Pick<ByPassword, 'totp' | 'recoveryCode'>,
): Promise<SessionMethod | null> {
  if (!(await hasSecondFactor(deps.db, accountId))) return 'password'
  if (totp !== undefined) return (await spendTotp(deps, accountId, totp)) ? 'totp' : null
  if (recoveryCode === undefined) return null
  return (await spendRecoveryCode(deps, accountId, recoveryCode)) ? 'recovery' : null
}

/** Returns whether an account can be signed in to, apart from a suspension, which its owner is told. */
export const maySignIn = (account: Selectable<AccountTable>, { role }: Actor): boolean =>
  account.state !== 'disabled' && role !== 'public'

/** Returns the person of an account with the first of their roles; the role `public` if there is none. */
export async function personOf(
  deps: { db: Database; member: { id: string } },
  account: Selectable<AccountTable>,
): Promise<Actor> {
  const row = await deps.db
    .selectFrom('account_role')
    .select('role')
    .where('account_id', '=', account.id)
    .where('state', '=', 'active')
    .orderBy('granted_at')
    .limit(1)
    .executeTakeFirst()
  const role = (row?.role ?? 'public') as Role
  return { account: account.id, person: account.person_id, member: deps.member.id, role, teams: [] }
}
