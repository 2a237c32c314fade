import { createHash, timingSafeEqual } from 'node:crypto'
import { PeopleOfNode } from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import { fail } from './errors.ts'
import { isLoopback } from './known-hosts.ts'
import { HealthReason, type NodeState, type NodeStateDeps, readNodeState, shareReads } from './node-state.ts'
import type { App } from './safeguards/access/http.ts'
import type { BudgetState } from './safeguards/governor/budget.ts'
import { openPool, type PostgresServer } from './store/postgres/index.ts'

export interface Metrics {
  registry: Registry
  received: Counter<'channel' | 'duplicate'>
  requests: Histogram<'route' | 'method' | 'status'>
  /** Counts a message that could not be stored and so was not acknowledged. */
  receiptRefused(): void
  /** When a receipt was last refused for that reason, in milliseconds since 1970. */
  receiptRefusedAt(): number | null
}

/** Creates the counters and time measurements for the operator. No label contains names, numbers or ids of people. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const refused = new Counter({
    name: 'entente_receipts_refused_total',
    help: 'Messages that could not be stored durably, so that nothing was acknowledged',
    registers: [registry],
  })
  let refusedAt: number | null = null
  return {
    receiptRefused() {
      refused.inc()
      refusedAt = Date.now()
    },
    receiptRefusedAt: () => refusedAt,
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
  /** `degraded`: the node works, but `reasons` say what an operator has to look at. */
  status: z.enum(['ok', 'degraded', 'not-ready']),
  version: z.string(),
  /** Whether one person uses every account of the node; null while the database is unavailable. */
  people: PeopleOfNode.nullable(),
  database: z.enum(['ready', 'down', 'starting']),
  /**
   * These are null while the state is unknown, and for callers that may not read the metrics, because traffic volumes and
   * the state of the machine are confidential.
   */
  reasons: z.array(HealthReason).nullable(),
  messages: z.object({ waiting: z.int(), oldestSeconds: z.number() }).nullable(),
  jobs: z.object({ waiting: z.int(), failed: z.int(), oldestSeconds: z.number() }).nullable(),
  signals: z.int().nullable(),
  index: z.object({ appliedSeconds: z.number(), waiting: z.int(), oldestSeconds: z.number() }).nullable(),
  peers: z.object({ active: z.int(), late: z.int(), longestSeconds: z.number() }).nullable(),
  disk: z.object({ freeBytes: z.number() }).nullable(),
})
const unknown = { messages: null, jobs: null, signals: null, index: null, peers: null, disk: null }
const hidden = { reasons: null, ...unknown }

/** A database that does not answer within this time counts as unavailable. */
const answerWithinMs = 3000
/** Everybody may ask, so the state is read at most once in this time. */
const reuseStateMs = 1000

type PoolLog = Parameters<typeof openPool>[1]['log']
/**
 * Opens the pool for reading the health. One connection is for the check of the database, and one for the state, so that
 * neither waits for jobs or requests. The server ends a statement that takes too long.
 */
export function openHealthPool(connection: pg.PoolConfig, log: PoolLog): pg.Pool {
  const limits = { statement_timeout: answerWithinMs, connectionTimeoutMillis: answerWithinMs }
  return openPool({ ...connection, ...limits, query_timeout: answerWithinMs + 1000 }, { max: 2, log })
}

/**
 * Registers `/health` for a monitor (503 while the database is unavailable) and `/metrics` for Prometheus. With the
 * operator's token, metrics can be read from anywhere. Without it, they can be read only from this machine, because
 * traffic volumes are confidential.
 */
