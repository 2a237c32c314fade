import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import type { ClockFacts } from './clocks-of.ts'
import { anyVersion } from './regimes.ts'

/** The facts about a subject that a regime may ask for, and that the node stores. */
type Standing = Pick<ClockFacts, 'found' | 'hasEvidence'>

/**
 * Reads whether something was found about subjects, and whether evidence was recorded, as far as their regime asks for it. `found` is true
 * once a case was opened, whatever came of it. Evidence about any of several merged subjects counts for all of them.
 */
export async function standingOf(
  db: Pick<Kysely<Schema>, 'getExecutor'>,
  regime: string,
  ids: readonly string[],
): Promise<(id: string) => Standing> {
  const asksHits = anyVersion(regime, (law) => law.deleteWithoutHitAfter !== null)
  const asksEvidence = anyVersion(regime, (law) => law.keepBeyondMask === 'objective-evidence')
  if (ids.length === 0 || (!asksHits && !asksEvidence)) return () => ({})
  const { rows } = await sql<{ id: string; found: boolean; evidence: boolean }>`
    select i.id, exists (select from case_file c where c.subject_id = i.id and c.ended_at is null) as found,
      case when exists (select from retained_evidence) then exists (select from retained_evidence e
        where e.subject_id in (select joined_with(i.id)) and e.approved_at is not null) else false end as evidence
    from unnest(${ids}::uuid[]) as i (id)`.execute(db)
  const known = new Map(rows.map(({ id, found, evidence }) => [id, { found, hasEvidence: evidence }]))
  return (id) => known.get(id) ?? { found: false, hasEvidence: false }
}

/** Returns subjects with all other subjects that are joined with them by merges. */
export async function joinedWith(db: Pick<Kysely<Schema>, 'getExecutor'>, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct j.id from unnest(${ids}::uuid[]) as i (id) cross join lateral joined_with(i.id) j (id)`.execute(db)
  return rows.map(({ id }) => id)
}
