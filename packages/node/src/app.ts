import { readFileSync } from 'node:fs'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyRequest, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Desk } from './desk/create-desk.ts'
import { serveDesk } from './desk-files.ts'
import { describeOperations, describeRoute } from './docs/describe-operations.ts'
import { errorCatalogue } from './docs/error-catalogue.ts'
import { Failure, fail } from './errors.ts'
import { governRequests, serverTimeouts } from './govern-requests.ts'
import type { Metrics } from './health.ts'
import { isForSessions, knownHosts } from './known-hosts.ts'
import { usualLargestMessage } from './pipeline/gateway/intake.ts'
import type { Admission } from './pipeline/receive/admission.ts'
import { replyWithProblem } from './problem.ts'
import { type AcceptsSender, type App, takesSender } from './safeguards/access/http.ts'
import { type AuthenticateDeps, authenticate } from './safeguards/access/sessions/authenticate.ts'
import type { BudgetState } from './safeguards/governor/budget.ts'
import type { StopSet } from './safeguards/stops-in-force/stop-set.ts'
import { readPlaces, readTextOverrides, textRoutes } from './text-overrides.ts'
import { readTlsFiles } from './tls-files.ts'

const contentSecurity =
  "default-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'"

/**
 * Builds the HTTP server without the routes of modules. It sets up parsing, authentication, errors, security headers,
 * `/docs` and the desk.
 */
