import { type Segment, segment } from '../../../synthetic/edifact-text.ts'
import type { Random } from '../../../synthetic/random.ts'
import type { Booking } from '../bookings/booking.ts'
import { pieces, toUtc } from '../schedule/local-time.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import { newReference, writeInterchange } from './interchange.ts'
import { reservationSegments } from './pnrgov-reservation.ts'
import { statedInReservation } from './stated-in-reservation.ts'
import type { Written } from './stated-person.ts'

export interface PushOrder {
  flight: PlannedFlight
  at: Date
  /** 22 means all reservations of the flight, 141 only changed ones. */
  function: '22' | '141'
  bookings: readonly Booking[]
  /** Hours before departure. They decide which documents are known and whether check-in has begun. */
  hoursBefore: number
}

/** Writes a reservation push in EDIFACT (PNRGOV Implementation Guide 11.1). */
export function writePnrgov(random: Random, order: PushOrder): Written {
  const { flight, bookings } = order
  const { carrier } = flight
  const departure = pieces(flight.departure)
  const arrival = pieces(flight.arrival)
  const segments: Segment[] = [
    segment('MSG', [null, order.function]),
    segment('ORG', [carrier.code, carrier.hub], '52519950', carrier.hub),
    segment(
      'TVL',
      [departure.ddmmyy, departure.hhmm, arrival.ddmmyy, arrival.hhmm],
      flight.from,
      flight.to,
      carrier.code,
      flight.number,
    ),
    segment('EQN', bookings.length),
    ...bookings.flatMap((booking) => reservationSegments(random, booking, order)),
  ]
  const accessReference = `${carrier.code}${flight.number}${departure.ddmmyy}${pieces(toUtc(order.at)).hhmm}`
  const head = {
    carrier,
    at: order.at,
    reference: newReference(random),
    type: 'PNRGOV',
    version: ['PNRGOV', ...carrier.pnrgovVersion.split(':')],
  } as const
  const body = { accessReference, part: { number: 1, flag: 'F' as const }, segments }
  return {
    bytes: writeInterchange(head, [body]),
    people: bookings.flatMap((booking) => statedInReservation(booking, order)),
  }
}
