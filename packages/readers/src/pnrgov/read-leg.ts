import { withoutLeadingZeros } from '../derive/flight-number.ts'
import { readCount } from '../derive/read-number.ts'
import { LEG, NON_AIR, type PnrgovState, SPLIT } from './pnrgov-state.ts'
import { newLeg } from './reservation-draft.ts'

/** Reads a TVL in a reservation: the next leg. A TVL without places gives the second flight number of the previous leg. */
export function readLeg(state: PnrgovState): void {
  const draft = state.open()
  const { cursor } = state.context
  // A hotel or a car has a TVL too. After a split no leg follows, except before the first one.
  if (state.group === NON_AIR || (state.group === SPLIT && state.leg !== null)) return
  const from = cursor.text(2, 1)
  const to = cursor.text(3, 1)
  if (from === null && to === null) {
    readOtherNumber(state)
    return
  }
  const leg = newLeg()
  const at = `legs/${draft.reservation.legs.length}`
  leg.from = from
  leg.to = to
  leg.marketingCarrier = cursor.text(4, 1)
  leg.operatingCarrier = cursor.text(4, 2)
  leg.number = flightNumber(cursor.text(5, 1))
  leg.bookingClass = cursor.text(5, 2)
  leg.departure = state.dateTime(1, 1, 2, `${at}/departure`)
  leg.arrival = arrivalOf(state, `${at}/arrival`)
  draft.reservation.legs.push(leg)
  state.leg = leg
  state.group = LEG
  state.checkInRef = null
}

function readOtherNumber(state: PnrgovState): void {
  const number = flightNumber(state.context.cursor.text(5, 1))
  if (state.leg === null) state.misplaced()
  else if (number !== null && number.charCodeAt(0) <= 57) state.leg.otherNumber ??= number
  if (state.leg !== null) state.group = LEG
}

const flightNumber = (text: string | null): string | null => (text === null ? null : withoutLeadingZeros(text))

/**
 * Reads the arrival of TVL 1.3 and 1.4. A time without a date is on the date of departure, never on the next day. Four
 * digits in place of the date are a time in the wrong component and give null.
 */
export function arrivalOf(state: PnrgovState, at: string): string | null {
  const { cursor } = state.context
  const date = cursor.text(1, 3)
  const time = cursor.text(1, 4)
  if (date !== null) {
    if (date.length === 4 && isDigits(date)) {
      state.context.report('FIELD_DISPLACED', 'a time in the place of the arrival date', 1, 3, state.pointerTo(at))
      return null
    }
    return state.joined(date, time, 1, 3, 4, at)
  }
  if (time === null) return null
  const departureDate = cursor.text(1, 1)
  if (departureDate === null) return null
  return state.joined(departureDate, time, 1, 1, 4, at)
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return true
}

/** Reads TRA: the operating carrier and flight number of the leg. */
export function readOperating(state: PnrgovState): void {
  const { leg } = state
  if (!inLeg(state) || leg === null) return
  const { cursor } = state.context
  leg.operatingCarrier = cursor.text(1, 1) ?? leg.operatingCarrier
  leg.otherNumber = flightNumber(cursor.text(2, 1)) ?? leg.otherNumber
}

/** Reads RPI: the number of travellers and the status. */
export function readPassengerCount(state: PnrgovState): void {
  const { leg } = state
  if (!inLeg(state) || leg === null) return
  const { cursor } = state.context
  leg.partySize ??= readCount(cursor.text(1, 1))
  leg.status ??= cursor.text(2, 1)
}

/** Reads APD: the aircraft type. */
export function readAircraft(state: PnrgovState): void {
  if (inLeg(state) && state.leg !== null) state.leg.aircraft ??= state.context.cursor.text(1, 1)
}

/** Returns whether the current part is a flight. RPI and similar segments also occur in other parts, where they are ignored. */
function inLeg(state: PnrgovState): boolean {
  if (state.group === NON_AIR || state.group === SPLIT) return false
  if (state.leg === null) {
    state.misplaced()
    return false
  }
  return true
}
