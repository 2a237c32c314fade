import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CaseFile } from '../cases/case-record.ts'
import type { Gateways, JoinedSubjects } from '../gateway/gateway.ts'
import { casesOfPurpose } from './visible-cases.ts'

/** What a row of the queue says of the other cases about its person. */
export interface PersonCounts {
  open: number
  decided: number
  /** The context of a case in which the person was refused. */
  refusedContext: string | null
}

/** Counts the other cases about the persons of these cases, for each gateway of the page at once. */
export async function countPersons(
  tx: Tx,
  gateways: Gateways,
  rows: readonly Pick<CaseFile, 'id' | 'gateway' | 'subject_id'>[],
): Promise<Map<string, PersonCounts>> {
  const counts = new Map<string, PersonCounts>()
  for (const kind of new Set(rows.map(({ gateway }) => gateway))) {
    const own = rows.filter(({ gateway }) => gateway === kind)
    const joined = await gateways.of(kind).joined?.(
      tx,
      own.map((row) => row.subject_id),
    )
    if (joined === undefined) continue
    // Materialized: else the database may join the subjects anew for each case of the queue.
    const found = await tx.db
      .with(
        (cte) => cte('joined_subjects').materialized(),
        (db) => db.selectFrom(sql<JoinedSubjects>`(${joined})`.as('all_joined')).selectAll(),
      )
      .selectFrom('joined_subjects as j')
      .innerJoin('case_file', 'case_file.subject_id', 'j.other')
      .leftJoin('decision as d', (join) => join.onRef('d.case_id', '=', 'case_file.id').on('d.reopened_at', 'is', null))
      .select(['j.subject', 'case_file.id', 'case_file.state', 'case_file.team', 'case_file.context_id', 'd.outcome'])
      .where(casesOfPurpose(tx))
      .where('case_file.state', '<>', 'closed')
      .where('j.by', '<>', 'name-and-birth-date')
      .execute()
    for (const row of own) {
      const others = found.filter(({ subject, id }) => subject === row.subject_id && id !== row.id)
      if (others.length === 0) continue
      counts.set(row.id, {
        open: others.filter(({ state }) => state !== 'decided').length,
        decided: others.filter(({ state }) => state === 'decided').length,
        refusedContext: others.find((other) => isRefusal(tx, other))?.context_id ?? null,
      })
    }
  }
  return counts
}

/**
 * Returns whether a person was refused in this case. The whole team may know it, also if a colleague has the case: the
 * person may appear at the team again.
 */
export const isRefusal = (tx: Tx, { outcome, team }: { outcome: string | null; team: string }): boolean =>
  outcome === 'adverse' && (tx.actor.role === 'oversight' || tx.actor.teams.includes(team))
