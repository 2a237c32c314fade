import { sql } from 'kysely'
import { z } from 'zod'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { defineJob } from '../../../store/define-job.ts'
import { beginOf, endOf } from '../tables/days.ts'
import { type DrawDeps, hiddenDays } from './commit-days.ts'
import { isRevealable } from './draw.ts'

/** Hourly: reveals the keys of days that are over. */
export const revealDrawsJob = defineJob('reveal-draws', z.object({}))

/** Time after the first receipt at which goods without a stated arrival count as arrived. */
const withoutArrival = sql`interval '14 days'`
/** A filer cannot keep a key secret for longer by stating an arrival far away. */
const longestMs = 60 * 86_400_000

/**
 * Reveals the keys of days that ended two days ago or earlier, once all their consignments have arrived or were cancelled.
 * Only a key that fits its commitment is revealed, which the database checks too.
 */
export async function revealDays(deps: DrawDeps): Promise<void> {
  const read = { action: 'record.write', type: 'record.read', impersonal: true } as const
  const hidden = await systemAccess(deps, null).transaction(read, async (tx) => {
    tx.leavesNoEntry()
    return hiddenDays(tx)
  })
  for (const { day } of hidden) if (isRevealable(day, deps.clock())) await revealDay(deps, day)
}

async function revealDay(deps: DrawDeps, day: string): Promise<void> {
  const intent = { action: 'record.write', type: 'draw.reveal', ref: `draw:${day}`, impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const isLate = tx.now.getTime() > endOf(day).getTime() + longestMs
    const waits = isLate
      ? undefined
      : await tx.db
          .selectFrom('cargo_consignment')
          .select('id')
          .where('first_received_at', '>=', beginOf(day))
          .where('first_received_at', '<', endOf(day))
          .where('state', '<>', 'cancelled')
          .where(sql<boolean>`coalesce(arrives_at, first_received_at + ${withoutArrival}) > ${tx.now}`)
          .limit(1)
          .executeTakeFirst()
    if (waits !== undefined) return tx.leavesNoEntry()
    const revealed = await tx.db
      .updateTable('cargo_draw_day')
      .set({ key: deps.draws.reveal(day, tx.now), revealed_at: tx.now })
      .where('day', '=', day)
      .where('commitment', '=', deps.draws.of(day).commitment)
      .where('key', 'is', null)
      .returning('day')
      .executeTakeFirst()
    if (revealed === undefined) return tx.leavesNoEntry()
    await tx.announce('draw.changed', `draw:${day}`, 2)
  })
}
