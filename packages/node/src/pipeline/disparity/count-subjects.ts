import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Gateway, SubjectInContext } from '../gateway/gateway.ts'
import { addCounts, findingLevels, type GroupCount, readFindings, storeFindings } from './findings.ts'
import { periodOf } from './period.ts'

/** Separates the lock of the counting from other advisory locks. Only one transaction counts at a time. */
const lock = 116
const { reviewed, mistaken, confirmed } = findingLevels

/**
 * Counts loaded subjects of a gateway by group, each person once in a month, and what came of the hits on them since they were last
 * counted. It can be repeated: what is counted is not counted again. Neither planted subjects nor exercises are counted, and no month that is closed.
 */
export async function countSubjects(tx: Tx, gateway: Gateway, contexts: readonly SubjectInContext[]): Promise<void> {
  const { kind } = gateway.vocabulary
  await sql`select pg_advisory_xact_lock(${lock}::int, 0)`.execute(tx.db)
  const countable = new Map(
    contexts
      .filter(({ row, removed }) => !removed && !row.purposes.includes('exercise'))
      .map((context) => [context.subject.id, context]),
  )
  const groups = new Map(
    [...countable].flatMap(([id, context]) => {
      const found = gateway.groups?.(context, tx.now) ?? null
      return found === null ? [] : [[id, Object.entries(found) as [string, string][]] as const]
    }),
  )
  const people = await peopleOf(tx, gateway, {
    periods: new Map(
      [...groups.keys()].map((id) => [id, periodOf((countable.get(id) as SubjectInContext).row.received_at)]),
    ),
  })
  const counts: GroupCount[] = []
  const groupsOf = new Map<string, { period: string; groups: [string, string][] }>()
  for (const [id, { period, person, isNew }] of people) {
    const own = groups.get(id) ?? []
    if (!groupsOf.has(person)) groupsOf.set(person, { period, groups: own })
    if (!isNew) continue
    for (const [attribute, grp] of own) counts.push({ period, attribute, grp, source: '', add: { subjects: 1 } })
  }
  const findings = await readFindings(tx, kind, [...groupsOf.keys()])
  for (const { person, source, before, level } of findings) {
    const { period, groups: own } = groupsOf.get(person) as { period: string; groups: [string, string][] }
    const added = (is: (level: number) => boolean) => Number(is(level)) - Number(before !== null && is(before))
    const add = {
      with_hit: added(() => true),
      reviewed: added((one) => one >= reviewed),
      mistaken: added((one) => one === mistaken),
      confirmed: added((one) => one === confirmed),
    }
    for (const [attribute, grp] of own) counts.push({ period, attribute, grp, source, add })
  }
  await storeFindings(tx, kind, groupsOf, findings)
  await addCounts(tx, kind, counts)
}

interface CountedPerson {
  period: string
  person: string
  /** Whether no other subject of the month is this person. */
  isNew: boolean
}

/** Returns the person of each subject, and stores those that are new. Leaves out planted subjects, and those of months that are closed. */
async function peopleOf(
  tx: Tx,
  gateway: Gateway,
  { periods }: { periods: ReadonlyMap<string, string> },
): Promise<Map<string, CountedPerson>> {
  const { kind } = gateway.vocabulary
  const known = await sql<{ id: string; period: string; person: string | null; closed: boolean }>`
    select i.id, coalesce(d.period, i.period) as period, d.person, p.closed_at is not null as closed
    from unnest(${[...periods.keys()]}::uuid[], ${[...periods.values()]}::text[]) as i (id, period)
    left join disparity_subject d on d.subject_id = i.id
    left join disparity_period p on p.gateway = ${kind} and p.period = coalesce(d.period, i.period)
    where not is_planted_subject(i.id)`.execute(tx.db)
  const people = new Map<string, CountedPerson>()
  const fresh = new Map<string, string>()
  for (const { id, period, person, closed } of known.rows) {
    if (closed) continue
    if (person === null) fresh.set(id, period)
    else people.set(id, { period, person, isNew: false })
  }
  if (fresh.size === 0) return people
  const joined = await joinedWith(tx, gateway, [...fresh.keys()])
  for (const [id, period] of fresh) {
    const others = (joined.get(id) ?? []).filter((other) => other.period === null || other.period === period)
    const person = others.map(({ subject, person }) => person ?? people.get(subject)?.person).find(Boolean)
    people.set(id, { period, person: person ?? randomUUID(), isNew: person === undefined })
  }
  const rows = [...fresh].map(([id, period]) => ({
    ...{ subject_id: id, gateway: kind, period },
    person: (people.get(id) as CountedPerson).person,
  }))
  await sql`insert into disparity_period (gateway, period) select ${kind}, period
    from unnest(${[...new Set(fresh.values())]}::text[]) as period on conflict do nothing`.execute(tx.db)
  await tx.db.insertInto('disparity_subject').values(rows).execute()
  return people
}

/** Returns who is the same person as these subjects, by more than name and birth date, which namesakes share. */
async function joinedWith(tx: Tx, gateway: Gateway, ids: readonly string[]) {
  const joined = new Map<string, { subject: string; period: string | null; person: string | null }[]>()
  const query = await gateway.joined?.(tx, ids)
  if (query === undefined) return joined
  const { rows } = await sql<{ subject: string; other: string; period: string | null; person: string | null }>`
    select j.subject, j.other, d.period, d.person from (${query}) j left join disparity_subject d on d.subject_id = j.other
    where j.by <> 'name-and-birth-date' and (d.person is not null or j.other = any(${[...ids]}::uuid[]))
    order by d.person nulls last, j.other`.execute(tx.db)
  for (const { subject, other, period, person } of rows)
    joined.set(subject, [...(joined.get(subject) ?? []), { subject: other, period, person }])
  return joined
}
