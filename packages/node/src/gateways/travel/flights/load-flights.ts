import type { CaseContext, CaseFlight } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { ContextsAsked } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { AirportZones } from './airport-zones.ts'
import type { FlightRow } from './draw-flight.ts'
import { instantOf } from './local-time.ts'

/** Loads flights as a case shows them. */
export async function loadFlights(tx: Pick<Tx, 'db'>, flightIds: readonly string[]): Promise<Map<string, CaseFlight>> {
  if (flightIds.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('flight')
    .selectAll()
    .where('id', 'in', [...new Set(flightIds)])
    .execute()
  return new Map(rows.map((row) => [row.id, caseFlightOf(row)]))
}

/**
 * How long the doors of a flight may be open after its planned departure. Flights that leave within 15 minutes count as
 * on time, and the message that closes a flight may be missing.
 */
const doorsOpenMs = 15 * 60_000
/** How long a flight counts as under way if its arrival is not known. The longest scheduled flights take 19 hours. */
const longestFlightMs = 20 * 3_600_000

/** Loads flights as the contexts of cases. `zones` gives the zone of an arrival. */
export const flightContexts =
  (zones: AirportZones) =>
  async (tx: Pick<Tx, 'db'>, ids: readonly string[]): Promise<Map<string, CaseContext>> => {
    if (ids.length === 0) return new Map()
    const rows = await tx.db
      .selectFrom('flight')
      .selectAll()
      .where('id', 'in', [...new Set(ids)])
      .execute()
    return new Map(rows.map((row) => [row.id, contextOf(row, zones)]))
  }

function contextOf(row: FlightRow, zones: AirportZones): CaseContext {
  const flight = caseFlightOf(row)
  const { departs_at: leaves } = row
  return {
    id: row.id,
    label: `${flight.carrier} ${flight.number} ${flight.from}-${flight.to}`,
    href: `/flights/${encodeURIComponent(flight.key)}`,
    dueAt: flight.departsAt,
    route: `${flight.from}-${flight.to}`,
    leavesAt: flight.departsAt,
    closesAt: row.progress.closedAt ?? after(leaves, doorsOpenMs),
    endsAt: arrivalOf(row, zones) ?? after(leaves, longestFlightMs),
    details: flight,
  }
}

const after = (at: Date | null, ms: number): string | null =>
  at === null ? null : new Date(at.getTime() + ms).toISOString()

function arrivalOf({ arrival, destination }: FlightRow, zones: AirportZones): string | null {
  const { zone, known } = zones.zoneOf(destination)
  return arrival === null || !known ? null : (instantOf(arrival, zone)?.toISOString() ?? null)
}

/** Returns a query for the flights with a number (`7N 482`), a carrier (`7N`) and a route (`TUN-OSL`, or one airport). */
export function flightsLike({ on, filer, route }: ContextsAsked): RawBuilder<unknown> {
  const conditions = [sql`true`]
  const plain = (value: string) => value.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (on !== undefined) {
    const [, carrier = '', number = ''] = /^([A-Z0-9]{2}|[A-Z]{3})0*(\d+[A-Z]?)$/.exec(plain(on)) ?? []
    conditions.push(sql`carrier = ${carrier} and ltrim(number, '0') = ${number}`)
  }
  if (filer !== undefined) conditions.push(sql`carrier = ${plain(filer)}`)
  if (route !== undefined) {
    const [from = '', to] = route.toUpperCase().match(/[A-Z]{3}/g) ?? []
    conditions.push(
      to === undefined ? sql`${from} in (origin, destination)` : sql`origin = ${from} and destination = ${to}`,
    )
  }
  return sql`select id from flight where ${sql.join(conditions, sql` and `)}`
}

function caseFlightOf(row: FlightRow): CaseFlight {
  return {
    key: row.key,
    carrier: row.carrier,
    number: row.number,
    from: row.origin,
    to: row.destination,
    departure: row.departure,
    departsAt: row.departs_at?.toISOString() ?? null,
    fromZone: row.from_zone,
  }
}
