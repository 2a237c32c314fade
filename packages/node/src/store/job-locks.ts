import type pg from 'pg'
import type { Logger } from 'pino'

/** Gives back the locks of jobs whose runner no longer exists. */
export interface JobLocks {
  /** Announces a new runner of this process. Its locks belong to it as long as the process has its database session. */
  begin(runner: string): Promise<void>
  /** Records that a runner of this process ended. Locks of its jobs are freed, except those of jobs that still run. */
  end(runner: string): void
  /** Counts a job as running for the runner that locked it, until `finish` is called. */
  start(job: string, runner: string | null): () => void
  /** Frees the locks that nobody holds any more. Rejects while the database is unavailable. */
  free(): Promise<void>
  stop(): void
}

/** The first key of the advisory locks; the second is the hash of the runner's id. */
const lockClass = 1_701_737_590
const sweepMs = 5_000
/**
 * A runner counts as dead if no session had its lock for this time. A living one needs less to connect again after
 * PostgreSQL restarts.
 */
const deadAfterMs = 15_000

/** A locked job or queue. */
interface Lock {
  kind: 'job' | 'queue'
  id: string
  runner: string
  /** When it was locked, in seconds since 1970, as PostgreSQL writes it. */
  at: string
  /** Whether it has been locked for a minute. */
  old: boolean
  /** Whether the job, or a job of the queue, runs in this process. */
  runs: boolean
  /** Whether a session has the lock of the runner. */
  alive: boolean
}

/**
 * Follows the runners of all nodes on a database. Each runner has an advisory lock in a database session for its id,
 * which the job queue writes as `locked_by`. If a node dies, PostgreSQL ends its session, and another node (or the same
 * one after its restart) frees the jobs that it had locked. The job queue itself would wait four hours. A job runs again
 * after that, as after any crash. `alone` says that no other node uses the database: locks without a session are then
 * freed at once.
 */
export function followJobLocks(options: {
  pool: pg.Pool
  log: Logger
  alone: boolean
  deadAfterMs?: number
}): JobLocks {
  const { pool, log } = options
  const patience = options.alone ? 0 : (options.deadAfterMs ?? deadAfterMs)
  const interval = Math.min(sweepMs, options.deadAfterMs ?? sweepMs)
  const ended = new Set<string>()
  const running = new Set<{ job: string; runner: string | null }>()
  const firstSeen = new Map<string, number>()
  let current: string | null = null
  let session: pg.PoolClient | null = null
  /** The runners whose locks the session has. */
  let held = new Set<string>()
  let stopped = false

  /**
   * Takes the locks of the current runner and of ended ones whose jobs still run, in a session, which is opened again if
   * it was lost. Without its lock, another node would run such a job a second time.
   */
  async function hold(): Promise<void> {
    const wanted = new Set([current, ...[...running].map(({ runner }) => runner)].filter((id) => id !== null))
    if (stopped || (wanted.size === 0 && session === null)) return
    if (session === null) {
      const opened = await pool.connect()
      if (stopped) return opened.release()
      session = opened
      held = new Set()
      opened.once('error', () => lose(opened))
      // The query below fails if this one does.
      opened.query(sessionSettings).catch(() => {})
    }
    const used = session
    const had = held
    try {
      // Even without a change, this shows whether the session still exists.
      await used.query(soon(takeLocks, [lockClass, [...wanted].filter((id) => !had.has(id))]))
      await used.query(soon(releaseLocks, [lockClass, [...had].filter((id) => !wanted.has(id))]))
      if (session === used) held = wanted
    } catch (error) {
      lose(used)
      throw error
    }
  }
  let holding: Promise<void> = Promise.resolve()
  /** Calls of `hold` follow each other, so that no lock is taken twice. */
  function holdInTurn(): Promise<void> {
    holding = holding.catch(() => {}).then(hold)
    return holding
  }
  function lose(lost: pg.PoolClient): void {
    if (session !== lost) return
    session = null
    lost.release(true)
  }

  /**
   * Returns the locks of dead runners, and those of own runners whose job does not run. A job that has just ended does
   * not run either, but its row is deleted a moment later. So its lock counts only if an earlier sweep saw it too.
   */
  function chooseLocks(locks: readonly Lock[]): Lock[] {
    const now = performance.now()
    const seen = new Set<string>()
    const chosen = locks.filter(({ kind, id, runner, at, old, runs, alive }) => {
      const own = ended.has(runner) || runner === current
      if (runs || (own ? runner === current && !old : alive)) return false
      const key = own ? `${kind} ${id} ${at}` : `runner ${runner}`
      seen.add(key)
      if (!firstSeen.has(key)) firstSeen.set(key, now)
      return now - (firstSeen.get(key) ?? now) >= (own ? interval / 2 : patience)
    })
    for (const key of firstSeen.keys()) if (!seen.has(key)) firstSeen.delete(key)
    return chosen
  }
  async function free(): Promise<void> {
    await holdInTurn()
    const { rows: locks } = await pool.query<Lock>(soon(readLocks, [lockClass, [...running].map(({ job }) => job)]))
    const chosen = chooseLocks(locks)
    if (chosen.length === 0) return
    const columns = (['kind', 'id', 'runner', 'at'] as const).map((name) => chosen.map((lock) => lock[name]))
    const { rows } = await pool.query<{ jobs: string }>(soon(freeLocks, columns))
    const jobs = Number(rows[0]?.jobs ?? 0)
    if (jobs > 0) log.warn({ event: 'jobs.freed', jobs })
  }

  let sweeping = false
  const timer = setInterval(() => {
    if (sweeping) return
    sweeping = true
    // While the database is unavailable, a later turn does it.
    free()
      .catch(() => {})
      .finally(() => {
        sweeping = false
      })
  }, interval).unref()

  return {
    async begin(runner) {
      current = runner
      await holdInTurn()
    },
    end(runner) {
      ended.add(runner)
      if (current === runner) current = null
    },
    start(job, runner) {
      const entry = { job, runner }
      running.add(entry)
      return () => running.delete(entry)
    },
    free,
    stop() {
      stopped = true
      clearInterval(timer)
      if (session !== null) lose(session)
    },
  }
}

