import { signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { chunksOf } from '../../store/take-turns.ts'
import type { AppliedHits } from '../gateway/pipeline-steps.ts'
import { matchAgain, type RematchDeps, type RematchResult, resultOf, subjectsConcerned } from './compare-again.ts'
import { subjectsAtOnce } from './in-background.ts'
import { keptKinds } from './kept-signals.ts'
import { identityKinds } from './signal-entry.ts'

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

/**
 * Task `expire-signals`: compares cases again whose hits rest on signals that may no longer be used, because their validity, lawful basis
 * or agreement ended or their verification is too old. Matching itself checks access, so such a signal gives no new hits; this task closes
 * the cases that only it supported.
 */
export async function expireSignals(deps: RematchDeps): Promise<void> {
  const now = deps.clock()
  const matching = { member: deps.member.id, role: 'system', action: 'match', purpose: 'any' } as const
  const intent = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  const expired = await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    return (
      tx.db
        .selectFrom('signal as s')
        .innerJoin('hit as h', 'h.signal_id', 's.id')
        .select('s.id')
        .distinct()
        .where('s.status', '=', 'active')
        // Gateways look up signals of other kinds themselves.
        .where('s.kind', 'in', [...identityKinds, ...keptKinds(deps.gateways)])
        .where((e) => e.not(signalAccessSql({ ...matching, now, table: 's' })))
        .where('h.withdrawn_at', 'is', null)
        .limit(5000)
        .execute()
    )
  })
  if (expired.length > 0) await rematchSignals(deps, { signalIds: expired.map((row) => row.id), cause: 'expiry' })
}
