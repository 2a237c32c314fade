import type { Flight } from '@entente/contracts'
import type { FlightIdentification } from '../derive/flight-number.ts'

export type StopRole = 'departure' | 'arrival' | 'intermediate' | 'final'

/** One place of a route with its times, and the flight that the TDT before it states. */
export interface Stop {
  role: StopRole
  place: string | null
  /** The departure time (DTM 189; in the US dialect DTM 136). */
  out: string | null
  /** The arrival time (DTM 232; in the US dialect DTM 132). */
  in: string | null
  /**
   * True if a departure time was stated, even an unreadable one. An intermediate stop with both times ends one leg and
   * begins the next.
   */
  hasOut: boolean
  hasIn: boolean
  flight: FlightIdentification
  overflight: boolean
}

/**
 * Joins stops into legs (PAXLST Implementation Guide, LOC 125, 87, 92, 130). A departure opens a leg; an intermediate
 * point opens or closes one, or both with two times; arrival and final destination close it. A departure without an
 * arrival is kept with `to` null.
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
      // The sender repeated the stop under the next TDT. Its data belongs to the departure.
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
