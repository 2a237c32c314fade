import type { VerifyRequest } from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Database } from '../access-store.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { hasSecondFactor } from '../credentials/list-credentials.ts'
import { spendRecoveryCode } from '../credentials/recovery-codes.ts'
import { actorOf } from '../http.ts'
import { freshMinutes } from './authenticate.ts'
import { type CredentialAttempt, checkCredential, type GateDeps } from './check-credential.ts'
import { forgetTries } from './count-try.ts'
import type { AdmittedCaller } from './password-checks.ts'
import { secondOf } from './sign-in.ts'

type OwnPassword = { name: string; password_hash: string }

/**
 * Checks a credential of the signed-in person. It counts as an attempt to sign in, so a stolen session cannot be used to guess. The attempt
 * that locks the account for this address also ends the session; a lock that others caused does not. Errors: those of `checkCredential`.
 */
export async function checkOwn(
  deps: GateDeps,
  request: FastifyRequest,
  refusal: CredentialAttempt['refusal'],
  check: (admitted: AdmittedCaller, account: OwnPassword) => Promise<true | null>,
): Promise<OwnPassword> {
  const actor = actorOf(request)
  const account = await deps.db
    .selectFrom('account')
    .select(['name', 'password_hash'])
    .where('id', '=', actor.account)
    .executeTakeFirstOrThrow()
  const { sessionHash } = request
  const attempt: CredentialAttempt = {
    ...{ kind: 'password', name: account.name, actor, ip: request.ip, signedIn: true, refusal },
    onLock: async () => sessionHash !== null && endSession(deps.db, sessionHash, deps.clock()),
  }
  const { counted } = await checkCredential(deps, attempt, (admitted) => check(admitted, account))
  await deps.db.transaction().execute((tx) => forgetTries(tx, counted, deps.clock()))
  return account
}

/**
 * Lets the signed-in person prove once more who uses the session. Errors: `sign-in-failed`, `locked-out`, `too-many-requests`;
 * `second-factor-needed` if the agency's provider opened the session and the account has no factor of this node.
 */
export async function proveAgain(
  deps: GateDeps,
  request: FastifyRequest,
  body: Extract<z.infer<typeof VerifyRequest>, { password: string }>,
): Promise<void> {
  const refusal = { code: 'sign-in-failed', at: '/password' } as const
  if (request.signedInBy === 'oidc' && !(await hasOwnFactor(deps.db, actorOf(request).account)))
    throw fail('second-factor-needed')
  await checkOwn(deps, request, refusal, async (admitted, account) => {
    if (!(await admitted.fits(account.password_hash, body.password))) return null
    return (await secondOf(deps, actorOf(request).account, body)) === null ? null : true
  })
}

/** Returns whether an account has a factor of this node: on a node of one person the password is enough. */
async function hasOwnFactor(db: Database, accountId: string): Promise<boolean> {
  const founding = await db.selectFrom('founding').select('single_operator').executeTakeFirst()
  return founding?.single_operator === true || hasSecondFactor(db, accountId)
}

/** Notes that the person proved just now who uses the session. */
export async function noteProof(
  deps: { db: Database; clock: () => Date },
  { sessionHash }: FastifyRequest,
): Promise<void> {
  if (sessionHash === null) return
  await deps.db.updateTable('session').set({ verified_at: deps.clock() }).where('id_hash', '=', sessionHash).execute()
}

/** Refuses a change of credentials and keys in a session whose person proved too long ago who it is. Errors: `session-needed`, `fresh-sign-in-needed`. */
export async function requireFresh(
  { db, now }: { db: Database; now: Date },
  { sessionHash }: FastifyRequest,
): Promise<void> {
  if (sessionHash === null) throw fail('session-needed')
  const fresh = await db
    .selectFrom('session')
    .select('id')
    .where('id_hash', '=', sessionHash)
    .where('ended_at', 'is', null)
    .where('verified_at', '>', sql<Date>`${now}::timestamptz - ${`${freshMinutes} minutes`}::interval`)
    .executeTakeFirst()
  if (fresh === undefined) throw fail('fresh-sign-in-needed')
}

/** Ends the sessions of an account except the given one. */
export async function endOtherSessions(
  { db, now }: { db: Database; now: Date },
  accountId: string,
  own: Buffer | null,
): Promise<void> {
  const others = db.updateTable('session').set({ ended_at: now }).where('account_id', '=', accountId)
  const open = others.where('ended_at', 'is', null)
  await (own === null ? open : open.where('id_hash', '<>', own)).execute()
}

const endSession = (db: Database, hash: Buffer, now: Date) =>
  db.updateTable('session').set({ ended_at: now }).where('id_hash', '=', hash).where('ended_at', 'is', null).execute()

/**
 * Lets a person whom the agency's provider signed in use a recovery code in place of a lost factor. The session can then only be used to add a
 * passkey, all others end, and the limits after a recovery code apply. Errors: `refused` in another session, where the person signs in with the
 * password and the code; those of `checkCredential`.
 */
export async function recoverSession(deps: GateDeps, request: FastifyRequest, code: string): Promise<void> {
  if (request.signedInBy !== 'oidc')
    throw fail('refused', { detail: 'Sign in with your password and a recovery code.' })
  const actor = actorOf(request)
  await checkOwn(
    deps,
    request,
    { code: 'sign-in-failed', at: '/recoveryCode' },
    async () => (await spendRecoveryCode(deps, actor.account, code)) || null,
  )
  const now = deps.clock()
  await deps.db.transaction().execute(async (tx) => {
    await tx.updateTable('account').set({ recovery_code_at: now }).where('id', '=', actor.account).execute()
    await endOtherSessions({ db: tx, now }, actor.account, request.sessionHash)
    await announceToOversight(tx, 'recovery-code-used', `account:${actor.account}`, now)
    const own = tx.updateTable('session').set({ method: 'recovery', verified_at: now })
    await own.where('id_hash', '=', request.sessionHash).where('ended_at', 'is', null).execute()
    const entry = { type: 'login.ok', decision: 'done', details: { method: 'recovery' } } as const
    await deps.audit.append(tx, entry, actor, null)
  })
}
