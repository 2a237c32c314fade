import type pg from 'pg'

const lookMs = 60_000

/**
 * Returns a function that says whether values of an older release may still be stored unsealed. It becomes false for good once all are
 * sealed; another thread sees that within a minute of its next question.
 */
export async function plainRows(pool: pg.Pool): Promise<() => boolean> {
  const read = async () => {
    const { rowCount } = await pool.query("select from seal_progress where records = '*' and done_at is null")
    return rowCount !== 0
  }
  let allowed = await read()
  let lookedAt = performance.now()
  return () => {
    if (allowed && performance.now() - lookedAt > lookMs) {
      lookedAt = performance.now()
      read().then(
        (now) => {
          allowed = now
        },
        // A lost connection leaves the former answer.
        () => {},
      )
    }
    return allowed
  }
}
