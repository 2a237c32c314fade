import { TravelSenderSettings } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { AirportZones } from './airport-zones.ts'
import { type Rejected, readSchedule, type ScheduleLine } from './read-schedule.ts'
import { flightColumns, resolveFlights } from './resolve-flights.ts'
import { updateBoards } from './update-boards.ts'

const flightsAtOnce = 500

/**
 * Source of a schedule: a sender with its registered carriers, or null for a person of the agency, who may name every
 * carrier.
 */
export type ScheduleSource = { id: string; settings: Record<string, unknown> } | null

const carriersOf = (source: NonNullable<ScheduleSource>): readonly string[] =>
  TravelSenderSettings.parse(source.settings).carriers

/**
 * Makes the flights of a schedule expected, with its times; data about known flights stays. A line that is left out
 * later does not remove its flight. A sender's schedule changes flights of its own carriers only: a false departure in
 * the past would keep the decision about a traveller from another carrier. Rejected lines are returned with their
 * reason.
 */
export async function loadSchedule(
  tx: Tx,
  zones: AirportZones,
  text: string,
  source: ScheduleSource,
): Promise<{ flights: number; rejected: Rejected[] }> {
  const { lines, rejected } = readSchedule(text)
  const own = lines.filter(({ line, flight }) => {
    const reason = source === null ? null : reasonAgainst(carriersOf(source), flight.carrier)
    if (reason !== null) rejected.push({ line, code: 'carrier-not-registered', message: reason })
    return reason === null
  })
  let loaded = 0
  for (let at = 0; at < own.length; at += flightsAtOnce) {
    loaded += await loadLines(tx, zones, own.slice(at, at + flightsAtOnce), source, rejected)
  }
  rejected.sort((a, b) => a.line - b.line)
  tx.note({ flights: loaded, rejected: rejected.length })
  return { flights: loaded, rejected }
}

async function loadLines(
  tx: Tx,
  zones: AirportZones,
  lines: readonly ScheduleLine[],
  source: ScheduleSource,
  rejected: Rejected[],
): Promise<number> {
  const stated = lines.map(({ flight }) => ({ flight, aliases: [] }))
  const { found, rows } = await resolveFlights(tx, zones, stated)
  const kept = lines.flatMap(({ line, flight }) => {
    const id = found.get(flight.key) as string
    // A codeshare number can name a flight that another carrier operates.
    const known = rows.get(id)
    if (source !== null && known !== undefined && !carriersOf(source).includes(known.carrier)) {
      const message = `This is ${known.carrier} ${known.number}, a flight of a carrier that this sender is not registered for.`
      rejected.push({ line, code: 'carrier-not-registered', message })
      return []
    }
    return [{ id, ...flightColumns(zones, flight) }]
  })
  await sql`update flight f set scheduled = true, scheduled_by = ${source?.id ?? null}::uuid, departure = v.departure, arrival = v.arrival, departs_at = v.departs_at
    from unnest(${kept.map((c) => c.id)}::uuid[], ${kept.map((c) => c.departure)}::text[], ${kept.map((c) => c.arrival)}::text[],
      ${kept.map((c) => c.departs_at)}::timestamptz[]) as v (id, departure, arrival, departs_at)
    where f.id = v.id`.execute(tx.db)
  await updateBoards(tx, [...new Set(kept.map(({ id }) => id))])
  return kept.length
}

function reasonAgainst(carriers: readonly string[], carrier: string): string | null {
  if (carriers.includes(carrier)) return null
  if (carriers.length === 0) return 'This sender is registered for no carrier: an administrator names its carriers.'
  return `This sender is not registered for the carrier ${carrier}, but for ${carriers.join(', ')}.`
}
