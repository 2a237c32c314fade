import type { Random } from '../random.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import type { ListEntry } from './list-entry.ts'
import { writePaxlst } from './paxlst-un.ts'
import type { Written } from './stated-person.ts'

/** Writes an interactive request: a passenger list with one person. */
export function writeInteractive(random: Random, flight: PlannedFlight, at: Date, entry: ListEntry): Written {
  return writePaxlst(random, { flight, at, entries: [entry], document: '745' })[0] as Written
}
