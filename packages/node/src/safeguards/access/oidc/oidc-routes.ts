import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Failure, fail } from '../../../errors.ts'
import { Pace } from '../../governor/pace.ts'
import { openSecret, sealSecret } from '../credentials/node-secret.ts'
import type { Origins } from '../credentials/passkeys.ts'
import type { App } from '../http.ts'
import { type SessionCookieDeps, setSessionCookie, sourceOf } from '../sessions/session-cookie.ts'
import { sourceAddress } from '../sessions/source-address.ts'
import { endByProvider } from './end-by-provider.ts'
import type { Provider, ShownSubject } from './provider.ts'
import {
  beginAtProvider,
  flowSeconds,
  openByProvider,
  openFlow,
  type ProviderDeps,
  subjectAtProvider,
} from './sign-in-by-provider.ts'

export interface OidcDeps extends Omit<ProviderDeps, 'provider'>, SessionCookieDeps {
  /** Null: this node has no provider. */
  provider: Provider | null
  origins: () => Origins | null
  /** Called after sessions ended. */
  sessionEnded: () => Promise<void>
}

const callbackPath = '/v1/session/oidc/callback'
/** Why a sign-in by the provider did not open a session, as the sign-in page reads it in its address. */
type Refused = 'refused' | 'unavailable' | 'cancelled' | 'locked' | 'suspended' | 'busy'
const refusals: Partial<Record<string, Refused>> = {
  'sign-in-failed': 'refused',
  'provider-unavailable': 'unavailable',
  'locked-out': 'locked',
  'account-suspended': 'suspended',
  'too-many-requests': 'busy',
  overloaded: 'busy',
}
const redirects = { 302: z.null().describe('Leads to the provider, or to a page of the desk.') }
const shownUse = 'oidc-subject'

/** Registers the routes with which people sign in by the OpenID provider of the agency, and with which the provider ends sessions. */
export function oidcRoutes(app: App, given: OidcDeps): void {
  const answers = answerPace(given.clock)
  app.get(
    '/v1/session/oidc',
    {
      config: { open: true },
      schema: {
        summary: "Go to the agency's OpenID provider to sign in",
        errors: ['not-found'],
        querystring: z.object({ to: z.string().max(2000).optional() }),
        described: { answers: redirects },
      },
    },
    async (request, reply) => {
      const deps = withProvider(given)
      // A page of a stranger cannot sign a person in by leading here.
      if (request.headers['sec-fetch-site'] === 'cross-site') return reply.redirect('/sign-in')
      const origin = originOf(deps, request)
      if (origin === null) return reply.redirect(`${firstOrigin(deps)}${request.url}`)
      try {
        const { address, kept } = await beginAtProvider(deps, origin + callbackPath, request.query.to ?? null)
        keep(deps, reply, '_oidc', kept)
        return reply.redirect(address.href)
      } catch (error) {
        return refuse(reply, error, request.query.to ?? null)
      }
    },
  )
  app.get(
    callbackPath,
    {
      config: { open: true, secret: true },
      schema: {
        summary: "Come back from the agency's OpenID provider",
        errors: ['not-found'],
        described: { query: z.object({ code: z.string(), state: z.string() }), answers: redirects },
      },
    },
    async (request, reply) => {
      const deps = withProvider(given)
      const flow = openFlow(deps, request.cookies[cookieOf(deps, '_oidc')])
      const to = flow?.to ?? null
      reply.clearCookie(cookieOf(deps, '_oidc'), { path: '/', secure: deps.secureCookies })
      let shown: ShownSubject | null = null
      try {
        const address = sourceAddress(request.ip)
        answers.take(address)
        const query = new URL(request.url, 'http://localhost').search
        const answer = await subjectAtProvider(deps, flow, query)
        if (answer === 'cancelled') return reply.redirect(signInPage(to, 'cancelled'))
        shown = answer
        const opened = await openByProvider(deps, shown, sourceOf(request, deps))
        answers.charge(address, -1)
        setSessionCookie(reply, deps, opened)
        return reply.redirect(signInPage(to, null))
      } catch (error) {
        if (shown !== null && error instanceof Failure && error.code === 'sign-in-failed')
          keep(deps, reply, '_subject', sealText(deps, shown.subject))
        return refuse(reply, error, to)
      }
    },
  )
  app.get(
    '/v1/session/oidc/subject',
    {
      config: { open: true, secret: true },
      schema: {
        summary: 'Read which subject the provider named last to this browser',
        errors: ['not-found'],
        response: { 200: z.object({ subject: z.string() }) },
      },
    },
    (request) => {
      const deps = withProvider(given)
      const kept = Buffer.from(request.cookies[cookieOf(deps, '_subject')] ?? '', 'base64url')
      const opened = openSecret(deps.triesKey, shownUse, kept)
      if (opened === null) throw fail('not-found')
      return { subject: opened.toString() }
    },
  )
  app.post(
    '/v1/session/oidc/logout',
    {
      bodyLimit: 16_384,
      config: { open: true },
      schema: {
        summary: "End sessions by a logout token of the agency's OpenID provider",
        errors: ['logout-invalid', 'not-found', 'provider-unavailable'],
        described: {
          body: z.object({ logout_token: z.string() }),
          answers: { 200: z.null().describe('The sessions have ended.') },
        },
      },
    },
    async (request, reply) => {
      const deps = withProvider(given)
      const { provider } = deps
      const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString() : '')
      const logout = await provider.readLogout(form.get('logout_token') ?? '')
      if (logout === null || !(await endByProvider(deps, provider.issuer, logout))) {
        await deps.wrongLog.log(null, { kind: 'oidc' })
        throw fail('logout-invalid')
      }
      await deps.sessionEnded()
      return reply.code(200).send()
    },
  )
}

