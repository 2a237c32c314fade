import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemDoor } from '../../safeguards/access/system.ts'
import { forEachPurpose, type MatchDeps } from './match-subjects.ts'
import type { Settled } from './settle-cases.ts'

export interface RematchSignals {
  signalIds: string[]
  /** Why, for the log: `import`, `rollback`, `withdrawal`, `edit`, `expiry`. */
  cause: string
}
export interface RematchResult {
  hitsReevaluated: number
  casesOpened: number
  casesClosed: number
  decisionsReopened: number
}
export interface RematchDeps extends MatchDeps, Pick<CoreDeps, 'clock'> {
  /** How far back subjects are compared with a changed signal, besides those that already have a hit on it. */
  recentMs: number
}

/** Subjects a transaction: long enough to be quick, short enough to hold no lock for long. */
const chunk = 200

/**
 * Compares recent subjects, and all that had a hit, with signals that changed, came or went: opens cases, withdraws hits that nothing supports any
 * more, closes undecided cases left without any, and hands decisions that lost their support back to people.
 */
export async function rematchSignals(deps: RematchDeps, { signalIds, cause }: RematchSignals): Promise<RematchResult> {
  const result: RematchResult = { hitsReevaluated: 0, casesOpened: 0, casesClosed: 0, decisionsReopened: 0 }
  const ids = [...new Set(signalIds)]
  if (ids.length === 0) return result
  await deps.index.apply(ids)
  const only = deps.index.subset(ids)
  const subjects = await subjectsConcerned(deps, ids)
  for (let from = 0; from < subjects.length; from += chunk) {
    const part = subjects.slice(from, from + chunk)
    add(result, await forEachPurpose(deps, part, { cause, ref: null, only }))
  }
  deps.log.info({ event: 'signals.rematched', cause, signals: ids.length, subjects: subjects.length, ...result })
  return result
}

async function subjectsConcerned(deps: RematchDeps, signalIds: string[]): Promise<string[]> {
  const act = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  return systemDoor(deps, null).act(act, async (tx) => {
    tx.leavesNoEntry()
    const since = new Date(deps.clock().getTime() - deps.recentMs)
    const hit = await tx.db
      .selectFrom('hit')
      .select('subject_id')
      .distinct()
      .where(sql<boolean>`signal_id = any(${signalIds}::uuid[])`)
      .where('withdrawn_at', 'is', null)
      .execute()
    const recent = await deps.gateway.recentSubjects(tx, since)
    return [...new Set([...hit.map((row) => row.subject_id), ...recent.map((subject) => subject.id)])]
  })
}

function add(result: RematchResult, settled: readonly Settled[]): void {
  for (const { change, hitsReevaluated } of settled) {
    result.hitsReevaluated += hitsReevaluated
    if (change === 'opened') result.casesOpened += 1
    if (change === 'closed') result.casesClosed += 1
    if (change === 'reopened') result.decisionsReopened += 1
  }
}
