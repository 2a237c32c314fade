import type { LinkedReservation } from '@entente/contracts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { loadFlights } from '../flights/load-flights.ts'
import { askedTokens } from './asked-tokens.ts'
import { openListed } from './open-traveller.ts'

type Linked = z.infer<typeof LinkedReservation>
const kinds = ['phone', 'email', 'card', 'address'] as const
const most = 20
/** A value that more travellers share belongs to a business such as a travel agency, so it links nobody. */
const sharedByMost = 50

/**
 * Finds travellers of other bookings or flights with the same telephone, e-mail, card or address by their tokens;
 * masked data is not compared.
 */
export async function linkedTravellers(tx: Tx, row: { id: string }, except: ReadonlySet<string>): Promise<Linked[]> {
  const { rows: found } = await sql<{ owner_id: string; kind: Linked['by'] }>`
    with m as materialized (select * from ${await askedTokens(tx, [row.id], kinds)}),
    few as materialized (select v.kind, v.value from (select distinct kind, value from m) v where (select count(*) from (
      select 1 from m x cross join lateral (select from selector_index c where c.hash = x.hash and c.kind = x.kind
        limit ${sharedByMost + 1}) c where x.kind = v.kind and x.value = v.value limit ${sharedByMost + 1}) s) <= ${sharedByMost})
    select distinct on (o.owner_id) o.owner_id, o.kind
    from m join few on few.kind = m.kind and few.value = m.value cross join lateral (
      select * from selector_index i where i.hash = m.hash and i.kind = m.kind and i.owner_id <> m.owner_id
        and i.owner_type = 'traveller' and (i.mask_at is null or i.mask_at > ${tx.now}) offset 0) o
    order by o.owner_id, array_position(${kinds}::text[], o.kind)
    limit 200`.execute(tx.db)
  const by = new Map(
    found.filter(({ owner_id }) => !except.has(owner_id)).map(({ owner_id, kind }) => [owner_id, kind]),
  )
  if (by.size === 0) return []
  const rows = await tx.db
    .selectFrom('traveller')
    .selectAll()
    .where('id', 'in', [...by.keys()])
    .where('merged_into', 'is', null)
    .orderBy('received_at', 'desc')
    .limit(most)
    .execute()
  const flights = await loadFlights(
    tx,
    rows.map((other) => other.flight_id),
  )
  const linked: Linked[] = []
  for (const other of rows) {
    const opened = await openListed(tx, other)
    if (opened === undefined) continue
    const { value, masked } = opened
    linked.push({
      by: by.get(other.id) as Linked['by'],
      travellerId: other.id,
      label: value.label ?? '',
      masked,
      flight: flights.get(other.flight_id) ?? null,
    })
  }
  return linked
}
