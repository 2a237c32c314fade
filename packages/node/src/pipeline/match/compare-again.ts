import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { inBackground } from './in-background.ts'
import type { MatchDeps } from './match-subjects.ts'
import { mayMatchAtAll } from './may-match.ts'
import type { Settled } from './settle-cases.ts'

export interface RematchResult {
  hitsReevaluated: number
  casesOpened: number
  casesClosed: number
  decisionsReopened: number
}
export interface RematchDeps extends MatchDeps, Pick<CoreDeps, 'clock'> {
  /** How far back subjects are compared with a changed signal, besides those that already have a hit on it. */
  recentMs: number
  /** What gateways that find their hits themselves do about signals that changed: called before a comparison counts as finished, again where it is done again. */
  settleOthers?: (signalIds: readonly string[], cause: string) => Promise<void>
}

/**
 * Whom a change of these signals concerns, in the order in which they are compared: whoever has a hit on one of them, then, unless none of the signals can
 * hit anybody any more, everybody of the last days, the nearest departure first.
 */
export async function subjectsConcerned(deps: RematchDeps, signalIds: readonly string[]): Promise<string[]> {
  return inBackground(deps, async (tx) => {
    const hit = await tx.db
      .selectFrom('hit')
      .select('subject_id')
      .distinct()
      .where(sql<boolean>`signal_id = any(${signalIds}::uuid[])`)
      .where('withdrawn_at', 'is', null)
      .execute()
    const known = hit.map((row) => row.subject_id)
    const mayHit = (id: string) => {
      const signal = deps.index.get(id)
      return signal !== undefined && mayMatchAtAll(signal.terms, tx.now)
    }
    if (!signalIds.some(mayHit)) return known
    const since = new Date(deps.clock().getTime() - deps.recentMs)
    const recent = await deps.gateway.recentSubjects(tx, since)
    return [...new Set([...known, ...recent.map((subject) => subject.id)])]
  })
}

/** Whom a lowered threshold may concern, in the order in which they are compared: everybody of the last days, the nearest departure first. */
export async function subjectsOfLastDays(deps: RematchDeps): Promise<string[]> {
  const since = new Date(deps.clock().getTime() - deps.recentMs)
  const recent = await inBackground(deps, (tx) => deps.gateway.recentSubjects(tx, since))
  return recent.map((subject) => subject.id)
}

/** What settling cases amounted to. */
export function resultOf(settled: readonly Settled[]): RematchResult {
  const changed = (change: Settled['change']) => settled.filter((one) => one.change === change).length
  return {
    hitsReevaluated: settled.reduce((sum, one) => sum + one.hitsReevaluated, 0),
    casesOpened: changed('opened'),
    casesClosed: changed('closed'),
    decisionsReopened: changed('reopened'),
  }
}
