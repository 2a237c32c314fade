import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import {
  comparedByPipeline,
  type Gateways,
  type SubjectInContext,
  type SubjectRegime,
  subjectsByGateway,
} from '../gateway/gateway.ts'
import type { AppliedHits } from '../gateway/pipeline-steps.ts'
import { inBackground } from './in-background.ts'
import { forEachPurpose, type HowToMatch, type MatchDeps } from './match-subjects.ts'
import { mayMatchAtAll } from './may-match.ts'

export interface RematchResult {
  hitsReevaluated: number
  casesOpened: number
  casesClosed: number
  decisionsReopened: number
}
export interface RematchDeps extends MatchDeps, Pick<CoreDeps, 'clock'> {
  /** Age in milliseconds up to which subjects are compared with a changed signal, in addition to those with a hit on it. */
  recentMs: number
}

/**
 * Lists the subjects that a change of these signals concerns, in the order of comparison: first those with a hit on one of them, then all
 * recent subjects, the most urgent first. Recent subjects are left out if none of the signals can match any more.
 */
export async function subjectsConcerned(deps: RematchDeps, signalIds: readonly string[]): Promise<string[]> {
  return inBackground(deps, async (tx) => {
    const kinds = comparedByPipeline(deps.gateways).map(({ vocabulary }) => vocabulary.kind)
    const hit = await tx.db
      .selectFrom('hit')
      .innerJoin('case_file', 'case_file.id', 'hit.case_id')
      .select('hit.subject_id')
      .distinct()
      .where(sql<boolean>`hit.signal_id = any(${signalIds}::uuid[])`)
      .where('hit.withdrawn_at', 'is', null)
      .where('case_file.gateway', 'in', kinds.length > 0 ? kinds : [''])
      .execute()
    const known = hit.map((row) => row.subject_id)
    const mayHit = (id: string) => {
      const terms = deps.index.termsOf(id)
      return terms !== undefined && mayMatchAtAll(terms, tx.now)
    }
    if (!signalIds.some(mayHit)) return known
    const since = new Date(deps.clock().getTime() - deps.recentMs)
    const recent = await recentSubjects(tx, deps.gateways, since)
    return [...new Set([...known, ...recent.map((subject) => subject.id)])]
  })
}

/** Lists the subjects that a lowered threshold may concern: all recent ones, the most urgent first. */
export async function subjectsOfLastDays(deps: RematchDeps): Promise<string[]> {
  const since = new Date(deps.clock().getTime() - deps.recentMs)
  const recent = await inBackground(deps, (tx) => recentSubjects(tx, deps.gateways, since))
  return recent.map((subject) => subject.id)
}

/** Lists the recent subjects of every gateway that the pipeline compares again. */
export async function recentSubjects(tx: Tx, gateways: Gateways, since: Date): Promise<SubjectRegime[]> {
  const recent: SubjectRegime[] = []
  for (const gateway of comparedByPipeline(gateways)) recent.push(...(await gateway.subjects.recent(tx, since)))
  return recent
}

/** Reads the regimes of recent subjects of all gateways. */
export async function regimesOfRecent(tx: Tx, gateways: Gateways, ids: readonly string[]): Promise<SubjectRegime[]> {
  const found: SubjectRegime[] = []
  for (const gateway of comparedByPipeline(gateways)) found.push(...(await gateway.subjects.regimesOf(tx, ids)))
  return found
}

/** Loads recent subjects of all gateways. */
export async function loadRecent(
  { gateways }: Pick<MatchDeps, 'gateways'>,
  tx: Tx,
  ids: readonly string[],
): Promise<SubjectInContext[]> {
  const loaded: SubjectInContext[] = []
  for (const [gateway, own] of await subjectsByGateway(tx, comparedByPipeline(gateways), ids))
    loaded.push(...(await gateway.subjects.load(tx, own)))
  return loaded
}

/** Compares these subjects again, gateway by gateway. */
export async function matchAgain(deps: MatchDeps, ids: readonly string[], how: HowToMatch): Promise<AppliedHits[]> {
  const split = await inBackground(deps, (tx) => subjectsByGateway(tx, comparedByPipeline(deps.gateways), ids))
  const applied: AppliedHits[] = []
  for (const [gateway, own] of split) applied.push(...(await forEachPurpose(deps, gateway, own, how)))
  return applied
}

/** Asks gateways with their own comparison to compare again. */
export async function compareOwnAgain(gateways: Gateways, signalIds: readonly string[], cause: string): Promise<void> {
  for (const gateway of gateways.all) await gateway.compareAgain?.(signalIds, cause)
}

/** Counts the changes that applying hits made. */
export function resultOf(applied: readonly AppliedHits[]): RematchResult {
  const changed = (change: AppliedHits['change']) => applied.filter((one) => one.change === change).length
  return {
    hitsReevaluated: applied.reduce((sum, one) => sum + one.hitsReevaluated, 0),
    casesOpened: changed('opened'),
    casesClosed: changed('closed'),
    decisionsReopened: changed('reopened'),
  }
}
