import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { DrawKeys } from '../../safeguards/keys/draw-keys.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { defineJob } from '../../store/define-job.ts'
import { listingWeek, mondayOf, weekAfter, weekBefore } from './weeks.ts'

/** Every minute: commits to the seeds of oversight's sample, and draws the weeks that are due. */
export const sampleJob = defineJob('sample', z.object({}))

export type SampleDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> & { drawKeys: DrawKeys }

/** Returns the seed of a week, 32 bytes. It is made from the key file and is in no database before the draw. */
export const seedOf = (keys: DrawKeys, week: string): Buffer => keys.of(`entente/oversight-sample/v1\n${week}`)
export const commitmentTo = (seed: Buffer): string => createHash('sha256').update(seed).digest('hex')

/**
 * Commits to the seed of the next week, from its Monday before on, and to that of the present one if it is missing. So the
 * commitment of a week is in the log before the first decision that the week lists. If it was not, oversight gets an alarm.
 */
export async function commitWeeks(deps: SampleDeps): Promise<void> {
  const now = deps.clock()
  const weeks = new Set([listingWeek(now), weekAfter(mondayOf(now))])
  for (const week of weeks) await commitWeek(deps, week)
}

async function commitWeek(deps: SampleDeps, week: string): Promise<void> {
  const intent = { action: 'record.write', type: 'sample.commit', ref: `sample:${week}`, impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const commitment = commitmentTo(seedOf(deps.drawKeys, week))
    const row = await tx.db
      .insertInto('sample_week')
      .values({ week, commitment, committed_at: tx.now })
      .onConflict((c) => c.column('week').doNothing())
      .returning('week')
      .executeTakeFirst()
    if (row === undefined) return tx.leavesNoEntry()
    tx.note({ week, commitment })
    if (await isLate(tx, week)) await raiseAlarm(tx, 'sample-commitment-late', `sample:${week}`, {})
    await tx.announce('sample.changed', `sample:${week}`, 1)
  })
}

/** Returns whether decisions were made before the commitment of the week that lists them, or a week before has no commitment. */
async function isLate(tx: Tx, week: string): Promise<boolean> {
  const before = await tx.db
    .selectFrom('sample_week')
    .select(['week', 'drawn_at'])
    .where('week', '<', week)
    .orderBy('week', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (before !== undefined && before.week !== weekBefore(week)) return true
  if (before !== undefined && before.drawn_at === null) return false
  const waiting = tx.db.selectFrom('decided_case').select('case_id').where('week', 'is', null).limit(1)
  return (await waiting.executeTakeFirst()) !== undefined
}

/** Raises an alarm for each week whose commitment does not fit the key file: its seed cannot be shown. */
export async function noteLostSeeds(deps: SampleDeps): Promise<void> {
  const intent = { action: 'record.write', type: 'sample.commit', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const hidden = await tx.db
      .selectFrom('sample_week')
      .select(['week', 'commitment'])
      .where('drawn_at', 'is', null)
      .execute()
    const lost = hidden.filter(({ week, commitment }) => commitmentTo(seedOf(deps.drawKeys, week)) !== commitment)
    for (const { week } of lost) await raiseAlarm(tx, 'sample-seed-lost', `sample:${week}`, {})
    if (lost.length > 0) deps.log.error({ event: 'sample.seed-lost', weeks: lost.map(({ week }) => week) })
  })
}
