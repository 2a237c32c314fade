import type { Random } from '../random.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import type { ListEntry } from './list-entry.ts'
import { writePaxlst } from './paxlst-un.ts'
import type { Written } from './stated-person.ts'

/**
 * The flight status message (BGM 266, travel.md 3.2): `CL` closed, `CLNB` closed with those not on board, `CLOB` with those
 * on board, `XF` flight cancelled. For `CL` and `XF` nobody is listed.
 */
export function writeCloseOut(
  random: Random,
  flight: PlannedFlight,
  at: Date,
  qualifier: 'CL' | 'CLNB' | 'CLOB' | 'XF',
  entries: readonly ListEntry[],
): Written {
  const listed = qualifier === 'CL' || qualifier === 'XF' ? [] : entries
  return writePaxlst(random, { flight, at, entries: listed, document: '266', qualifier })[0] as Written
}
