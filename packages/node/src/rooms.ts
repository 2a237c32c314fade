import type pg from 'pg'
import { createAgreementRoom } from './agreement-room.ts'
import { createAttachmentRoom } from './attachment-room.ts'
import { createBlindRoom } from './blind-room.ts'
import type { Config } from './config.ts'
import { createContentRoom } from './content-room.ts'
import type { EventBus } from './events.ts'
import { createExchangeRoom } from './exchange-room.ts'
import { healthRoutes, type Metrics } from './health.ts'
import { honourIdempotencyKeys } from './idempotency.ts'
import { readIndexKey } from './keys.ts'
import { liveRoutes } from './live-routes.ts'
import { createPeerRoom } from './peer-room.ts'
import { accountRoutes, consentRoutes } from './safeguards/access/accounts/routes.ts'
import { plainCodec } from './safeguards/access/codec.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import type { Database } from './safeguards/access/door.ts'
import type { App } from './safeguards/access/http.ts'
import { logRoutes } from './safeguards/access/log-routes.ts'
import { regimeRoutes } from './safeguards/access/regime-routes.ts'
import { senderRoutes } from './safeguards/access/senders/routes.ts'
import { sessionRoutes } from './safeguards/access/sessions/routes.ts'
import type { AuditLog } from './safeguards/audit/audit-log.ts'
import { alarmRoutes } from './safeguards/oversight/alarm-routes.ts'
import { housekeep } from './store/housekeeping.ts'
import type { Task } from './store/jobs.ts'
import type { PostgresServer } from './store/postgres/index.ts'
import { createTravelRoom } from './travel-room.ts'
import { version } from './version.ts'

export interface RoomsDeps extends CoreDeps {
  config: Config
  db: Database
  audit: AuditLog
  events: EventBus
  metrics: Metrics
  postgres: PostgresServer
  jobPool: pg.Pool
  /** Under which address other nodes reach this one. */
  ownUrl: () => string
}
export interface Rooms {
  routes: (app: App) => Promise<void>
  tasks: Record<string, Task>
  cron: { task: string; match: string }[]
  signals: () => number
  queue: () => Promise<{ waiting: number; failed: number }>
  /** What begins once the node answers. */
  start: () => Promise<void>
  stop: () => Promise<void>
}

/** Wires the rooms of the house: which task runs which step, which gateway the pipeline gets, which routes exist. */
export async function createRooms(deps: RoomsDeps): Promise<Rooms> {
  const { config } = deps
  const queue = async () => {
    const { rows } = await deps.jobPool.query<{ waiting: string; failed: string }>(
      `select count(*) filter (where attempts < max_attempts and (run_at <= now() or attempts > 0)) as waiting, count(*) filter (where attempts >= max_attempts) as failed
       from graphile_worker.jobs`,
    )
    return { waiting: Number(rows[0]?.waiting ?? 0), failed: Number(rows[0]?.failed ?? 0) }
  }
  const agreements = createAgreementRoom(deps)
  const content = await createContentRoom(deps)
  const exchange = createExchangeRoom(deps)
  const travel = await createTravelRoom({ ...deps, others: content })
  const blind = createBlindRoom(deps)
  const attachments = createAttachmentRoom(deps)
  const others = [...blind.peerHandlers, ...attachments.peerHandlers]
  const peers = createPeerRoom({ ...deps, others, takeKey: blind.takeKey })

  return {
    async routes(app) {
      honourIdempotencyKeys(app, { db: deps.db, codec: plainCodec, audit: deps.audit })
      sessionRoutes(app, {
        ...deps,
        coverMinutes: config.coverMinutes,
        secureCookies: config.tls !== null || config.trustProxy !== null,
        triesKey: readIndexKey(deps.dataRoot),
      })
      accountRoutes(app, deps)
      consentRoutes(app, deps)
      senderRoutes(app, deps)
      regimeRoutes(app)
      logRoutes(app, deps)
      alarmRoutes(app, deps)
      travel.routes(app)
      content.routes(app)
      agreements.routes(app)
      exchange.routes(app)
      peers.routes(app)
      blind.routes(app)
      attachments.routes(app)
      liveRoutes(app, deps)
      healthRoutes(app, { ...deps, metricsToken: config.metricsToken, version, indexSize: travel.signals, queue })
    },
    tasks: {
      ...travel.tasks,
      ...content.tasks,
      ...peers.tasks,
      ...blind.tasks,
      ...attachments.tasks,
      async 'index-signals'(payload) {
        const signalIds = payload.signalIds as string[]
        await travel.tasks['index-signals'](payload)
        await content.follow(signalIds)
        // No index has what is gone any more.
        await peers.stopped(signalIds)
      },
      ...exchange.tasks,
      ...agreements.tasks,
      async housekeeping() {
        await deps.audit.prepare()
        await housekeep(deps.db, deps.clock())
      },
    },
    cron: [
      ...travel.cron,
      ...content.cron,
      ...exchange.cron,
      ...agreements.cron,
      ...peers.cron,
      ...attachments.cron,
      ...blind.cron,
      { task: 'housekeeping', match: '7 * * * *' },
    ],
    signals: travel.signals,
    queue,
    start: peers.start,
    async stop() {
      await peers.stop()
      await travel.stop()
      await content.stop()
    },
  }
}
