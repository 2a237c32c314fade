import { EventEmitter } from 'node:events'
import type { CasePart, LiveEvent } from '@entente/contracts'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from './safeguards/access/access-store.ts'

/** Distributes changes that the database announced to open desks and to parts of the node such as the match index. */
export interface EventBus {
  on(listener: (event: LiveEvent) => void): () => void
  /**
   * Returns the events after `lastId`, oldest first. Returns null if there are more than 500, or if they were deleted;
   * the caller must then read everything again.
   */
  since(lastId: string): Promise<LiveEvent[] | null>
  close(): Promise<void>
}

const togetherMs = 20
const againMs = 500
const atOnce = 1000
const mostMissed = 500

/**
 * Receives rows of the table `event` by LISTEN in a separate connection. After that connection was lost, it reads the
 * events that it missed.
 */
export async function followEvents(deps: { db: Database; pool: pg.Pool; log: Logger }): Promise<EventBus> {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  let closed = false
  let client: pg.PoolClient | null = null
  let newest = BigInt(await newestId(deps.db))
  // Ids are assigned before the commit, so a lower id can appear after a higher one. Remember all delivered ids, not
  // only the highest.
  const delivered = new Set<string>()
  const announced: string[] = []
  let draining = false

  function deliver(events: LiveEvent[]): void {
    for (const event of events) {
      if (delivered.has(event.id)) continue
      delivered.add(event.id)
      if (BigInt(event.id) > newest) newest = BigInt(event.id)
      emitter.emit('event', event)
    }
    if (delivered.size > 20_000) for (const id of [...delivered].slice(0, 10_000)) delivered.delete(id)
  }

  async function drain(): Promise<void> {
    if (draining) return
    draining = true
    while (announced.length > 0) {
      // Under load many events are announced each second, so wait briefly and read several together.
      await new Promise((resolve) => setTimeout(resolve, togetherMs))
      if (closed) break
      const ids = announced.splice(0, atOnce)
      try {
        deliver(await readIds(deps.db, ids))
      } catch (error) {
        // Each event is announced only once, so put the ids back to retry a failed read.
        announced.unshift(...ids)
        deps.log.warn({ event: 'events.read-failed', code: (error as { code?: string }).code ?? 'unknown' })
        await new Promise((resolve) => setTimeout(resolve, againMs))
      }
    }
    draining = false
  }

  let first = true
  async function connect(): Promise<void> {
    while (!closed) {
      let current: pg.PoolClient | null = null
      try {
        const listening = await deps.pool.connect()
        current = listening
        client = listening
        listening.on('notification', ({ payload }) => {
          if (payload !== undefined) announced.push(payload)
          void drain()
        })
        listening.once('error', () => {
          if (client !== listening) return
          client = null
          // Release the connection as broken; otherwise the pool would count it as used for ever.
          listening.release(true)
          if (!closed) void connect()
        })
        await listening.query('listen entente_event')
        const overlap = newest > 1000n ? newest - 1000n : 0n
        if (!first) deliver(await read(deps.db, String(overlap), 5000))
        first = false
        return
      } catch {
        if (client === current && current !== null) {
          client = null
          current.release(true)
        }
        await new Promise((resolve) => setTimeout(resolve, againMs))
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
      // If more events are missing, the desk reads everything again and gets none of them.
      const missed = await read(deps.db, lastId, mostMissed + 1)
      return missed.length > mostMissed ? null : missed
    },
    async close() {
      closed = true
      emitter.removeAllListeners()
      client?.release(true)
      client = null
    },
  }
}

const liveEvent = ({ parts, ...event }: Omit<LiveEvent, 'parts'> & { parts: CasePart[] | null }): LiveEvent => ({
  ...event,
  ...(parts && { parts }),
})

async function newestId(db: Database): Promise<string> {
  const row = await db
    .selectFrom('event')
    .select((e) => e.fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? '0'
}

async function readIds(db: Database, ids: string[]): Promise<LiveEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select(['id', 'type', 'ref', 'version', 'parts'])
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map(liveEvent)
}

async function read(db: Database, after: string, limit: number): Promise<LiveEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select(['id', 'type', 'ref', 'version', 'parts'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(liveEvent)
}
