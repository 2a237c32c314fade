import type { CaseFlight } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/door.ts'
import type { FlightRow } from './draw-flight.ts'

/** Flights as a case shows them. */
export async function loadFlights(tx: Pick<Tx, 'db'>, flightIds: readonly string[]): Promise<Map<string, CaseFlight>> {
  if (flightIds.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('flight')
    .selectAll()
    .where('id', 'in', [...new Set(flightIds)])
    .execute()
  return new Map(rows.map((row) => [row.id, caseFlightOf(row)]))
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
