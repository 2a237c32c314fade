import type { CargoSighting } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { type CounterKind, factsOf, type Sighting } from './consignment-facts.ts'

/** The counter that counts a party under its other role, and the kind of that sighting. */
const otherRoles: Partial<Record<CounterKind, { counter: CounterKind; kind: CargoSighting['kind'] }>> = {
  consignor: { counter: 'consignee', kind: 'consignorAsConsignee' },
  consignee: { counter: 'consignor', kind: 'consigneeAsConsignor' },
}

/**
 * Counts how often the parties, the route and the goods of a consignment were seen on other consignments, and since when; the
 * consignor and the consignee also under the other role, if they were. The consignment itself does not count. Counters are kept by keyed hash and month, so nothing else about the others is known.
 */
export async function readSightings(
  tx: Tx,
  consignmentId: string,
  merged: MergedConsignment,
): Promise<{ items: CargoSighting[] }> {
  const { sightings } = factsOf(merged, undefined)
  if (sightings.length === 0) return { items: [] }
  const asked = sightings.flatMap(askedFor)
  const keys = asked.map(({ counter, text }) => tx.blind(`cargo-${counter}`, text).toString('hex'))
  const { rows } = await sql<{ n: number; filers: number; since: Date | null }>`
    select coalesce(sum(f.n), 0)::int as n, count(f.filer)::int as filers, min(f.first_at) as since
    from unnest(${keys}::text[]) with ordinality as q (key, at)
    left join cargo_observation o on o.consignment_id = ${consignmentId}
    left join lateral (
      select s.filer, min(s.first_at) as first_at,
        sum(s.count) - case when s.filer = o.filer and left(q.key, 16) = any(o.sighted) then 1 else 0 end as n
      from (
        select filer, count, first_at from cargo_counter where key = decode(q.key, 'hex') and drop_at > ${tx.now}
        union all
        select filer, 1, at from cargo_sighting where key = decode(q.key, 'hex') and drop_at > ${tx.now}
      ) s group by s.filer
    ) f on f.n > 0
    group by q.at order by q.at`.execute(tx.db)
  return {
    items: asked.flatMap(({ kind, counter, text }, place) => {
      const { n, filers, since } = rows[place] ?? { n: 0, filers: 0, since: null }
      if (kind !== counter && n === 0) return []
      return [
        {
          ...{ kind, code: kind === 'hsForConsignee' ? ((JSON.parse(text) as string[])[1] ?? null) : null },
          ...{ consignments: n, filers, since: since?.toISOString().slice(0, 10) ?? null },
        },
      ]
    }),
  }
}

/** Returns the counters of a sighting: its own, and for a party that of its other role. */
function askedFor({ kind, text }: Sighting): { kind: CargoSighting['kind']; counter: CounterKind; text: string }[] {
  const other = otherRoles[kind]
  return [{ kind, counter: kind, text }, ...(other === undefined ? [] : [{ ...other, text }])]
}
