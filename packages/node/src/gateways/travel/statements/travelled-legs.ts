import type { Flight, Person } from '@entente/contracts'

/**
 * Returns the legs of a passenger list that a person travels, from embarkation to debarkation. If the list states no
 * such place, or one that is not on the route, it returns every leg: a wrong code must not remove anyone from a flight.
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