/** Answers of the provider cost it a request each. Those that open a session do not count. */
const answerPace = (clock: () => Date): Pace =>
  new Pace(
    {
      name: 'answers-of-provider',
      total: { burst: 400, perSecond: 20 },
      each: { burst: 60, perSecond: 1 },
    },
    () => clock().getTime(),
  )

function withProvider(given: OidcDeps): OidcDeps & ProviderDeps {
  const { provider } = given
  if (provider === null) throw fail('not-found', { detail: 'This node has no OpenID provider.' })
  return { ...given, provider }
}

/** Returns the origin of the desk that the browser asked for. The cookie of the flow belongs to its host. */
function originOf(deps: OidcDeps, { host }: FastifyRequest): string | null {
  return deps.origins()?.origins.find((origin) => new URL(origin).host === host) ?? null
}
const firstOrigin = (deps: OidcDeps): string => deps.origins()?.origins[0] ?? ''

/** A cookie that comes back with the provider's redirect, which is a navigation from another site: the session's own would not. */
function keep(deps: OidcDeps, reply: FastifyReply, name: '_oidc' | '_subject', value: string): void {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: deps.secureCookies } as const
  reply.setCookie(cookieOf(deps, name), value, { ...options, maxAge: flowSeconds })
}
const cookieOf = (deps: OidcDeps, name: '_oidc' | '_subject'): string => deps.cookieName() + name
const sealText = (deps: OidcDeps, text: string): string =>
  sealSecret(deps.triesKey, shownUse, Buffer.from(text)).toString('base64url')

/** Leads to the sign-in page, which says why. A failure of another kind is thrown on. */
function refuse(reply: FastifyReply, error: unknown, to: string | null) {
  const because = error instanceof Failure ? refusals[error.code] : undefined
  if (because === undefined) throw error
  return reply.redirect(signInPage(to, because))
}

/** The sign-in page follows only addresses of the desk itself. */
function signInPage(to: string | null, provider: Refused | null): string {
  const search = new URLSearchParams({ ...(to === null ? {} : { to }), ...(provider === null ? {} : { provider }) })
  return search.size === 0 ? '/sign-in' : `/sign-in?${search}`
}
