import { withoutLeadingZeros } from '../derive/flight-number.ts'
import { findByRef } from './find-person.ts'
import { LEG, type PnrgovState, TRAVELLER } from './pnrgov-state.ts'

/** The SSR codes of services that state seats. */
export const SEAT_SERVICES = new Set(['SEAT', 'NSST', 'NSSA', 'NSSW', 'RQST'])

/** Returns a seat without leading zeros, or null if blank or withheld (`XXX`). */
export function seatOf(text: string | null): string | null {
  if (text === null || text === 'XXX') return null
  const seat = withoutLeadingZeros(text)
  return seat === 'XXX' || seat === '0' ? null : seat
}

/** Reads the seats of an SSR: one for each element from 2 on, and those of the text form `.12CN12DN`. */
export function readSeats(state: PnrgovState, code: string): void {
  const { cursor } = state.context
  const { seats, people } = state.draft!.reservation
  const from = cursor.text(1, 7)
  const to = cursor.text(1, 8)
  const own = state.group >= TRAVELLER && state.group < LEG ? (state.person?.ref ?? null) : null
  for (let element = 2; element <= cursor.elements; element++) {
    const seat = seatOf(cursor.text(element, 1))
    if (seat === null) continue
    const ref = cursor.text(element, 3)
    const travellerRef = ref === null ? own : (findByRef(people, ref)?.ref ?? ref)
    seats.push({ from, to, seat, cabin: null, travellerRef, source: `SSR ${code}` })
  }
  const text = cursor.textFrom(1, 9)
  if (text === null || text.charCodeAt(0) !== 0x2e) return
  for (const seat of seatsOfText(text)) {
    seats.push({ from, to, seat, cabin: null, travellerRef: own, source: `SSR ${code} text` })
  }
}

/** Returns the seats of a text that repeats row, letter, and smoking or not: `.12CN12DN` is 12C and 12D. */
function seatsOfText(text: string): string[] {
  const seats: string[] = []
  for (let i = 1; i < text.length; ) {
    let end = i
    while (end < text.length && isDigit(text.charCodeAt(end))) end++
    if (end === i || end - i > 3 || !isCapital(text.charCodeAt(end))) return seats
    const seat = seatOf(text.slice(i, end + 1))
    if (seat !== null) seats.push(seat)
    i = end + 1
    if (text[i] === 'N' || text[i] === 'S') i++
    while (text[i] === ' ' || text[i] === '.') i++
  }
  return seats
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isCapital = (code: number): boolean => code >= 65 && code <= 90
