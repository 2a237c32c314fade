import type { Leg } from '@entente/contracts'
import { findByName, findByRef } from '../pnrgov/find-person.ts'
import { seatOf } from '../pnrgov/read-seats.ts'
import type { ReservationDraft } from '../pnrgov/reservation-draft.ts'
import { attribute, child, childrenOf, textOf, type XmlElement } from './element.ts'
import { addBag, bagOf } from './read-passenger.ts'

/** CheckInInfo of a flight: the seat and the bags of each who checked in, as SSD and TBD tell them. Who is named here is never a new person. */
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

/** By reference, else by the name; a reference that nobody has stays as sent. */
function travellerOf(draft: ReservationDraft, boarding: XmlElement): string | null {
  const { people } = draft.reservation
  const ref = attribute(boarding, 'rph')
  if (ref !== null) return findByRef(people, ref)?.ref ?? ref
  const named = child(boarding, 'passenger')
  const surname = textOf(named, 'surname')
  return surname === null ? null : (findByName(people, surname, textOf(named, 'givenname'))?.ref ?? null)
}
