import type { Flight, Person } from '@entente/contracts'

/**
 * Which legs of a passenger list a person travels: from where they board to where they leave. Where the list does not say, or says a place that is
 * not on its way, every leg: nobody is left off a flight for a wrong code.
 */
export function travelledLegs(flights: readonly Flight[], person: Person): number[] {
  const all = flights.map((_, index) => index)
  const first = person.embarkation === null ? 0 : flights.findIndex((flight) => flight.from === person.embarkation)
  if (first < 0) return all
  const last =
    person.debarkation === null
      ? flights.length - 1
      : flights.findIndex((flight, index) => index >= first && flight.to === person.debarkation)
  return last < first ? all : all.slice(first, last + 1)
}
