import type { Random } from '../random.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import type { ListEntry } from './list-entry.ts'
import { writePaxlst } from './paxlst-un.ts'
import type { Written } from './stated-person.ts'

/** An interactive request (travel.md 3.7): a passenger list with the one person at the desk, answered within seconds. */
export function writeInteractive(random: Random, flight: PlannedFlight, at: Date, entry: ListEntry): Written {
  return writePaxlst(random, { flight, at, entries: [entry], document: '745' })[0] as Written
}
