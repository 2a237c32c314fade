import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

/** What came of the hits on a person; 0: nothing yet. */
export const findingLevels = { reviewed: 1, mistaken: 2, confirmed: 3 } as const

/** What came of the hits of one source on a person. */
interface Finding {
  person: string
  /** Empty: hits of every source. */
  source: string
  /** Null: no hit was counted. */
  before: number | null
  level: number
}

/** Reads what changed in the hits on these people since they were counted. A result that was counted is not lost with its record. */
export async function readFindings(tx: Tx, gateway: string, people: readonly string[]): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    with hits as (
      select d.person, d.period, coalesce(nullif(h.source, ''), 'rule:' || h.rule_id, 'own') as source,
        case coalesce(f.outcome, case when o.outcome = 'adverse' and h.id = any(p.hits) then 'confirmed' when o.outcome = 'no-action' then 'mistaken' end)
          when 'confirmed' then 3 when 'mistaken' then 2 else case when f.outcome is null and o.id is null then 0 else 1 end end as level
      from disparity_subject d
      join counted_case c on c.subject_id = d.subject_id
      join hit h on h.case_id = c.id and h.suppressed_by is null
      left join counted_feedback f on f.case_id = c.id and f.hit_id = h.id and f.latest and f.from_member is null
      left join decision o on o.case_id = c.id and o.reopened_at is null
      left join proposal p on p.id = o.proposal_id
      where d.gateway = ${gateway} and d.person = any(${[...people]}::uuid[])),
    now as (select person, period, coalesce(source, '') as source, max(level)::int as level
      from hits group by grouping sets ((person, period, source), (person, period)))
    select n.person, n.source, b.level::int as before, n.level
    from now n left join disparity_finding b
      on b.gateway = ${gateway} and b.period = n.period and b.person = n.person and b.source = n.source
    where b.level is null or (n.level > 0 and n.level <> b.level)`.execute(tx.db)
  return rows
}

export async function storeFindings(
  tx: Tx,
  gateway: string,
  people: ReadonlyMap<string, { period: string }>,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return
  const rows = findings.map(({ person, source, level }) => ({
    ...{ gateway, person, source, level },
    period: (people.get(person) as { period: string }).period,
  }))
  await tx.db
    .insertInto('disparity_finding')
    .values(rows)
    .onConflict((c) =>
      c.columns(['gateway', 'period', 'person', 'source']).doUpdateSet((e) => ({ level: e.ref('excluded.level') })),
    )
    .execute()
}

const columns = ['subjects', 'with_hit', 'reviewed', 'mistaken', 'confirmed'] as const
type Counts = Record<(typeof columns)[number], number>
/** What is added to the counts of one group. */
export interface GroupCount {
  period: string
  attribute: string
  grp: string
  source: string
  add: Partial<Counts>
}

/** Adds to the counts of groups, in one statement. */
export async function addCounts(tx: Tx, gateway: string, counts: readonly GroupCount[]): Promise<void> {
  const sums = new Map<string, GroupCount & { add: Counts }>()
  for (const { add, ...of } of counts) {
    const key = JSON.stringify(of)
    const sum = sums.get(key) ?? { ...of, add: { subjects: 0, with_hit: 0, reviewed: 0, mistaken: 0, confirmed: 0 } }
    for (const column of columns) sum.add[column] += add[column] ?? 0
    sums.set(key, sum)
  }
  const rows = [...sums.values()].filter(({ add }) => columns.some((column) => add[column] !== 0))
  if (rows.length === 0) return
  // A correction takes something away again, so the row is there before it is changed.
  const of = (name: 'period' | 'attribute' | 'grp' | 'source') => rows.map((row) => row[name])
  const added = (name: keyof Counts) => rows.map(({ add }) => add[name])
  await sql`with added as (select * from unnest(${of('period')}::text[], ${of('attribute')}::text[], ${of('grp')}::text[], ${of('source')}::text[],
      ${added('subjects')}::int[], ${added('with_hit')}::int[], ${added('reviewed')}::int[], ${added('mistaken')}::int[], ${added('confirmed')}::int[])
      as a (period, attribute, grp, source, subjects, with_hit, reviewed, mistaken, confirmed))
    insert into disparity_count as c (gateway, period, attribute, grp, source, subjects, with_hit, reviewed, mistaken, confirmed)
    select ${gateway}, period, attribute, grp, source, 0, 0, 0, 0, 0 from added on conflict do nothing`.execute(tx.db)
  await sql`update disparity_count c set subjects = c.subjects + a.subjects, with_hit = greatest(0, c.with_hit + a.with_hit),
      reviewed = greatest(0, c.reviewed + a.reviewed), mistaken = greatest(0, c.mistaken + a.mistaken), confirmed = greatest(0, c.confirmed + a.confirmed)
    from unnest(${of('period')}::text[], ${of('attribute')}::text[], ${of('grp')}::text[], ${of('source')}::text[],
      ${added('subjects')}::int[], ${added('with_hit')}::int[], ${added('reviewed')}::int[], ${added('mistaken')}::int[], ${added('confirmed')}::int[])
      as a (period, attribute, grp, source, subjects, with_hit, reviewed, mistaken, confirmed)
    where c.gateway = ${gateway} and c.period = a.period and c.attribute = a.attribute and c.grp = a.grp and c.source = a.source`.execute(
    tx.db,
  )
}
