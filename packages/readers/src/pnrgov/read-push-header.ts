import { splitFlightNumber } from '../derive/flight-number.ts'
import { readCount } from '../derive/read-number.ts'
import { HEADER, NON_AIR, type PnrgovState, SPLIT } from './pnrgov-state.ts'
import { arrivalOf } from './read-leg.ts'

/** Reads MSG: the purpose of the push. Inside a reservation, MSG begins a part that is not a flight (GR.9). */
export function readFunction(state: PnrgovState): void {
  const { cursor } = state.context
  if (state.draft !== null) {
    state.group = NON_AIR
    state.draft.reservation.nonAirCount++
    return
  }
  const code = cursor.text(1, 2) ?? cursor.text(1, 1)
  state.function ??= code
  if (code !== null) state.hasFunction = true
}

/** Reads the first TVL before any reservation: the flight of the push. */
export function readHeaderFlight(state: PnrgovState): void {
  if (state.flight !== null) {
    state.misplaced()
    return
  }
  const { cursor } = state.context
  const { number, suffix } = splitFlightNumber(cursor.text(5, 1))
  state.flight = {
    carrier: cursor.text(4, 1),
    number,
    suffix,
    from: cursor.text(2, 1),
    to: cursor.text(3, 1),
    departure: state.dateTime(1, 1, 2, 'flight/departure'),
    arrival: arrivalOf(state, 'flight/arrival'),
    overflight: null,
  }
}

/** Reads EQN: the number of reservations. Inside a reservation, EQN begins the reservations that were split off (GR.8). */
export function readEquation(state: PnrgovState): void {
  if (state.draft !== null) {
    state.group = SPLIT
    return
  }
  if (state.group !== HEADER || state.declaredReservations !== null) return
  state.declaredReservations = readCount(state.context.cursor.text(1, 1))
  state.equation = state.here(1, 1)
}