export async function buildApp(options: {
  config: Config
  log: Logger
  metrics: Metrics
  authentication: AuthenticateDeps
  /** Returns the stops in force. Absent: there are none. */
  stops?: () => StopSet
  admit: Admission['admit']
  /** Counts the work of admitted requests while it is in hand. */
  begin?: Admission['begin']
  version: string
  /** Without it, the server has no pages. */
  desk?: Desk
  routes: (app: App) => Promise<void> | void
  /** Receives the function that reads the budgets of requests and connections. */
  governed?: (states: () => readonly BudgetState[]) => void
}): Promise<App> {
  const { config, log, metrics, desk } = options
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // A route of a gateway with larger messages states its own limit.
    bodyLimit: usualLargestMessage,
    trustProxy: config.trustProxy ?? false,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    // Errors before routing need this handler, for example a path that cannot be decoded.
    frameworkErrors: (error, request, reply) => replyWithProblem(error, request, reply),
    ...(config.tls === null
      ? { http: serverTimeouts }
      : { https: { ...tlsOf(config, config.tls), ...serverTimeouts } as unknown as null }),
  }) as unknown as App
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // Bodies other than JSON, such as messages, lists and schedules, are passed on as bytes.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Failure && error.code === 'not-durable') metrics.receiptRefused()
    return replyWithProblem(error, request, reply)
  })
  await app.register(cookie)
  const governing = governRequests(app, config.limits, config.trustProxy)
  options.governed?.(governing.states)
  app.addHook('onClose', async () => governing.stop())

  const isPlain = config.tls === null && config.trustProxy === null
  const hosts = knownHosts(config.origins, isPlain, log)

  app.decorateRequest('actor', null)
  app.decorateRequest('sender', null)
  app.decorateRequest('purpose', null)
  app.decorateRequest('sessionHash', null)
  app.decorateRequest('mustChangePassword', false)
  app.decorateRequest('signedInBy', null)
  app.decorateRequest('secondFactorNeeded', false)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cross-origin-opener-policy', 'same-origin')
    if (!isPlain) reply.header('strict-transport-security', 'max-age=31536000')
    if (!request.url.startsWith('/docs')) reply.header('content-security-policy', contentSecurity)
    // Use the matched route and not the path, because a path can be encoded in several ways (`/%761/`).
    const { url: route = '', config: routed } = request.routeOptions
    // A passkey cannot belong to an IP address, so the desk on this machine is opened by its name.
    const isSignedIn = request.cookies[options.authentication.cookieName()] !== undefined
    const isBrowser = request.headers.accept?.includes('text/html') === true
    if (isPlain && isBrowser && !isSignedIn && request.url === '/' && request.hostname === '127.0.0.1')
      return reply.redirect(`http://localhost:${request.port ?? 80}/`)
    if (isForSessions(request, options.authentication.cookieName)) hosts.check(request.host)
    if (route.startsWith('/docs') && !config.openDocs) await authenticate(options.authentication, request)
    // Files of the log have the paths of transparency logs, and the access rules of every other route.
    if (!route.startsWith('/v1/') && !route.startsWith('/audit/')) return
    reply.header('cache-control', 'no-store')
    const { open, sender, admit } = routed
    if (admit !== undefined) options.admit(admit)
    if (open !== true) await admitPerson(request, sender)
    // A tab that is signed out learns this first, because it signs in again before it reads or writes anything.
    const release = request.headers['entente-release']
    if (typeof release === 'string') desk?.checkRelease(release, { method: request.method, url: route })
  })
  /** Authenticates the caller, and refuses senders and people that may not use the route. */
  async function admitPerson(request: FastifyRequest, sender: AcceptsSender | undefined): Promise<void> {
    const { url: route = '' } = request.routeOptions
    await authenticate(options.authentication, request)
    if (request.actor?.role === 'sender' && !takesSender(sender, request.sender)) {
      // A route of another gateway does not know the sender.
      if (sender !== undefined && request.sender?.gateway !== sender.gateway) throw fail('sender-unknown')
      throw fail('role', { detail: 'A sender hands in what its gateway takes and reads its answers.' })
    }
    const isOwnAccount = /^\/v1\/(me|session)(\/|$)/.test(route)
    if (request.mustChangePassword && !isOwnAccount) throw fail('password-change-needed')
    if (request.secondFactorNeeded && !isOwnAccount) throw fail('second-factor-needed')
  }
  // After the caller is known, and before anything is matched.
  app.addHook('preHandler', async (request) => {
    const { surface } = request.routeOptions.config
    if (surface !== undefined && options.stops?.().stopsSurface(surface.id, surface.gateway))
      throw fail('matching-stopped')
  })
  // A public route is for anyone, so it must say so, and it changes nothing. Where anyone may write, the route limits how much.
  app.addHook('onRoute', ({ url, method, config }) => {
    const reads = [method].flat().every((each) => each === 'GET' || each === 'HEAD')
    const takes = config?.anonymous === true || config?.anyoneWrites === true
    if (url.startsWith('/public/') && !((reads || takes) && config?.open === true))
      throw new Error(`the public route ${url} must be open and only read`)
  })
  desk?.shapes.follow(app)
  app.addHook('onRoute', (route) => {
    const work = route.config?.admit
    const { begin } = options
    if (work === undefined || begin === undefined) return
    const { handler } = route
    // The body has arrived by now, so a slow sender does not count as a slow node.
    route.handler = async function (request, reply) {
      const end = await begin(work)
      try {
        return await handler.call(this, request, reply)
      } finally {
        end()
      }
    }
  })
  // While the node stops, every answer closes its connection, because an open connection would delay the stop.
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    // A line or a count would say when somebody wrote.
    if (request.routeOptions.config.anonymous === true) return
    const route = request.routeOptions.url ?? 'none'
    const labels = { route, method: request.method, status: String(reply.statusCode) }
    metrics.requests.observe(labels, reply.elapsedTime / 1000)
    log.debug({
      event: 'request',
      ...labels,
      role: request.actor?.role ?? null,
      ms: Math.round(reply.elapsedTime),
      requestId: request.id,
    })
  })

  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Entente node',
        version: options.version,
        description:
          'Interface of an Entente node. Errors are problem+json. A request for personal data names its purpose in the header `Entente-Purpose`.',
      },
      externalDocs: { description: 'The catalogue of errors', url: '/docs/errors' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: '__Host-entente' },
          key: { type: 'http', scheme: 'bearer' },
          clientKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
          client: { type: 'http', scheme: 'basic' },
          node: { type: 'apiKey', in: 'header', name: 'entente-peer' },
        },
      },
    },
    transform: describeRoute,
    transformObject: describeOperations,
  })
  app.get('/docs/errors', { config: { open: true }, schema: { hide: true } }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(errorCatalogue()),
  )
  // A passkey counts at these origins although their host is another one (WebAuthn 5.11).
  app.get('/.well-known/webauthn', { config: { open: true }, schema: { hide: true } }, () => {
    if (config.origins === null || config.origins.length < 2) throw fail('not-found')
    return { origins: config.origins }
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  const overrides = config.texts === null ? {} : readTextOverrides(config.texts, readPlaces())
  await app.register(async (scope) => {
    textRoutes(scope as unknown as App, overrides)
    await options.routes(scope as unknown as App)
  })
  serveDesk(app, desk ?? null)
  app.addHook('onClose', () => desk?.stop())
  return app
}

/**
 * Requests TLS certificates from other nodes and TAXII clients if that is configured. Browsers can connect without one.
 * Other code checks the certificate: for a node, that its root is trusted; for a TAXII client, that it is the
 * registered one.
 */
function tlsOf(config: Config, tls: { cert: string; key: string }): Record<string, unknown> {
  const { ca } = config.peers.tls
  const mutual = config.peers.mutual && ca !== null
  const files = readTlsFiles(tls)
  return {
    cert: files.cert,
    key: files.key,
    ...(mutual ? { ca: readFileSync(ca) } : {}),
    ...(mutual || config.taxiiCertificates ? { requestCert: true, rejectUnauthorized: false } : {}),
  }
}
