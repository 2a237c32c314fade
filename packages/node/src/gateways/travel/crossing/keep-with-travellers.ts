import { type RawBuilder, sql } from 'kysely'

/**
 * Keeps what was said about travellers as long as the travellers: their statements and reservations, those who were merged into them, and the
 * cases of all. Shortens nothing. Returns the changes in their order.
 */
export function keepWithTravellers(travellers: readonly { id: string; deleteAt: Date }[]): RawBuilder<unknown>[] {
  if (travellers.length === 0) return []
  const ids = travellers.map(({ id }) => id)
  const ends = travellers.map(({ deleteAt }) => deleteAt)
  // A statement that a later one replaced stays with the traveller who was merged.
  const kept = sql`(select j.id, v.until from unnest(${ids}::uuid[], ${ends}::timestamptz[]) as v (id, until)
    cross join lateral (select v.id union all select t.id from traveller t where t.merged_into = v.id) j (id)) as k`
  return [
    sql`update statement s set delete_at = k.until from ${kept} where s.traveller_id = k.id and s.delete_at < k.until`,
    // A reservation has several travellers, and stays as long as the last of them.
    sql`update reservation_version r set delete_at = m.until
      from (select s.reservation_version_id as id, max(k.until) as until from ${kept} join statement s on s.traveller_id = k.id group by 1) m
      where r.id = m.id and r.delete_at < m.until`,
    sql`update traveller t set delete_at = k.until from ${kept} where t.id = k.id and t.delete_at < k.until`,
    sql`update case_file c set delete_at = k.until from ${kept}
      where c.subject_id = k.id and c.ended_at is null and c.delete_at < k.until`,
  ]
}
