import type pg from 'pg'
import type { Logger } from 'pino'

/** Gives back the locks of jobs whose runner no longer exists. */
export interface JobLocks {
  /** Announces a new runner of this process. Its locks belong to it as long as the process has its database session. */
  begin(runner: string): Promise<void>
  /** Records that a runner of this process ended. Locks of its jobs are freed, except those of jobs that still run. */
  end(runner: string): void
  /** Counts a job as running until `finish` is called. */
  start(job: string): () => void
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

/**
 * Follows the runners of all nodes on a database. Each runner holds an advisory lock in a database session for its id,
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
  const ended = new Set<string>()
  const running = new Map<string, number>()
  const firstSeenDead = new Map<string, number>()
  let current: string | null = null
  let session: pg.PoolClient | null = null
  let heldFor: string | null = null
  let stopped = false

  /** Takes the lock of the current runner in a session, which is opened again if it was lost. */
  async function hold(): Promise<void> {
    if (current === null || stopped) return
    if (session === null) {
      const opened = await pool.connect()
      if (stopped || session !== null) return opened.release()
      session = opened
      heldFor = null
      opened.once('error', () => lose(opened))
    }
    const held = session
    const wanted = current
    try {
      if (heldFor === wanted) await held.query('select 1')
      else {
        await held.query(sessionSettings)
        await held.query('select pg_advisory_unlock_all()')
        await held.query('select pg_advisory_lock_shared($1, hashtext($2))', [lockClass, wanted])
        heldFor = wanted
      }
    } catch (error) {
      lose(held)
      throw error
    }
  }
  function lose(lost: pg.PoolClient): void {
    if (session !== lost) return
    session = null
    lost.release(true)
  }

  /** Returns the runners that had no session for long enough. */
  async function findDead(): Promise<string[]> {
    const { rows } = await pool.query<{ runner: string }>(runnersWithoutSession, [lockClass])
    const now = performance.now()
    const without = new Set(rows.map(({ runner }) => runner).filter((id) => id !== current && !ended.has(id)))
    for (const id of firstSeenDead.keys()) if (!without.has(id)) firstSeenDead.delete(id)
    for (const id of without) if (!firstSeenDead.has(id)) firstSeenDead.set(id, now)
    return [...without].filter((id) => now - (firstSeenDead.get(id) ?? now) >= patience)
  }
  async function free(): Promise<void> {
    await hold()
    const dead = [...ended, ...(await findDead())]
    const { rows } = await pool.query<{ jobs: string }>(freeLocks, [dead, [...running.keys()], current])
    const jobs = Number(rows[0]?.jobs ?? 0)
    if (jobs > 0) log.warn({ event: 'jobs.freed', jobs })
  }

  let sweeping = false
  const timer = setInterval(
    () => {
      if (sweeping) return
      sweeping = true
      // While the database is unavailable, a later turn does it.
      free()
        .catch(() => {})
        .finally(() => {
          sweeping = false
        })
    },
    Math.min(sweepMs, options.deadAfterMs ?? sweepMs),
  ).unref()

  return {
    async begin(runner) {
      current = runner
      await hold()
    },
    end(runner) {
      ended.add(runner)
      if (current === runner) current = null
    },
    start(job) {
      running.set(job, (running.get(job) ?? 0) + 1)
      return () => {
        const left = (running.get(job) ?? 1) - 1
        if (left > 0) running.set(job, left)
        else running.delete(job)
      }
    },
    free,
    stop() {
      stopped = true
      clearInterval(timer)
      if (session !== null) lose(session)
    },
  }
}

/** Without these, the server would notice only after two hours that the machine of a node lost its power. */
const sessionSettings = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

const runnersWithoutSession = `
select runner from (
  select locked_by as runner from graphile_worker._private_jobs where locked_by is not null
  union select locked_by from graphile_worker._private_job_queues where locked_by is not null
) locked
where not exists (
  select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 2
    and l.database = (select oid from pg_database where datname = current_database())
    and l.classid = $1::bigint::oid and l.objid = (hashtext(runner)::bigint & 4294967295)::oid)`

/**
 * Frees the locks of dead runners ($1), and those that the own runner ($3) has had for a minute without running the job.
 * Jobs that run in this process ($2) stay locked.
 */
const freeLocks = `
with jobs as (
  update graphile_worker._private_jobs set locked_at = null, locked_by = null
  where (locked_by = any($1::text[]) or locked_by = $3 and locked_at < now() - interval '1 minute')
    and id <> all($2::bigint[])
  returning id
), queues as (
  update graphile_worker._private_job_queues q set locked_at = null, locked_by = null
  where (locked_by = any($1::text[]) or locked_by = $3 and locked_at < now() - interval '1 minute')
    and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.id = any($2::bigint[]))
  returning id
)
select (select count(*) from jobs) as jobs, (select count(*) from queues) as queues`
