import type { FastifyRequest } from 'fastify'
import type { AccessIntent } from '../access-store.ts'
import type { CoreDeps } from '../core-deps.ts'
import { accessOf, actorOf } from '../http.ts'
import { oneTimePassword } from '../passwords.ts'
import { hashInTurn, type PasswordChecks } from '../sessions/password-checks.ts'

/**
 * Makes a one-time password and its slow hash for a transaction that stores it, so that no transaction waits for the hash. Access is decided
 * first: nobody can have passwords hashed that they may not set. Throws the refusal, or `too-many-requests`.
 */
export async function makePassword(
  deps: Pick<CoreDeps, 'store'> & { passwords: PasswordChecks },
  request: FastifyRequest,
  intent: AccessIntent,
): Promise<{ password: string; hash: string }> {
  await accessOf(deps, request).transaction(intent, async (tx) => tx.leavesNoEntry())
  const password = oneTimePassword()
  const caller = { name: actorOf(request).account, ip: request.ip, known: true }
  return { password, hash: await hashInTurn(deps.passwords, caller, password) }
}
