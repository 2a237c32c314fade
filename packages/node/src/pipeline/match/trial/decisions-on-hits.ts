import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { HitDecision } from './tally.ts'

/**
 * Returns people's decisions on the hits of these subjects, by `<subject> <signal>`: the last feedback on the hit, else the decision in
 * force on its case. An adverse decision confirms the hits it names, no action dismisses all; a further check does neither.
 */
export async function decisionsOnHits(
  tx: Pick<Tx, 'db'>,
  subjectIds: readonly string[],
): Promise<Map<string, HitDecision>> {
  const { rows } = await sql<{ subject: string; signal: string; outcome: string | null }>`
    select c.subject_id as subject, h.signal_id as signal, coalesce(f.outcome, case
      when d.outcome = 'adverse' and h.id = any(p.hits) then 'confirmed'
      when d.outcome = 'no-action' then 'mistaken' end) as outcome
    from case_file c
    join hit h on h.case_id = c.id
    left join feedback f on f.case_id = c.id and f.hit_id = h.id and f.latest
    left join decision d on d.case_id = c.id and d.reopened_at is null
    left join proposal p on p.id = d.proposal_id
    where c.subject_id = any(${subjectIds}::uuid[])`.execute(tx.db)
  const decisions = new Map<string, HitDecision>()
  for (const { subject, signal, outcome } of rows) {
    const decision =
      outcome === 'confirmed' ? outcome : outcome === 'mistaken' || outcome === 'not-useful' ? 'dismissed' : null
    if (decision !== null) decisions.set(`${subject} ${signal}`, decision)
  }
  return decisions
}
