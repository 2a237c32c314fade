import { type findRunningPostgres, openPool } from '@entente/node'

type Pool = ReturnType<typeof openPool>

/** Jobs that are due: those of later times (a deadline, a deletion) wait for good reason. */
export interface Jobs {
  due: number
  /** Of the due ones, held by a worker that says it runs them. */
  held: number
  /** Of all, tried before and failed. */
  failed: number
  lastError: string | null
}

export function openOwnerPool(running: NonNullable<ReturnType<typeof findRunningPostgres>>): Pool {
  return openPool(running.connection('entente_owner'), { max: 4, log: () => {} })
}

export async function countJobs(pool: Pool): Promise<Jobs> {
  const { rows } = await pool.query<{ due: string; held: string; failed: string; last_error: string | null }>(
    `select count(*) filter (where run_at <= now() or attempts > 0) as due, count(*) filter (where locked_at is not null) as held,
       count(*) filter (where last_error is not null) as failed, max(last_error) as last_error
     from graphile_worker._private_jobs`,
  )
  const row = rows[0]
  return {
    due: Number(row?.due ?? 0),
    held: Number(row?.held ?? 0),
    failed: Number(row?.failed ?? 0),
    lastError: row?.last_error ?? null,
  }
}

/** Waits until no job is due. False where that did not happen in time. */
export async function waitUntilDone(pool: Pool, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const jobs = await countJobs(pool).catch(() => null)
    if (jobs !== null && jobs.due === 0) return true
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