/** The machine of the database may vanish without a word. A query that waits longer fails, and the session is lost. */
const soon = (text: string, values: unknown[]): pg.QueryConfig & { query_timeout: number } => ({
  ...{ text, values },
  query_timeout: sweepMs,
})

/** Without these, the server would notice only after two hours that the machine of a node lost its power. */
const sessionSettings = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

const takeLocks = 'select pg_advisory_lock_shared($1, hashtext(id)) from unnest($2::text[]) id'
const releaseLocks = 'select pg_advisory_unlock_shared($1, hashtext(id)) from unnest($2::text[]) id'

/** Reads all locks of jobs and queues. $2: the jobs that run in this process. */
const readLocks = `
select kind, id, runner, extract(epoch from at)::text as at, at < now() - interval '1 minute' as old, runs,
  exists (select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 2
    and l.database = (select oid from pg_database where datname = current_database())
    and l.classid = $1::bigint::oid and l.objid = (hashtext(runner)::bigint & 4294967295)::oid) as alive
from (
  select 'job' as kind, id, locked_by as runner, locked_at as at, id = any($2::bigint[]) as runs
    from graphile_worker._private_jobs where locked_by is not null
  union all
  select 'queue', id, locked_by, locked_at,
      exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.id = any($2::bigint[]))
    from graphile_worker._private_job_queues q where locked_by is not null
) locked`

/** Frees locks, given as columns, unless they changed since they were read. */
const freeLocks = `
with chosen as (
  select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) c (kind, id, runner, at)
), jobs as (
  update graphile_worker._private_jobs j set locked_at = null, locked_by = null from chosen c
  where c.kind = 'job' and j.id = c.id and j.locked_by = c.runner and extract(epoch from j.locked_at)::text = c.at
  returning 1
), queues as (
  update graphile_worker._private_job_queues q set locked_at = null, locked_by = null from chosen c
  where c.kind = 'queue' and q.id = c.id and q.locked_by = c.runner and extract(epoch from q.locked_at)::text = c.at
  returning 1
)
select (select count(*) from jobs) as jobs, (select count(*) from queues) as queues`
