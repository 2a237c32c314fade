import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import { takesSender } from '../../../safeguards/access/http.ts'
import { type AuthenticateDeps, authenticate } from '../../../safeguards/access/sessions/authenticate.ts'
import { systemActor } from '../../../safeguards/access/system.ts'

/**
 * Authenticates clients of HMA: by a platform's key or a person's, in `Authorization: Bearer` or in `x-api-key`. They
 * name no purpose: this interface has one. On an open interface, a client without a key acts as the node itself: it can
 * fill and search banks, and decide nothing. Cookies are ignored.
 */
export function whoAsks(deps: AuthenticateDeps, open: boolean): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const { authorization, 'x-api-key': key } = request.headers
    if (authorization === undefined && typeof key === 'string') request.headers.authorization = `Bearer ${key}`
    const shown = request.headers.authorization
    if (shown === undefined && open) request.actor = systemActor(deps.member.id)
    else if (!/^Bearer \S+$/.test(shown ?? ''))
      throw fail('sign-in-needed', { detail: 'Show a key in Authorization: Bearer or in x-api-key.' })
    else await authenticate(deps, request)
    if (request.mustChangePassword) throw fail('password-change-needed')
    if (request.actor?.role === 'sender' && !takesSender({ gateway: 'content' }, request.sender)) throw fail('role')
    request.purpose ??= 'content-safety'
  }
}
