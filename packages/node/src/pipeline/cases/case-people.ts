import type { Database, Tx } from '../../safeguards/access/access-store.ts'

/** Why a person cannot confirm a case: they made the proposal, or they worked on the case. */
export type SecondPersonBar = 'same-person' | 'case-edited'

/**
 * Returns, for each of these cases, why this person cannot confirm its proposal; a case they can confirm is absent. A person worked on the
 * case if they proposed on it before, wrote a note, assigned it, handed it over or answered an earlier proposal.
 */
export async function secondPersonBars(
  tx: { db: Database },
  caseIds: readonly string[],
  person: string,
): Promise<Map<string, SecondPersonBar>> {
  const bars = new Map<string, SecondPersonBar>()
  if (caseIds.length === 0) return bars
  const of = (table: 'case_note' | 'confirmation' | 'proposal') =>
    tx.db
      .selectFrom(table)
      .select('case_id')
      .where('case_id', 'in', [...caseIds])
      .where('person_id', '=', person)
  const edited = await of('case_note').union(of('confirmation')).union(of('proposal')).execute()
  for (const row of edited) bars.set(row.case_id, 'case-edited')
  const own = await of('proposal').where('state', '=', 'open').execute()
  for (const row of own) bars.set(row.case_id, 'same-person')
  return bars
}

export async function namesOf(
  tx: Pick<Tx, 'db'>,
  persons: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const ids = [...new Set(persons.filter((id): id is string => id !== null && id !== undefined))]
  if (ids.length === 0) return new Map()
  const rows = await tx.db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
