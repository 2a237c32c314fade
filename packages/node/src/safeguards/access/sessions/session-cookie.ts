import type {} from '@fastify/cookie'
import type { FastifyReply } from 'fastify'

export interface SessionCookieDeps {
  secureCookies: boolean
  /** Returns the name of the session's cookie. */
  cookieName: () => string
}

/** Gives the browser the cookie of its new session. */
export function setSessionCookie(reply: FastifyReply, deps: SessionCookieDeps, cookie: string): void {
  const options = { httpOnly: true, sameSite: 'strict', path: '/', secure: deps.secureCookies } as const
  reply.setCookie(deps.cookieName(), cookie, options)
}
