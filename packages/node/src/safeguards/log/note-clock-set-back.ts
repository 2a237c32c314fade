import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import { defineJob } from '../../store/define-job.ts'
import type { Schema } from '../../store/schema.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { systemAccess } from '../access/system.ts'
import { raiseAlarm } from '../oversight/raise-alarm.ts'

export const clockSetBackJob = defineJob('clock-set-back', z.object({}))

/**
 * How many seconds the log is blocked, as SQL: the clock of the database was set back, and entries are refused until it comes within a minute of the last
 * one; 0 if they are not. Nothing is blocked where the owner lifted the clock of the log.
 */
export const blockedSecondsSql = `select greatest(0, coalesce(extract(epoch from
    (select e.at from audit.entry e order by e.at desc limit 1) - interval '60 seconds' - clock_timestamp()), 0)
  * (not exists (select from audit.lifted_rule where rule = 'clock'))::int)::float8 as seconds`

/** Raises the alarm `log-blocked` if the clock was set back so far that nothing can be logged, read or stored. */
export async function noteClockSetBack(
  deps: Pick<CoreDeps, 'store' | 'member'> & { db: Kysely<Schema> },
): Promise<void> {
  const { rows } = await sql.raw<{ seconds: number }>(blockedSecondsSql).execute(deps.db)
  const seconds = Math.ceil(rows[0]?.seconds ?? 0)
  if (seconds === 0) return
  const intent = { action: 'record.write', type: 'log.blocked', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    // An entry would be refused.
    tx.leavesNoEntry()
    await raiseAlarm(tx, 'log-blocked', 'log:clock', { value: seconds })
  })
}
