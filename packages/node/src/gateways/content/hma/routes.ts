import type { FastifyRequest } from 'fastify'
import { fail } from '../../../errors.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, takesSender } from '../../../safeguards/access/http.ts'
import { type AuthenticateDeps, authenticate } from '../../../safeguards/access/sessions/authenticate.ts'
import { systemActor } from '../../../safeguards/access/system.ts'
import type { Networks } from '../../../safeguards/networks/read-networks.ts'
import type { MatchDeps } from '../match/match-signals.ts'
import { bankRoutes } from './bank-routes.ts'
import { contentRoutes } from './content-routes.ts'
import { describedHma, describeHma } from './describe.ts'
import { exchangeRoutes } from './exchange-routes.ts'
import type { HashDeps } from './hash-content.ts'
import { hashRoutes } from './hash-routes.ts'
import { matchRoutes } from './match-routes.ts'
import { replyWithMessage } from './refuse.ts'
import type { Route } from './route.ts'
import { statusRoutes } from './status-routes.ts'
import { networkWithoutKey } from './without-key.ts'

export interface HmaDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock'>, MatchDeps, HashDeps {
  authentication: AuthenticateDeps
  /** The networks whose clients need no key; null: every client shows one. `off`: the routes do not exist. */
  access: { withoutKey: Networks | null } | 'off'
  /** The proxies in front of the node, as the operator lists them. */
  trustProxy: string | null
}

/**
 * Registers the routes of hasher-matcher-actioner, with its paths and answers, on the services of `/v1/content`. Every
 * path exists a second time with a doubled slash, because clients with a base address that ends in a slash send it;
 * `/docs` leaves that one out.
 */
export function hmaRoutes(app: App, deps: HmaDeps): void {
  if (deps.access === 'off') return
  const routes: Route[] = [
    ...hashRoutes(deps),
    ...matchRoutes(deps),
    ...bankRoutes(deps),
    ...contentRoutes(deps),
    ...exchangeRoutes(deps),
    ...statusRoutes(deps),
  ]
  routes.push(
    {
      method: 'GET',
      url: '/site-map',
      open: true,
      answer: () => [...new Set(routes.map(({ url }) => url.replaceAll(/:(\w+)/g, '<$1>')))].sort(),
    },
    { method: 'GET', url: '/openapi/openapi.json', open: true, answer: () => describedHma(app.swagger()) },
  )
  const { withoutKey } = deps.access
  const identify = whoAsks(deps.authentication, networkWithoutKey(withoutKey, deps.trustProxy))
  app.register(async (scope) => {
    scope.setErrorHandler(replyWithMessage)
    scope.decorateRequest('withoutKey', null)
    for (const route of routes)
      for (const path of [route.url, `/${route.url}`])
        scope.route({
          method: route.method,
          url: path,
          schema: path === route.url ? describeHma(route, withoutKey !== null) : { hide: true },
          ...(route.open === true ? {} : { onRequest: identify }),
          // The paths below /m/ look hashes up.
          ...(route.url.startsWith('/m/') ? { config: { surface: { id: 'content-hma', gateway: 'content' } } } : {}),
          handler: async (request, reply) => {
            reply.header('cache-control', 'no-store')
            return reply.send(await route.answer(request, reply))
          },
        })
  })
}

/**
 * Authenticates clients of HMA: by a platform's key or a person's, in `Authorization: Bearer` or in `x-api-key`. They
 * name no purpose: this interface has one. A client without a key in one of the networks for it acts as the node itself:
 * it searches all banks, reads and changes those that such clients made, and decides nothing. Cookies are ignored.
 */
function whoAsks(
  deps: AuthenticateDeps,
  networkOf: ReturnType<typeof networkWithoutKey>,
): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const { authorization, 'x-api-key': key } = request.headers
    if (authorization === undefined && typeof key === 'string') request.headers.authorization = `Bearer ${key}`
    const shown = request.headers.authorization
    if (shown === undefined) request.withoutKey = networkOf(request)
    if (request.withoutKey !== null) request.actor = systemActor(deps.member.id)
    else if (!/^Bearer \S+$/.test(shown ?? ''))
      throw fail('sign-in-needed', { detail: 'Show a key in Authorization: Bearer or in x-api-key.' })
    else await authenticate(deps, request)
    if (request.mustChangePassword) throw fail('password-change-needed')
    if (request.actor?.role === 'sender' && !takesSender({ gateway: 'content' }, request.sender)) throw fail('role')
    request.purpose ??= 'content-safety'
  }
}
