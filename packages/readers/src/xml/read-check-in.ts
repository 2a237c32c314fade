import type { Leg } from '@entente/contracts'
import { findByName, findByRef } from '../pnrgov/find-person.ts'
import { seatOf } from '../pnrgov/read-seats.ts'
import type { ReservationDraft } from '../pnrgov/reservation-draft.ts'
import { attribute, child, childrenOf, textOf, type XmlElement } from './element.ts'
import { addBag, bagOf } from './read-passenger.ts'

/**
 * Reads CheckInInfo of a flight: the seat and bags of each traveller, as SSD and TBD do in EDIFACT. It never adds a
 * person.
 */
export function readCheckIn(draft: ReservationDraft, { from, to }: Leg, checkIn: XmlElement): void {
  for (const boarding of childrenOf(checkIn, 'boardingnumber')) {
    const travellerRef = travellerOf(draft, boarding)
    const seat = seatOf(textOf(boarding, 'seatnumber'))
    const cabin = attribute(child(boarding, 'seatnumber'), 'cabinclass')
    if (seat !== null) draft.reservation.seats.push({ from, to, seat, cabin, travellerRef, source: 'SSD' })
    for (const checked of childrenOf(boarding, 'checkedbag')) {
      const bag = bagOf(checked, travellerRef)
      if (bag !== null) addBag(draft, { ...bag, from, to })
    }
  }
}

/** Finds the traveller by reference, else by name; an unknown reference stays as sent. */
function travellerOf(draft: ReservationDraft, boarding: XmlElement): string | null {
  const { people } = draft.reservation
  const ref = attribute(boarding, 'rph')
  if (ref !== null) return findByRef(people, ref)?.ref ?? ref
  const named = child(boarding, 'passenger')
  const surname = textOf(named, 'surname')
  return surname === null ? null : (findByName(people, surname, textOf(named, 'givenname'))?.ref ?? null)
}
