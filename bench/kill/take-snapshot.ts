import type { openPool } from '@entente/node'

type Pool = ReturnType<typeof openPool>

/** What is known in the end, without ids and times: the same for the same messages, however often they were interrupted. */
export type Snapshot = Map<string, number>

/** Counts of travellers, statements, and cases with standing hits, flight by flight. */
export async function takeSnapshot(pool: Pool): Promise<Snapshot> {
  const { rows } = await pool.query<{ what: string; n: string }>(query)
  return new Map(rows.map(({ what, n }) => [what, Number(n)]))
}

/** One sentence per count that differs from an uninterrupted run's; at most ten. */
export function compareSnapshots(interrupted: Snapshot, uninterrupted: Snapshot): string[] {
  const faults: string[] = []
  for (const what of new Set([...interrupted.keys(), ...uninterrupted.keys()])) {
    const is = interrupted.get(what) ?? 0
    const should = uninterrupted.get(what) ?? 0
    if (is !== should) faults.push(`${what}: ${is}, without interruption ${should}`)
  }
  return faults.length <= 10 ? faults : [...faults.slice(0, 10), `and ${faults.length - 10} more`]
}

// The key of a flight that a message does not name in full ends with a piece of the message's id: flights that are equal without it are counted together. Somebody who left the traffic, or whose
// flight was cancelled, before they were matched has no case, and whether that happened is a matter of order: only hits on those still expected are compared.
const query = `
with f as (select id, regexp_replace(key, '-[0-9a-f]{8}$', '') as key, state from flight)
select 'flight ' || f.key || ', travellers ' || t.state as what, count(*) as n
  from traveller t join f on f.id = t.flight_id where t.merged_into is null group by 1
union all
select 'flight ' || f.key || ', statements of ' || s.source, count(*) from statement s join f on f.id = s.flight_id where s.current group by 1
union all
select 'flight ' || f.key || ', standing hits on those expected', count(*) from hit h
  join traveller t on t.id = h.subject_id and t.state = 'present' and t.merged_into is null join f on f.id = t.flight_id
  where h.withdrawn_at is null and f.state <> 'cancelled' group by 1`
