import type { DrawRates } from '@entente/contracts'
import { z } from 'zod'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { defineJob } from '../../../store/define-job.ts'
import { dayAfter, dayOf } from '../tables/days.ts'
import { tablesInForce } from '../tables/tables-in-force.ts'
import type { DayDraws } from './draw.ts'

/** Ten minutes before a day, publishes its commitment. */
export const drawDayJob = defineJob('draw-day', z.object({}))

export type DrawDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> & { draws: DayDraws }

/** The draw of tomorrow is committed this long before today ends. */
const beforeMs = 10 * 60_000

/**
 * Publishes the commitment of today if it is missing, and in the last ten minutes of the day that of tomorrow, each with the
 * rates that hold for the whole day. A commitment never changes. Of several nodes the first one wins; they have one key file, so
 * the others would commit to the same key.
 */
export async function commitDays(deps: DrawDeps): Promise<void> {
  const now = deps.clock()
  const today = dayOf(now)
  await commitDay(deps, today)
  if (dayOf(new Date(now.getTime() + beforeMs)) !== today) await commitDay(deps, dayAfter(today))
}

async function commitDay(deps: DrawDeps, day: string): Promise<void> {
  const intent = { action: 'record.write', type: 'draw.commit', ref: `draw:${day}`, impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const { commitment } = deps.draws.of(day)
    const committed = await tx.db
      .insertInto('cargo_draw_day')
      .values({ day, commitment, committed_at: tx.now, rates: JSON.stringify(await ratesFor(tx, day)) })
      .onConflict((c) => c.column('day').doNothing())
      .returning('day')
      .executeTakeFirst()
    if (committed === undefined) return tx.leavesNoEntry()
    tx.note({ commitment })
    await tx.announce('draw.changed', `draw:${day}`, 1)
  })
}

/** Returns the rates of a day by the table of capacity that two people approved; without one, by that of the release. */
async function ratesFor(tx: Tx, day: string): Promise<DrawRates> {
  const { random, expected, explorationShare, inspections } = (await tablesInForce(tx, day)).capacityOf(day)
  return { random, expected, explorationShare, capacity: inspections }
}

/**
 * Marks the days whose commitment does not fit the key file: the file was replaced, so their keys cannot be revealed, and
 * nothing more is drawn on them. Raises an alarm for supervisors and oversight. The node never commits to a day twice.
 */
export async function noteLostKeys(deps: DrawDeps): Promise<void> {
  const intent = { action: 'record.write', type: 'draw.lost', impersonal: true } as const
  const lost = await systemAccess(deps, null).transaction(intent, async (tx) => {
    const days = (await hiddenDays(tx)).filter(({ day, commitment }) => deps.draws.of(day).commitment !== commitment)
    const names = days.map(({ day }) => day)
    if (names.length === 0) {
      tx.leavesNoEntry()
      return []
    }
    await tx.db.updateTable('cargo_draw_day').set({ lost_at: tx.now }).where('day', 'in', names).execute()
    tx.note({ days: names })
    for (const day of names) {
      await raiseAlarm(tx, 'draw-key-lost', `draw:${day}`, { day })
      await tx.announce('draw.changed', `draw:${day}`, 1)
    }
    return names
  })
  if (lost.length > 0) deps.log.error({ event: 'draw.key-lost', days: lost })
}

/** Lists the days whose key is neither revealed nor lost, the oldest first. */
export const hiddenDays = (tx: Pick<Tx, 'db'>): Promise<{ day: string; commitment: string; committed_at: Date }[]> =>
  tx.db
    .selectFrom('cargo_draw_day')
    .select(['day', 'commitment', 'committed_at'])
    .where('key', 'is', null)
    .where('lost_at', 'is', null)
    .orderBy('day')
    .execute()
