import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Logger } from 'pino'
import { type StopScope, StopSet } from './stop-set.ts'

/** The stops in force, as one thread follows them. */
export interface FollowedStops {
  /** Returns the stops that this thread read last. If that was too long ago, everything is stopped. */
  current(): StopSet
  /** Reads the stops now. Rejects if the database does not answer. */
  refresh(): Promise<void>
  /** Ends the following. Until then this thread counts as one that must confirm each stop. */
  stop(): Promise<void>
}

/** How often each thread reads the stops. */
const readMs = 1000
/** A thread that could not read the stops for so long stops matching by itself. */
export const silentMs = 10_000
/** How often each thread says that it runs. One statement then writes, and its commit does not wait for the disk. */
const beatMs = 4000
/** A thread that was not heard for so long has stopped matching by itself, so no stop waits for it. */
const goneSeconds = silentMs / 1000 + 2

interface Row extends StopScope {
  /** Null for what is off without a record of necessity: nobody set it, so nothing confirms it. */
  stop: string | null
  drill: boolean
  confirmed: boolean
  /** Whether it is not known yet when every thread had it in force. */
  open: boolean
}

/**
 * Follows the stops in one thread: it reads them each second, has them in force, and then confirms each. Resolves when it knows the stops,
 * so nothing is matched before. `kind` says what the thread does. `pool` has a connection of its own: work that waits for the other ones
 * must not keep a stop waiting. `now` is a clock in milliseconds that nobody sets.
 */
export async function followStops(deps: {
  pool: Pick<pg.Pool, 'query'>
  kind: string
  log: Pick<Logger, 'warn'>
  now?: () => number
}): Promise<FollowedStops> {
  const { pool, kind, log, now = () => performance.now() } = deps
  const worker = randomUUID()
  let known = new StopSet([])
  let readAt = now()
  let beatAt = Number.NEGATIVE_INFINITY
  let isLate = false
  let reading: Promise<void> | null = null
  const everything = new StopSet([], { unknown: true })

  async function read(): Promise<void> {
    const began = now()
    const { rows } = await pool.query<Row>(
      `select s.id as stop, s.scope_type as type, s.scope_id as id, false as drill, s.effective_ms is null as open,
         exists (select from stop_confirmation c where c.stop_id = s.id and c.worker_id = $1) as confirmed
       from stop s where s.off_at is null
       union all
       select null, o.type, o.id, false, false, true from necessity_off o
       union all
       select d.id, 'drill', null, true, true,
         exists (select from stop_confirmation c where c.stop_id = d.id and c.worker_id = $1)
       from stop_drill d where d.effective_ms is null and d.began_at > clock_timestamp() - interval '1 hour'`,
      [worker],
    )
    known = new StopSet(rows.filter(({ drill }) => !drill))
    // What was read is as old as the question.
    readAt = began
    if (isLate) log.warn({ event: 'stops.read-again', kind })
    isLate = false
    if (now() - beatAt >= beatMs) await beat()
    for (const { stop, ...row } of rows)
      if (stop !== null && (!row.confirmed || row.open)) await confirm({ stop, ...row })
  }

  async function beat(): Promise<void> {
    const began = now()
    await pool.query(
      `with asynchronous as (select set_config('synchronous_commit', 'off', true)),
         gone as (delete from stop_worker where heard_at < clock_timestamp() - interval '1 day')
       insert into stop_worker (id, kind) select $1, $2 from asynchronous
       on conflict (id) do update set heard_at = clock_timestamp()`,
      [worker, kind],
    )
    beatAt = began
  }

  /** Says that this thread has the stop in force. The last thread that ran when it was set states how long it took. */
  async function confirm({ stop, drill: isDrill, confirmed }: Row & { stop: string }): Promise<void> {
    if (!confirmed)
      await pool.query('insert into stop_confirmation (stop_id, worker_id) values ($1, $2) on conflict do nothing', [
        stop,
        worker,
      ])
    const table = isDrill ? 'stop_drill' : 'stop'
    await pool.query(
      `update ${table} s set effective_ms = c.ms ${isDrill ? ', workers = c.count' : ''}
       from (select count(*)::int as count, ceil(extract(epoch from max(c.at) - s.began_at) * 1000)::int as ms
         from ${table} s join stop_confirmation c on c.stop_id = s.id join stop_worker w on w.id = c.worker_id and w.started_at <= s.began_at
         where s.id = $1 group by s.began_at) c
       where s.id = $1 and s.effective_ms is null
         and not exists (select from stop_worker w where w.started_at <= s.began_at
           and w.heard_at > clock_timestamp() - make_interval(secs => ${goneSeconds})
           and not exists (select from stop_confirmation c where c.stop_id = s.id and c.worker_id = w.id))`,
      [stop],
    )
  }

  function readOnce(): Promise<void> {
    reading ??= read().finally(() => {
      reading = null
    })
    return reading
  }

  await readOnce()
  const timer = setInterval(() => {
    readOnce().catch((error: unknown) => {
      if (!isLate)
        log.warn({ event: 'stops.not-read', kind, error: String((error as { code?: string }).code ?? error) })
      isLate = true
    })
  }, readMs).unref()

  return {
    current: () => (now() - readAt > silentMs ? everything : known),
    async refresh() {
      // A reading that began before may not see what the caller committed.
      await reading?.catch(() => {})
      await readOnce()
    },
    async stop() {
      clearInterval(timer)
      await reading?.catch(() => {})
      const gone = pool.query('delete from stop_worker where id = $1', [worker]).catch(() => {})
      // A database that is away must not keep the node from ending.
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1000).unref())])
    },
  }
}
