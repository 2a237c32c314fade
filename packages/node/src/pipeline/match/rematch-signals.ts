import { chunksOf } from '../../store/take-turns.ts'
import type { AppliedHits } from './apply-hits.ts'
import { matchAgain, type RematchDeps, type RematchResult, resultOf, subjectsConcerned } from './compare-again.ts'
import { subjectsAtOnce } from './in-background.ts'

export interface RematchSignals {
  signalIds: string[]
  /** The cause, for the log: `import`, `rollback`, `withdrawal`, `edit`, `expiry`. */
  cause: string
}

/**
 * Compares recent subjects, and all subjects with a hit, with changed signals in one run. Opens cases, withdraws unsupported hits, closes
 * undecided cases without hits, and returns decisions that lost their support to review.
 */
export async function rematchSignals(deps: RematchDeps, { signalIds, cause }: RematchSignals): Promise<RematchResult> {
  const applied: AppliedHits[] = []
  const ids = [...new Set(signalIds)]
  if (ids.length === 0) return resultOf(applied)
  await deps.index.apply(ids)
  const only = await deps.index.subset(ids)
  const subjects = await subjectsConcerned(deps, ids)
  for (const part of chunksOf(subjects, subjectsAtOnce)) {
    applied.push(...(await matchAgain(deps, part, { cause, ref: null, only })))
  }
  const result = resultOf(applied)
  deps.log.info({ event: 'signals.rematched', cause, signals: ids.length, subjects: subjects.length, ...result })
  return result
}
