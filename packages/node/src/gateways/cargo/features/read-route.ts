import type { CargoRoute } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { type KnownPlace, placesInForce } from '../tables/tables-in-force.ts'
import { factsOf, unstated } from './consignment-facts.ts'

/** The most usual ways that are listed. */
const mostWays = 10

/**
 * Returns the places and legs of a consignment, and the usual ways of the others between its origin and its destination. A place that
 * the table `places` does not have is shown at the middle of its country if its code names one (UN/LOCODE).
 */
export async function readRoute(tx: Tx, consignmentId: string, merged: MergedConsignment): Promise<CargoRoute> {
  const { origin, destination, route, via } = factsOf(merged, undefined)
  const legs = merged.consignment.route
  const ends = [origin, ...legs.flatMap(({ from, to }) => [from, to]), ...(via ?? []), destination]
  const codes = [...new Set(ends.filter((place) => place !== null))]
  const known = await placesInForce(tx)
  return {
    places: codes.map((code) => placeOf(code, known)),
    legs: legs.map(({ seq, reference, from, to, carrier, departureAt, arrivalAt, mode }) => ({
      ...{ seq, reference, from, to, carrier, departureAt, arrivalAt, mode },
    })),
    usual: route === null ? [] : await usualWays(tx, consignmentId, route, (via ?? []).join(',')),
  }
}

function placeOf(code: string, known: ReadonlyMap<string, KnownPlace>): CargoRoute['places'][number] {
  const place = known.get(code)
  if (place !== undefined) return { code, ...place, precision: 'place' }
  const country = code.length === 5 ? code.slice(0, 2) : null
  const middle = country === null ? undefined : known.get(country)
  if (middle === undefined) return { code, name: null, country: null, latitude: null, longitude: null, precision: null }
  const { latitude, longitude } = middle
  return { code, name: null, country, latitude, longitude, precision: 'country' }
}

/** The consignment itself does not count: one of its own way is subtracted if the counters have it. */
async function usualWays(tx: Tx, consignmentId: string, route: string, own: string): Promise<CargoRoute['usual']> {
  const key = tx.blind('cargo-route', route)
  const { rows } = await sql<{ label: string; n: number; all: number }>`
    select label, n::int, (sum(n) over ())::int as all from (
      select label, sum(count) - case when label = ${own} and exists (select from cargo_observation o
          where o.consignment_id = ${consignmentId} and left(encode(${key}, 'hex'), 16) = any(o.sighted)) then 1 else 0 end as n from (
        select label, count from cargo_counter where key = ${key} and drop_at > ${tx.now}
        union all
        select label, 1 from cargo_sighting where key = ${key} and drop_at > ${tx.now}
      ) s where label <> ${unstated} group by label
    ) w where n > 0 order by n desc, label limit ${mostWays}`.execute(tx.db)
  return rows.map(({ label, n, all }) => ({ via: label === '' ? [] : label.split(','), share: n / all, n }))
}
