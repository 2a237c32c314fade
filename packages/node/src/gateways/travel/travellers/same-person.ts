import { type RawBuilder, sql } from 'kysely'
import type { JoinedSubjects } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** The number of travellers with one document or one name and birth date that are compared. More are left out. */
const most = 100

/**
 * Returns the query for the travellers on other flights who are the same person: same document number and issuer, or
 * same name, birth date and booking. Only name and birth date agree: `name-and-birth-date`, which may be a namesake. Two
 * records of one flight are never joined: if they were one person, they would have been merged, or somebody separated
 * them. Keys are HMACs (`identity-keys.ts`, `selector-hashes.ts`): a key of 32 bytes is a document number with its
 * issuer.
 */
export function samePerson(tx: Pick<Tx, 'now'>, travellerIds: readonly string[]): RawBuilder<JoinedSubjects> {
  const unmasked = (table: string) =>
    sql`(${sql.ref(`${table}.mask_at`)} is null or ${sql.ref(`${table}.mask_at`)} > ${tx.now})`
  return sql<JoinedSubjects>`
    select v.id as subject, x.other, x.by
    from traveller v join traveller w on w.id = coalesce(v.merged_into, v.id)
    cross join lateral (
      select distinct on (j.other) j.other, j.by, j.place
      from (
        select o.owner_id as other, f.by, f.place
        from selector_index m
        cross join lateral (
          select o.owner_id from selector_index o
          where o.hash = m.hash and o.kind = m.kind and o.owner_type = 'traveller' and o.owner_id <> w.id and ${unmasked('o')}
          limit ${most}
        ) o
        cross join lateral (
          select case when a.birth_keys[1] = b.birth_keys[1] and octet_length(a.birth_keys[1]) = 16
              then 'document-and-birth-date' else 'document' end as by,
            case when a.birth_keys[1] = b.birth_keys[1] and octet_length(a.birth_keys[1]) = 16 then 1 else 2 end as place
          from statement a join statement b on b.traveller_id = o.owner_id and b.current
          where a.traveller_id = w.id and a.current
            and exists (select 1 from unnest(a.document_keys) k where octet_length(k) = 32 and k = any (b.document_keys))
          order by 2 limit 1
        ) f
        where m.owner_id = w.id and m.kind = 'document' and ${unmasked('m')}
        union all
        select o.traveller_id, f.by, f.place
        from (
          select distinct a.name_birth_key from statement a
          where a.traveller_id = w.id and a.current and a.name_birth_key is not null and ${unmasked('a')}
        ) a
        cross join lateral (
          select b.traveller_id from statement b
          where b.name_birth_key = a.name_birth_key and b.current and b.traveller_id <> w.id and ${unmasked('b')}
          limit ${most}
        ) o
        cross join lateral (
          select case when s.booked then 'booking' else 'name-and-birth-date' end as by,
            case when s.booked then 3 else 4 end as place
          from (select exists (
            select 1 from selector_index p join selector_index q
              on q.owner_id = o.traveller_id and q.kind = p.kind and q.hash = p.hash
            where p.owner_id = w.id and p.kind = 'locator') as booked) s
        ) f
      ) j
      order by j.other, j.place
    ) x
    join traveller t on t.id = x.other and t.merged_into is null and t.flight_id <> w.flight_id
    where v.id = any (${travellerIds}::uuid[])`
}
