import type { Flight } from '@entente/contracts'
import type { FlightIdentification } from '../derive/flight-number.ts'

export type StopRole = 'departure' | 'arrival' | 'intermediate' | 'final'

/** One place of a flight's route with the times stated there, and the flight in force where it was stated. */
export interface Stop {
  role: StopRole
  place: string | null
  /** Time out (DTM 189, US dialect 136). */
  out: string | null
  /** Time in (DTM 232, US dialect 132). */
  in: string | null
  /** A time was stated, even if it could not be read: both make an intermediate stop end one leg and begin the next. */
  hasOut: boolean
  hasIn: boolean
  flight: FlightIdentification
  overflight: boolean
}

/**
 * Chains stops into legs (travel.md 3.2): a departure opens one, an intermediate point opens or closes, arrival and
 * final destination close; an intermediate point with both times does both. A departure that nothing closes is kept
 * with `to` null when it is all there is to say.
 */
export function collectLegs(stops: readonly Stop[]): Flight[] {
  const flights: Flight[] = []
  let open: Stop | null = null
  for (const stop of stops) {
    if (stop.role === 'departure') {
      open = stop
    } else if (open === null) {
      if (stop.role === 'intermediate') open = stop
    } else if (open.place !== null && open.place === stop.place) {
      // The same stop stated again, under the next TDT: what it adds belongs to the departure.
      if (stop.role === 'intermediate' && (stop.hasOut || open.flight !== stop.flight)) {
        open = { ...stop, out: stop.out ?? open.out }
      }
    } else {
      flights.push(legBetween(open, stop))
      open = stop.role === 'intermediate' && stop.hasIn && stop.hasOut ? stop : null
    }
  }
  if (open !== null && (open.role === 'departure' || flights.length === 0)) flights.push(legBetween(open, null))
  return flights
}

function legBetween(from: Stop, to: Stop | null): Flight {
  return {
    carrier: from.flight.carrier,
    number: from.flight.number,
    suffix: from.flight.suffix,
    from: from.place,
    to: to === null ? null : to.place,
    departure: from.out,
    arrival: to === null ? null : to.in,
    overflight: from.overflight,
  }
}