export function healthRoutes(
  app: App,
  deps: NodeStateDeps & {
    postgres: PostgresServer
    metrics: Metrics
    metricsToken: string | null
    version: string
    logDropped: () => number
    /** The state of each budget by which callers share the node. */
    budgets: () => readonly BudgetState[]
  },
): void {
  const readState = shareReads(() => readNodeState(deps), reuseStateMs)
  const answers = shareReads(() => deps.pool.query('select 1'), 0)
  const refresh = stateMetrics(deps.metrics.registry, readState, deps.logDropped)
  showBudgets(deps.metrics.registry, deps.budgets)
  app.get(
    '/health',
    {
      config: { open: true },
      schema: { summary: 'Read the health of the node', response: { 200: Health, 503: Health } },
    },
    async (request, reply) => {
      const database = deps.postgres.state()
      const shows = mayReadMetrics(request, deps.metricsToken)
      const facts = { version: deps.version, database }
      if (database !== 'ready' || (await soon(answers())) === null)
        return reply.code(503).send({ status: 'not-ready', ...facts, people: null, ...hidden })
      const state = await soon(readState())
      const reasons: HealthReason[] = state?.reasons ?? ['state-unknown']
      const status = reasons.length > 0 ? 'degraded' : 'ok'
      return reply.send({
        status,
        ...facts,
        people: state?.people ?? null,
        ...(shows ? { reasons, ...shown(state) } : hidden),
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
      await refresh()
      const text = await deps.metrics.registry.metrics()
      return reply.type(deps.metrics.registry.contentType).send(text)
    },
  )
}

function shown(state: NodeState | null) {
  if (state === null) return unknown
  const { messages, jobs, index, peers, disk } = state
  const { signals, ...changes } = index
  return {
    messages: { waiting: messages.waiting, oldestSeconds: messages.oldestSeconds },
    jobs: { waiting: jobs.waiting, failed: jobs.failed, oldestSeconds: jobs.oldestSeconds },
    ...{ signals, index: changes, peers, disk },
  }
}

/** Returns the result, or null if the read fails or takes too long. */
async function soon<T>(read: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), answerWithinMs)
  })
  try {
    return await Promise.race([read, late])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

type Gauged = [name: string, help: string, of: (state: NodeState) => number]
const gauges: readonly Gauged[] = [
  ['entente_signals_indexed', 'Signals that are matched now', ({ index }) => index.signals],
  ['entente_jobs_waiting', 'Jobs that wait or run', ({ jobs }) => jobs.waiting],
  ['entente_jobs_failed', 'Jobs that failed after all retries', ({ jobs }) => jobs.failed],
  ['entente_jobs_oldest_seconds', 'Age of the oldest job that only lacks a worker', ({ jobs }) => jobs.oldestSeconds],
  ['entente_messages_waiting', 'Messages that wait to be read', ({ messages }) => messages.waiting],
  [
    'entente_messages_oldest_seconds',
    'Age of the oldest message that waits to be read',
    ({ messages }) => messages.oldestSeconds,
  ],
  [
    'entente_index_applied_seconds',
    'Time since a change was last applied to the index',
    ({ index }) => index.appliedSeconds,
  ],
  ['entente_index_changes_waiting', 'Changes that the index has not applied', ({ index }) => index.waiting],
  ['entente_index_oldest_seconds', 'Age of the oldest change that waits', ({ index }) => index.oldestSeconds],
  ['entente_peers_active', 'Members whose log this node reads', ({ peers }) => peers.active],
  ['entente_peers_late', 'Members whose log was not read for ten minutes', ({ peers }) => peers.late],
  [
    'entente_peers_longest_seconds',
    'Longest time since a log of a member was read',
    ({ peers }) => peers.longestSeconds,
  ],
  [
    'entente_log_blocked_seconds',
    'For how long nothing can be logged: the clock was set back',
    (s) => s.blockedSeconds,
  ],
  ['entente_disk_free_bytes', 'Free space in the data folder', ({ disk }) => disk.freeBytes],
]

/**
 * Registers the gauges that are read from the state. Returns a function that reads the state into them. If it cannot be
 * read, `entente_state_known` is 0 and the others have no value.
 */
function stateMetrics(
  registry: Registry,
  readState: () => Promise<NodeState>,
  logDropped: () => number,
): () => Promise<void> {
  const registers = [registry]
  const all = gauges.map(([name, help, of]) => ({ gauge: new Gauge({ name, help, registers, labelNames: [] }), of }))
  const known = new Gauge({
    name: 'entente_state_known',
    help: '1 if the database answered, so that the other gauges are current',
    registers,
  })
  const degraded = new Gauge({
    name: 'entente_degraded',
    help: 'Reasons for the state degraded, as in /health',
    labelNames: ['reason'],
    registers,
  })
  new Gauge({
    name: 'entente_log_lines_dropped',
    help: 'Lines of the log that could not be written since the start',
    registers,
    collect() {
      this.set(logDropped())
    },
  })
  return async () => {
    const state = await soon(readState())
    known.set(state === null ? 0 : 1)
    for (const { gauge, of } of all) {
      if (state === null) gauge.remove()
      else gauge.set(of(state))
    }
    for (const reason of HealthReason.options)
      degraded.set({ reason }, (state?.reasons ?? ['state-unknown']).includes(reason) ? 1 : 0)
  }
}

/** Shows each budget: its limit, the units in use, and the refused requests by reason. */
function showBudgets(registry: Registry, budgets: () => readonly BudgetState[]): void {
  new Gauge({
    name: 'entente_budget_in_use',
    help: 'Units of a budget in use',
    labelNames: ['budget'],
    registers: [registry],
    collect() {
      for (const { name, inUse } of budgets()) this.set({ budget: name }, inUse)
    },
  })
  new Gauge({
    name: 'entente_budget_limit',
    help: 'Units of a budget',
    labelNames: ['budget'],
    registers: [registry],
    collect() {
      for (const { name, limit } of budgets()) this.set({ budget: name }, limit)
    },
  })
  new Counter({
    name: 'entente_budget_refused_total',
    help: 'Requests refused because a budget was used up, by the caller or by all callers',
    labelNames: ['budget', 'reason'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { name, refused } of budgets())
        for (const [reason, times] of Object.entries(refused)) this.inc({ budget: name, reason }, times)
    },
  })
}

function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  const shown = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token !== null) return shown !== undefined && timingSafeEqual(digest(shown), digest(token))
  // A proxy on this machine forwards requests of other machines, even if it is not configured here.
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded
  return forwarded === undefined && isLoopback((request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''))
}
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
