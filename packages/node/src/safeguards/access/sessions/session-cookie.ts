import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenedSession, RequestOrigin } from './open-session.ts'

export interface SessionCookieDeps {
  secureCookies: boolean
  /** Returns the name of the session's cookie. */
  cookieName: () => string
}

/** Days for which a browser is known again. */
const browserDays = 365
const browserCookie = (deps: SessionCookieDeps): string => `${deps.cookieName()}_browser`

/** Returns where a request comes from, and the value by which its browser is known again. */
export const sourceOf = (request: FastifyRequest, deps: SessionCookieDeps): RequestOrigin => ({
  ip: request.ip,
  userAgent: request.headers['user-agent'],
  knownBrowser: request.cookies[browserCookie(deps)],
})

/** Gives the browser the cookie of its new session, and the one by which it is known again. */
export function setSessionCookie(
  reply: FastifyReply,
  deps: SessionCookieDeps,
  { cookie, browser }: Pick<OpenedSession, 'cookie' | 'browser'>,
): void {
  const options = { httpOnly: true, sameSite: 'strict', path: '/', secure: deps.secureCookies } as const
  reply.setCookie(deps.cookieName(), cookie, options)
  if (browser !== null) reply.setCookie(browserCookie(deps), browser, { ...options, maxAge: browserDays * 86_400 })
}
