import { fewestReviewers, type Shift } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { visibleCases } from '../review/visible-cases.ts'

const quarterMs = 15 * 60_000

/**
 * Returns how many cases were open each quarter of an hour since the shift began, counted back from the present number.
 * The cases that left are not counted if fewer than three people decided them: the count would be that of a person.
 */
export async function readBacklog(
  tx: Tx,
  gateway: string,
  { begins, open }: { begins: Date; open: number },
): Promise<Shift['backlog']> {
  const quarter = (at: string) =>
    sql<number>`floor(extract(epoch from ${sql.ref(at)} - ${begins}::timestamptz) / 900)::int`
  const cases = tx.db.selectFrom('case_file').where(visibleCases(tx)).where('case_file.gateway', '=', gateway)
  const opened = await cases
    .select(quarter('opened_at').as('quarter'))
    .select((e) => e.fn.countAll<string>().as('cases'))
    .where('opened_at', '>=', begins)
    .groupBy(sql`1`)
    .execute()
  const decidedAt = sql<Date>`coalesce(d.confirmed_at, d.proposed_at)`
  const decided = await cases
    .innerJoin('decision as d', 'd.case_id', 'case_file.id')
    .select(sql<number>`floor(extract(epoch from ${decidedAt} - ${begins}::timestamptz) / 900)::int`.as('quarter'))
    .select(['d.proposed_by', (e) => e.fn.countAll<string>().as('cases')])
    .where('d.proposed_at', '>=', new Date(begins.getTime() - 2 * 86_400_000))
    .where(decidedAt, '>=', begins)
    .groupBy([sql`1`, 'd.proposed_by'])
    .execute()
  const reopened = await cases
    .innerJoin('decision as d', 'd.case_id', 'case_file.id')
    .select(quarter('d.reopened_at').as('quarter'))
    .select((e) => e.fn.countAll<string>().as('cases'))
    .where('d.reopened_at', '>=', begins)
    .groupBy(sql`1`)
    .execute()
  // A case falls away when the last of its hits is withdrawn.
  const fallen = await cases
    .innerJoin('hit as h', 'h.case_id', 'case_file.id')
    .select(['case_file.id', sql<number>`max(${quarter('h.withdrawn_at')})`.as('quarter')])
    .where('case_file.state', '=', 'closed')
    .where('h.withdrawn_at', '>=', begins)
    .groupBy('case_file.id')
    .execute()
  const changes: [quarter: number, cases: number][] = [
    ...opened.map(({ quarter, cases: n }): [number, number] => [quarter, Number(n)]),
    ...reopened.map(({ quarter, cases: n }): [number, number] => [quarter, Number(n)]),
    ...decided.map(({ quarter, cases: n }): [number, number] => [quarter, -Number(n)]),
    ...fallen.map(({ quarter }): [number, number] => [quarter, -1]),
  ]
  const quarters = Math.floor((tx.now.getTime() - begins.getTime()) / quarterMs)
  const points = Array.from({ length: quarters + 1 }, (_, place) => ({
    at: new Date(begins.getTime() + place * quarterMs).toISOString(),
    open: Math.max(
      0,
      changes.reduce((sum, [when, n]) => (when >= place ? sum - n : sum), open),
    ),
  }))
  const sum = (rows: readonly { cases: string }[]) => rows.reduce((all, { cases: n }) => all + Number(n), 0)
  const people = new Set(decided.map((row) => row.proposed_by)).size
  return {
    points: [...points, { at: tx.now.toISOString(), open }],
    opened: sum(opened),
    left: people < fewestReviewers ? null : { decided: sum(decided), fellAway: fallen.length },
  }
}
