import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/door.ts'
import type { AirportZones } from './airport-zones.ts'
import { type Rejected, readSchedule } from './read-schedule.ts'
import { flightColumns, resolveFlights } from './resolve-flights.ts'
import { updateBoards } from './update-boards.ts'

const flightsAtOnce = 500

/** Makes a schedule's flights expected, with its times; known flights keep everything said about them. Nothing is ever un-expected by leaving a line out. */
export async function loadSchedule(
  tx: Tx,
  zones: AirportZones,
  text: string,
): Promise<{ flights: number; rejected: Rejected[] }> {
  const { lines, rejected } = readSchedule(text)
  for (let at = 0; at < lines.length; at += flightsAtOnce) {
    const flights = lines.slice(at, at + flightsAtOnce).map(({ flight }) => flight)
    const { found } = await resolveFlights(
      tx,
      zones,
      flights.map((flight) => ({ flight, aliases: [] })),
    )
    const ids = flights.map((flight) => found.get(flight.key))
    const columns = flights.map((flight) => flightColumns(zones, flight))
    await sql`update flight f set scheduled = true, departure = v.departure, arrival = v.arrival, departs_at = v.departs_at
      from unnest(${ids}::uuid[], ${columns.map((c) => c.departure)}::text[], ${columns.map((c) => c.arrival)}::text[],
        ${columns.map((c) => c.departs_at)}::timestamptz[]) as v (id, departure, arrival, departs_at)
      where f.id = v.id`.execute(tx.db)
    await updateBoards(tx, [...new Set(found.values())])
  }
  tx.note({ flights: lines.length, rejected: rejected.length })
  return { flights: lines.length, rejected }
}
