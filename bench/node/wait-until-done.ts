import { openPool, type PostgresServer } from '@entente/node'

type Pool = ReturnType<typeof openPool>

/** Counts of jobs; a message that waits to be read is due too. Jobs that are scheduled for later (a deadline, an erasure) are not due. */
interface Jobs {
  due: number
  /** Jobs that a worker has locked. */
  locked: number
  /** Jobs that failed at least once. */
  failed: number
  lastError: string | null
}

export function openOwnerPool(running: Pick<PostgresServer, 'connection'>): Pool {
  return openPool(running.connection('entente_owner'), { max: 4, log: () => {} })
}

export async function countJobs(pool: Pool): Promise<Jobs> {
  const { rows } = await pool.query<{ due: string; locked: string; failed: string; last_error: string | null }>(
    `select count(*) filter (where run_at <= now() or attempts > 0)
         + (select count(*) from message where read_at <= now() or (attempts > 0 and read_at is not null)) as due, count(*) filter (where locked_at is not null) as locked,
       count(*) filter (where last_error is not null) as failed, max(last_error) as last_error
     from graphile_worker._private_jobs`,
  )
  const row = rows[0]
  return {
    due: Number(row?.due ?? 0),
    locked: Number(row?.locked ?? 0),
    failed: Number(row?.failed ?? 0),
    lastError: row?.last_error ?? null,
  }
}

/** Waits until no job and no message is due. Returns false after `seconds`. */
export async function waitUntilDone(pool: Pool, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const jobs = await countJobs(pool).catch(() => null)
    if (jobs !== null && jobs.due === 0) return true
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
