import type { Booking, Traveller } from '../bookings/booking.ts'
import type { Carrier } from '../schedule/carriers.ts'
import type { PushOrder } from './pnrgov.ts'
import type { StatedPerson } from './stated-person.ts'
import { writtenName } from './written-name.ts'

/**
 * Tests whether a document is known yet: half of the documents with the first push, nearly all at check-in. For the same traveller the result is
 * always the same.
 */
export function documentKnown(traveller: Traveller, hoursBefore: number): boolean {
  const place = Number(traveller.uniqueReference.slice(0, 2))
  return place < (hoursBefore >= 48 ? 50 : hoursBefore >= 24 ? 70 : hoursBefore >= 12 ? 85 : 97)
}

export function isCancelled(booking: Booking, at: Date): boolean {
  return booking.cancelledAt !== null && booking.cancelledAt <= at
}

export function statedInReservation(booking: Booking, order: PushOrder): StatedPerson[] {
  if (isCancelled(booking, order.at)) return []
  return booking.travellers.map((traveller) =>
    statedTraveller(traveller, booking, order.flight.carrier, order.hoursBefore),
  )
}

function statedTraveller(traveller: Traveller, booking: Booking, carrier: Carrier, hoursBefore: number): StatedPerson {
  const { person } = traveller
  const known = documentKnown(traveller, hoursBefore)
  return {
    kind: 'passenger',
    ...writtenName(person, carrier),
    middle: null,
    // A service request about an infant always contains its birth date.
    birthDate: known || traveller.onlyInService ? person.birthDate : null,
    documentNumber: known ? person.document.number : null,
    locator: booking.locator,
  }
}
