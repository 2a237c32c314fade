import type { CargoRoute } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { factsOf, unstated } from './consignment-facts.ts'

/** The most usual ways that are listed. */
const mostWays = 10

/** Returns the places and legs of a consignment, and the usual ways between its origin and its destination. */
export async function readRoute(tx: Tx, merged: MergedConsignment): Promise<CargoRoute> {
  const { origin, destination, route, via } = factsOf(merged, undefined)
  const legs = merged.consignment.route
  const ends = [origin, ...legs.flatMap(({ from, to }) => [from, to]), ...(via ?? []), destination]
  const codes = [...new Set(ends.filter((place) => place !== null))]
  return {
    places: codes.map((code) => ({
      code,
      name: null,
      country: null,
      latitude: null,
      longitude: null,
      precision: null,
    })),
    legs: legs.map(({ seq, reference, from, to, carrier, departureAt, arrivalAt, mode }) => ({
      ...{ seq, reference, from, to, carrier, departureAt, arrivalAt, mode },
    })),
    usual: route === null ? [] : await usualWays(tx, route),
  }
}

async function usualWays(tx: Tx, route: string): Promise<CargoRoute['usual']> {
  const key = tx.blind('cargo-route', route)
  const { rows } = await sql<{ label: string; n: number; all: number }>`
    select label, n::int, (sum(n) over ())::int as all from (
      select label, sum(count) as n from (
        select label, count from cargo_counter where key = ${key} and drop_at > ${tx.now}
        union all
        select label, 1 from cargo_sighting where key = ${key} and drop_at > ${tx.now}
      ) s where label <> ${unstated} group by label
    ) w order by n desc, label limit ${mostWays}`.execute(tx.db)
  return rows.map(({ label, n, all }) => ({ via: label === '' ? [] : label.split(','), share: n / all, n }))
}
