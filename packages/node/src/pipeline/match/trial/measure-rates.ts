import { inBackground } from '../in-background.ts'
import type { TrialDeps } from './run-trial.ts'
import { startTrial, usualDays } from './start-trial.ts'

/**
 * Task `measure-rates`: starts a measurement under the threshold in force, daily and after a list changed. Does nothing if one is already
 * waiting.
 */
export async function measureRates(
  deps: TrialDeps,
  { cause = 'daily' }: { cause?: 'daily' | 'list' | undefined },
): Promise<void> {
  await inBackground(deps, async (tx) => {
    const waiting = await tx.db
      .selectFrom('threshold_trial')
      .select('id')
      .where('cause', 'in', ['daily', 'list'])
      .where('days', '=', usualDays)
      .where('started_at', 'is', null)
      .executeTakeFirst()
    if (waiting === undefined) await startTrial(tx, { cause })
  })
}
