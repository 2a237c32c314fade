import type { Random } from '../random.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import type { ListEntry } from './list-entry.ts'
import { writePaxlst } from './paxlst-un.ts'
import type { Written } from './stated-person.ts'

/**
 * Writes a flight status message (PAXLST Implementation Guide, BGM 266): `CL` closed, `CLNB` closed with those not on
 * board, `CLOB` with those on board, `XF` flight cancelled. `CL` and `XF` list nobody.
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
