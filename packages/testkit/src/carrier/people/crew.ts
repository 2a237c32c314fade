import { cultures } from '../names/cultures.ts'
import type { Random } from '../random.ts'
import { airportOf } from '../schedule/airports.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import { inventPerson } from './invent-person.ts'
import type { InventedPerson } from './invented-person.ts'

/** Invents the crew of one flight, from the cultures around the carrier's hub. */
export function crewOf(random: Random, flight: PlannedFlight): InventedPerson[] {
  const around = airportOf(flight.carrier.hub).cultures
  return Array.from({ length: random.between(4, 9) }, () => {
    const culture = cultures.find((c) => c.id === random.pick(around)) ?? random.pick(cultures)
    return inventPerson(random, { culture, age: [23, 61], reference: flight.departsAt }).person
  })
}
