import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import { isLoopback } from './config.ts'
import { fail } from './errors.ts'
import type { Database } from './safeguards/access/access-store.ts'
import type { App } from './safeguards/access/http.ts'
import type { PostgresServer } from './store/postgres/index.ts'

export interface Metrics {
  registry: Registry
  received: Counter<'channel' | 'duplicate'>
  requests: Histogram<'route' | 'method' | 'status'>
}

/** Creates the counters and time measurements for the operator. No label contains names, numbers or ids of people. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    received: new Counter({
      name: 'entente_messages_received_total',
      help: 'Messages received',
      labelNames: ['channel', 'duplicate'],
      registers: [registry],
    }),
    requests: new Histogram({
      name: 'entente_http_request_seconds',
      help: 'Time of requests by route',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
  }
}

const Health = z.object({
  status: z.enum(['ok', 'not-ready']),
  version: z.string(),
  database: z.enum(['ready', 'down', 'starting']),
  /**
   * Null while the database is unavailable, and for callers that may not read the metrics. The number of signals is
   * hidden from these callers too.
   */
  jobs: z.object({ waiting: z.int(), failed: z.int() }).nullable(),
  signals: z.int().nullable(),
})

/**
 * Registers `/health` for a monitor (503 while the database is unavailable) and `/metrics` for Prometheus. With the
 * operator's token, metrics can be read from anywhere. Without it, they can be read only from this machine, because
 * traffic volumes are confidential.
 */
export function healthRoutes(
  app: App,
  deps: {
    db: Database
    postgres: PostgresServer
    metrics: Metrics
    metricsToken: string | null
    version: string
    indexSize: () => number
    queue: () => Promise<{ waiting: number; failed: number }>
  },
): void {
  new Gauge({
    name: 'entente_signals_indexed',
    help: 'Signals that are matched now',
    registers: [deps.metrics.registry],
    collect() {
      this.set(deps.indexSize())
    },
  })
  app.get(
    '/health',
    {
      config: { open: true },
      schema: { summary: 'Read the health of the node', response: { 200: Health, 503: Health } },
    },
    async (request, reply) => {
      const database = deps.postgres.state()
      let jobs: { waiting: number; failed: number } | null = null
      try {
        if (database === 'ready') jobs = await deps.queue()
      } catch {
        jobs = null
      }
      const ok = database === 'ready' && jobs !== null
      return reply.code(ok ? 200 : 503).send({
        ...{ status: ok ? 'ok' : 'not-ready', version: deps.version, database },
        ...(mayReadMetrics(request, deps.metricsToken)
          ? { jobs, signals: deps.indexSize() }
          : { jobs: null, signals: null }),
      })
    },
  )
  app.get(
    '/metrics',
    {
      schema: {
        summary: 'Read the metrics for Prometheus',
        examples: { answer: 'entente_messages_received_total 12' },
        described: { answers: { 200: { description: 'Metrics.', content: { 'text/plain': { schema: z.string() } } } } },
      },
      config: { open: true },
    },
    async (request, reply) => {
      if (!mayReadMetrics(request, deps.metricsToken)) throw fail('not-found')
      const text = await deps.metrics.registry.metrics()
      return reply.type(deps.metrics.registry.contentType).send(text)
    },
  )
}

function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  const shown = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token !== null) return shown !== undefined && timingSafeEqual(digest(shown), digest(token))
  // A proxy on this machine forwards requests of other machines, even if it is not configured here.
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded
  return forwarded === undefined && isLoopback((request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''))
}
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
