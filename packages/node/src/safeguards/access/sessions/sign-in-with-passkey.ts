import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import { announceOnce } from '../announce-to-oversight.ts'
import { checkPasskey, findPasskey, type PasskeyDeps, userIdOf } from '../credentials/passkeys.ts'
import { actorOf } from '../http.ts'
import { type CredentialAttempt, checkCredential, type GateDeps } from './check-credential.ts'
import { forgetTries } from './count-try.ts'
import { type OpenedSession, openSession, type RequestOrigin, type SignInDeps } from './open-session.ts'
import { maySignIn, personOf } from './sign-in.ts'

/** The use of the challenge with which a stranger signs in. */
export const signInUse = 'sign-in'
/** The use of the challenge with which the person of a session proves again who uses it. */
export const verifyUse = ({ sessionHash }: FastifyRequest): string => `verify:${sessionHash?.toString('hex')}`

type Answer = Record<string, unknown>
const refusal = { code: 'assertion-invalid', at: '/passkey' } as const

/**
 * Signs a person in with a passkey: one touch, without a name. Errors: `assertion-invalid` with the part that is wrong, also for an unknown
 * passkey; `verification-missing`; `passkeys-off`; `account-suspended`; those of `checkCredential`.
 */
export async function signInWithPasskey(
  deps: SignInDeps & PasskeyDeps,
  passkey: Answer,
  from: RequestOrigin,
): Promise<OpenedSession> {
  const { db } = deps
  const row = await findPasskey(db, passkey)
  const account =
    row === undefined
      ? undefined
      : await db.selectFrom('account').selectAll().where('id', '=', row.account_id).executeTakeFirst()
  const actor = account === undefined ? null : await personOf(deps, account)
  // Not the name of the account: wrong passwords for it would lock its passkeys.
  const name = `passkey:${row?.id ?? String(passkey.id).slice(0, 200)}`
  const attempt: CredentialAttempt = { kind: 'passkey', name, actor, ip: from.ip, refusal }
  const { found, counted } = await checkCredential(deps, attempt, async () => {
    if (row === undefined || account === undefined || actor === null || !maySignIn(account, actor)) return null
    if (!isUser(passkey, row.account_id)) return null
    await checkPasskey(deps, row, passkey, signInUse)
    return { account, actor, method: 'passkey' as const }
  })
  return openSession(deps, attempt, counted, found, from)
}

/**
 * Lets the signed-in person prove with a passkey who uses the session. Errors: those of `signInWithPasskey`; `credential-foreign` for the passkey
 * of another account, which raises an alarm.
 */
export async function provePasskey(
  deps: GateDeps & PasskeyDeps,
  request: FastifyRequest,
  passkey: Answer,
): Promise<void> {
  const actor = actorOf(request)
  const attempt: CredentialAttempt = {
    ...{ kind: 'passkey', name: `passkey of ${actor.account}`, actor, ip: request.ip, signedIn: true, refusal },
  }
  const { counted } = await checkCredential(deps, attempt, async () => {
    const row = await findPasskey(deps.db, passkey)
    if (row === undefined) return null
    if (row.account_id !== actor.account) {
      await announceOnce(deps.db, 'credential-foreign', `account:${actor.account}`, deps.clock())
      throw fail('credential-foreign')
    }
    await checkPasskey(deps, row, passkey, verifyUse(request))
    return true
  })
  await deps.db.transaction().execute((tx) => forgetTries(tx, counted, deps.clock()))
}

/** Returns whether the authenticator names this account, or none. */
function isUser({ response }: Answer, accountId: string): boolean {
  const handle = (response as { userHandle?: unknown } | undefined)?.userHandle
  return handle == null || Buffer.from(String(handle), 'base64url').equals(userIdOf(accountId))
}
