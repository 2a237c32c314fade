import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import type { ClockFacts } from './clocks-of.ts'
import { anyVersion } from './regimes.ts'

/** What the node knows about subjects that a regime may ask for. */
type Standing = Pick<ClockFacts, 'found' | 'hasEvidence'>

/**
 * Reads whether something was found about subjects, and whether evidence was recorded, as far as their regime asks for it. `found` is true
 * once a case was opened, whatever came of it.
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
      exists (select from retained_evidence e where e.subject_id = i.id and e.approved_at is not null) as evidence
    from unnest(${ids}::uuid[]) as i (id)`.execute(db)
  const known = new Map(rows.map(({ id, found, evidence }) => [id, { found, hasEvidence: evidence }]))
  return (id) => known.get(id) ?? { found: false, hasEvidence: false }
}
