import type { CaseContext, CaseFlight } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FlightRow } from './draw-flight.ts'

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

/** Loads flights as the contexts of cases. */
export async function flightContexts(tx: Pick<Tx, 'db'>, ids: readonly string[]): Promise<Map<string, CaseContext>> {
  const flights = await loadFlights(tx, ids)
  return new Map(
    [...flights].map(([id, flight]) => [
      id,
      {
        id,
        label: `${flight.carrier} ${flight.number} ${flight.from}-${flight.to}`,
        href: `/flights/${encodeURIComponent(flight.key)}`,
        dueAt: flight.departsAt,
        details: flight,
      },
    ]),
  )
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
