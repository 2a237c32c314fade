import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { spendRecoveryCode } from '../credentials/recovery-codes.ts'
import { actorOf } from '../http.ts'
import type { GateDeps } from './check-credential.ts'
import { checkOwn, endOtherSessions } from './prove-again.ts'

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
