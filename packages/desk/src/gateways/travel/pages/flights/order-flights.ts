import type { BoardFlight, FlightState } from '@entente/contracts'

/** The states in the order of the board: those that need a person first, finished ones last. */
export const stateOrder: readonly FlightState[] = ['late', 'incomplete', 'complete', 'expected', 'cancelled', 'closed']

// Complete and expected flights form one group, ordered by departure, because none of them needs a person yet.
const group: Record<FlightState, number> = { late: 0, incomplete: 1, complete: 2, expected: 2, cancelled: 3, closed: 3 }

/**
 * Returns the flights in display order: late ones, incomplete ones, then by departure; closed and cancelled ones last. A flight without departure
 * time comes last in its group.
 */
export function orderFlights(flights: readonly BoardFlight[]): BoardFlight[] {
  const departure = (flight: BoardFlight) => flight.departsAt ?? flight.departure ?? '9999'
  return [...flights].sort(
    (one, other) =>
      group[one.state] - group[other.state] ||
      compareText(departure(one), departure(other)) ||
      compareText(one.key, other.key),
  )
}

/** Counts the flights of each state. */
export function countStates(flights: readonly BoardFlight[]): Record<FlightState, number> {
  const counts: Record<FlightState, number> = {
    late: 0,
    incomplete: 0,
    complete: 0,
    expected: 0,
    closed: 0,
    cancelled: 0,
  }
  for (const flight of flights) counts[flight.state]++
  return counts
}

/** Tests whether a flight matches the filter: a flight number ("7N 482"), a place ("TUN") or a route ("TUN-OSL"). */
export function fitsFilter(flight: BoardFlight, typed: string): boolean {
  const plain = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const wanted = plain(typed)
  if (wanted === '') return true
  return plain(flight.carrier + flight.number).includes(wanted) || plain(flight.from + flight.to).includes(wanted)
}

// Compares by code units, because keys and times are codes, not words of a language.
const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
