import { EventEmitter } from 'node:events'
import type { LiveEvent } from '@entente/contracts'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from './safeguards/access/door.ts'

/** What changed, as the database announced it: to the open desks and to whoever inside the node follows it (the match index). */
export interface EventBus {
  on(listener: (event: LiveEvent) => void): () => void
  /** Events after `lastId`, oldest first, at most 500; null where they are no longer kept: read everything again. */
  since(lastId: string): Promise<LiveEvent[] | null>
  close(): Promise<void>
}

/** Follows the table `event` by LISTEN in a connection of its own; after a lost connection it reads what it missed. */
export async function followEvents(deps: { db: Database; pool: pg.Pool; log: Logger }): Promise<EventBus> {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  let closed = false
  let client: pg.PoolClient | null = null
  let last = await newestId(deps.db)
  let draining = false
  let again = false

  async function drain(): Promise<void> {
    if (draining) {
      again = true
      return
    }
    draining = true
    try {
      do {
        again = false
        const rows = await read(deps.db, last, 1000)
        for (const event of rows) {
          last = event.id
          emitter.emit('event', event)
        }
        if (rows.length === 1000) again = true
      } while (again)
    } catch (error) {
      deps.log.warn({ event: 'events.read-failed', error: String(error) })
    } finally {
      draining = false
    }
  }

  async function connect(): Promise<void> {
    while (!closed) {
      try {
        client = await deps.pool.connect()
        const current = client
        current.on('notification', () => void drain())
        current.once('error', () => {
          if (client === current) client = null
          if (!closed) void connect()
        })
        await current.query('listen entente_event')
        await drain()
        return
      } catch {
        client = null
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }
  await connect()

  return {
    on(listener) {
      emitter.on('event', listener)
      return () => emitter.off('event', listener)
    },
    async since(lastId) {
      const oldest = await deps.db
        .selectFrom('event')
        .select((e) => e.fn.min('id').as('id'))
        .executeTakeFirst()
      if (oldest?.id != null && BigInt(oldest.id) > BigInt(lastId) + 1n) return null
      return read(deps.db, lastId, 500)
    },
    async close() {
      closed = true
      emitter.removeAllListeners()
      client?.release(true)
      client = null
    },
  }
}

async function newestId(db: Database): Promise<string> {
  const row = await db
    .selectFrom('event')
    .select((e) => e.fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? '0'
}

async function read(db: Database, after: string, limit: number): Promise<LiveEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select(['id', 'type', 'ref', 'version'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as LiveEvent[]
}
