import { readFlightIdentification } from '../derive/flight-number.ts'
import { dateTimeOfDtm, localDateTime, statedYearFirst } from '../derive/stated-date.ts'
import type { StopRole } from './collect-legs.ts'
import type { PaxlstState } from './paxlst-state.ts'

/** Reads TDT: the flight that applies to the following stops. `...MCL` marks a master crew list, `34` an overflight. */
export function readTdt(state: PaxlstState): void {
  const { cursor } = state.context
  if (state.person) state.misplaced()
  const identification = cursor.text(2, 1)
  const carrier = state.dialect === 'us' ? cursor.text(4, 1) : cursor.text(5, 1)
  state.flight = readFlightIdentification(identification, carrier)
  state.overflight = cursor.text(1, 1) === '34'
  state.stop = null
  if (identification?.endsWith('MCL')) state.masterCrew = true
}

const ROLES: Record<string, StopRole> = {
  '125': 'departure',
  '87': 'arrival',
  '92': 'intermediate',
  '130': 'final',
  '5': 'departure',
  '005': 'departure',
  PT: 'intermediate',
  '8': 'arrival',
  '008': 'arrival',
}

/** Reads a LOC of the route: the next stop. Places of filing and reporting (188, 172) are not stops and get no time. */
export function readRouteLoc(state: PaxlstState, code: string): void {
  const role = ROLES[code]
  if (role === undefined) {
    state.stop = null
    return
  }
  const place = state.context.cursor.text(2, 1)
  state.stop = {
    role,
    place: state.dialect === 'us' && place !== null && place.length === 5 ? place.slice(2) : place,
    out: null,
    in: null,
    // In the US dialect, a transit point states only its arrival, but it ends one leg and begins the next.
    hasOut: code === 'PT',
    hasIn: code === 'PT',
    flight: state.flight,
    overflight: state.overflight,
  }
  state.stops.push(state.stop)
}

/** Reads a DTM of the route: a time at the stop before it. */
export function readRouteDtm(state: PaxlstState): void {
  const { context, stop } = state
  const { cursor } = context
  const code = cursor.text(1, 1)
  const isOut = code === '189' || code === '136' || code === '554'
  const isIn = code === '232' || code === '132' || code === '554'
  if (state.person || (!isOut && !isIn)) state.misplaced()
  if (!isOut && !isIn) return
  if (stop === null) {
    if (!state.person) state.misplaced()
    return
  }
  const isUs = cursor.text(1, 2) === null && cursor.elements >= 2
  const literal = isUs ? cursor.text(2, 1) : cursor.text(1, 2)
  if (literal === null) return
  const read = isUs ? localDateTime(statedYearFirst(literal), cursor.text(3, 1)) : dateTimeOfDtm(literal)
  if (read.problem !== 'none') {
    const timeElement = isUs && read.problem === 'time' ? 3 : isUs ? 2 : 1
    const field = isOut ? 'departure' : 'arrival'
    const message = read.problem === 'time' ? 'no such time of day' : 'no such date'
    const at = `${context.pointer}/flights`
    context.report(
      read.problem === 'time' ? 'TIME_INVALID' : 'DATE_INVALID',
      `${field}: ${message}`,
      timeElement,
      isUs ? 1 : 2,
      at,
    )
  }
  if (isOut) {
    stop.hasOut = true
    stop.out = read.value
  }
  if (isIn) {
    stop.hasIn = true
    stop.in = read.value
  }
}
