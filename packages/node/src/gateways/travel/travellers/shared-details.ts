import { sql } from 'kysely'
import { regimesFor } from '../../../pipeline/review/visible-cases.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { DetailKind } from '../crossing/selector-hashes.ts'
import { askedTokens } from './asked-tokens.ts'

const kinds: readonly DetailKind[] = ['document', 'phone', 'email', 'card', 'address']
/** The most details of one step, people of one detail that are listed, and people of one detail that are counted. */
const most = { details: 60, listed: 60, counted: 500 }
/** A detail of more bookings belongs to a business such as a travel agency. */
const businessBookings = 20

/** A detail that several travellers share. */
export interface SharedDetail {
  kind: DetailKind
  /** The keyed hash of the value. */
  hash: Buffer
  /** The travellers of the question who have it. */
  holders: string[]
  /** The other travellers who have it and whom the actor may read, the nearest departure first; none for a business. */
  others: string[]
  /** The number of these travellers. `isMore` if further ones were not counted. */
  people: number
  isMore: boolean
  isBusiness: boolean
}

/**
 * Finds which details of these travellers others share, by tokens. It reads at most 501 tokens for
 * each of at most 60 details, so a detail of 50,000 bookings costs no more than one of 501. Masked data is not compared.
 * `from` and `to` limit the departures.
 */
export async function sharedDetails(
  tx: Tx,
  travellerIds: readonly string[],
  { from, to, without }: { from: Date; to: Date; without: readonly string[] },
): Promise<SharedDetail[]> {
  if (travellerIds.length === 0) return []
  const { rows } = await sql<{
    kind: DetailKind
    hash: Buffer
    holders: string[]
    others: string[] | null
    owners: string
    bookings: string
    people: string
  }>`
    select h.kind, h.value as hash, h.holders, s.others, s.owners, s.bookings, s.people
    from (
      select m.kind, m.value, array_agg(distinct m.hash) as hashes, array_agg(distinct m.owner_id) as holders
      from (select * from ${await askedTokens(tx, travellerIds, kinds)}) m
      group by m.kind, m.value
      order by array_position(${kinds}::text[], m.kind), m.value
      limit ${most.details}
    ) h
    cross join lateral (
      select count(*) as owners, count(distinct o.booking) as bookings, count(*) filter (where o.shown) as people,
        (array_agg(o.id order by o.departs_at desc nulls last, o.id) filter (where o.shown))[1:${sql.lit(most.listed + 1)}] as others
      from (
        select t.id, f.departs_at,
          coalesce((select s.reservation_key from statement s
            where s.traveller_id = t.id and s.current and s.reservation_key is not null limit 1), uuid_send(t.id)) as booking,
          (${mayRead(tx)} and t.id <> all (${without}::uuid[]) and t.id <> all (h.holders)
            and coalesce(f.departs_at, t.received_at) between ${from} and ${to}) as shown
        from (
          select i.owner_id from unnest(h.hashes) as x (hash) cross join lateral (
            select s.owner_id from selector_index s
            where s.hash = x.hash and s.kind = h.kind and s.owner_type = 'traveller'
              and (s.mask_at is null or s.mask_at > ${tx.now})
            limit ${most.counted + 1}
          ) i
          limit ${most.counted + 1}
        ) c
        join traveller t on t.id = c.owner_id and t.merged_into is null
        join flight f on f.id = t.flight_id
      ) o
    ) s
    order by array_position(${kinds}::text[], h.kind), h.value`.execute(tx.db)
  return rows.map(({ kind, hash, holders, others, owners, bookings, people }) => {
    const isMore = Number(owners) > most.counted
    const isBusiness = isMore || Number(bookings) > businessBookings || Number(people) > most.listed
    return { kind, hash, holders, others: isBusiness ? [] : (others ?? []), people: Number(people), isMore, isBusiness }
  })
}

/** The clauses of the access decision for a traveller `t`. Each row that is opened is checked again. */
function mayRead(tx: Tx) {
  const { actor, purpose, now } = tx
  const all = actor.role === 'oversight' && purpose === 'human-rights-review'
  const ofPurpose = all
    ? sql`true`
    : sql`t.regime = any (${regimesFor(purpose)}::text[]) and ${purpose ?? ''} = any (t.purposes)`
  const ofTeam =
    actor.role === 'oversight' || actor.role === 'system' ? sql`true` : sql`t.team = any (${actor.teams}::text[])`
  return sql`t.delete_at > ${now} and ${ofPurpose} and ${ofTeam}`
}
