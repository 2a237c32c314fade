import { type Segment, segment } from '../../../synthetic/edifact-text.ts'
import type { Booking, Traveller } from '../bookings/booking.ts'
import { pieces, toUtc } from '../schedule/local-time.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import type { PushOrder } from './pnrgov.ts'
import { writtenName } from './written-name.ts'

/** Returns the legs of a reservation (PNRGOV 11.1, GR.5 to GR.7), with check-in data after check-in has begun. */
export function legSegments(booking: Booking, order: PushOrder): Segment[] {
  const segments: Segment[] = []
  const people = booking.travellers.filter((t) => !t.onlyInService)
  const seated = people.filter((t) => t.kind !== 'IN').length
  for (const flight of booking.flights) {
    segments.push(...flightSegments(flight, booking), segment('RPI', seated, 'HK'), segment('APD', flight.aircraft))
    segments.push(...seatSegments(flight, people, order))
    if (flight === order.flight && order.hoursBefore <= 1) segments.push(...checkInSegments(flight, people, order))
  }
  const { connection } = booking
  if (connection) {
    const departure = pieces(connection.departure)
    const arrival = pieces(connection.arrival)
    const times = [departure.ddmmyy, departure.hhmm, arrival.ddmmyy, arrival.hhmm]
    segments.push(
      segment('TVL', times, connection.from, connection.to, connection.carrier, [
        connection.number,
        booking.bookingClass,
      ]),
      segment('RPI', seated, 'HK'),
    )
  }
  return segments
}

/** Every third reservation on a codeshare flight is sold under the partner's number. */
export function soldByPartner(flight: PlannedFlight, booking: Booking): boolean {
  return flight.codeshare !== null && Number(booking.travellers[0]?.ticket.at(-1)) % 3 === 0
}

function flightSegments(flight: PlannedFlight, booking: Booking): Segment[] {
  const departure = pieces(flight.departure)
  const arrival = pieces(flight.arrival)
  const times = [departure.ddmmyy, departure.hhmm, arrival.ddmmyy, arrival.hhmm]
  const { code } = flight.carrier
  if (flight.codeshare && soldByPartner(flight, booking)) {
    const { carrier, number } = flight.codeshare
    return [
      segment('TVL', times, flight.from, flight.to, [carrier.code, code], [number, booking.bookingClass]),
      segment('TRA', code, [flight.number, booking.bookingClass]),
    ]
  }
  return [segment('TVL', times, flight.from, flight.to, code, [flight.number, booking.bookingClass])]
}

function seatSegments(flight: PlannedFlight, people: readonly Traveller[], order: PushOrder): Segment[] {
  const seats = people.filter((t) => t.seat !== null)
  if (seats.length === 0 || flight !== order.flight || order.hoursBefore > 24) return []
  const head = ['SEAT', 'HK', seats.length, flight.carrier.code, null, null, flight.from, flight.to]
  return [segment('SSR', head, ...seats.map((t) => [t.seat, null, t.ref]))]
}

function checkInSegments(flight: PlannedFlight, people: readonly Traveller[], order: PushOrder): Segment[] {
  const at = pieces(toUtc(order.at))
  const segments: Segment[] = [
    segment('DAT', ['2', at.ddmmyy, at.hhmm]),
    segment('ORG', flight.carrier.code, null, null, null, 'A'),
  ]
  people.forEach((traveller, i) => {
    const { surname, given } = writtenName(traveller.person, flight.carrier)
    segments.push(
      segment('TRI', null, [
        `${flight.from}-${String(Number(traveller.ticket.slice(-3)) + i).padStart(3, '0')}`,
        null,
        null,
        traveller.ref,
      ]),
      segment('TIF', [surname, 'I'], [given, traveller.kind, traveller.ref]),
    )
    if (traveller.seat) segments.push(segment('SSD', traveller.seat.padStart(4, '0'), null, null, null, 'Y'))
    if (traveller.bags.length > 0) {
      const tags = traveller.bags.map((bag, n) => [bag.company, bag.number, n + 1, flight.to])
      segments.push(
        segment(
          'TBD',
          null,
          [traveller.bags.length, traveller.bags.length * 17, '700'],
          null,
          ['HP', `${flight.from}-${traveller.ref}`],
          ...tags,
        ),
      )
    }
  })
  return segments
}

/** Returns a hotel night (GR.9), which is not a leg. */
export function nonAirSegments(flight: PlannedFlight): Segment[] {
  const day = pieces(flight.arrival)
  return [
    segment('MSG', '8'),
    segment('TVL', [day.ddmmyy, '1500', day.ddmmyy], [flight.to, 'LANTERN HOUSE'], null, 'HH', ['40521', 'ROH']),
    segment('RPI', 1, 'HK'),
  ]
}

/** Returns the history (GR.10 to GR.12): an earlier flight that is no longer booked. */
export function historySegments(booking: Booking, order: PushOrder): Segment[] {
  const { flight } = order
  const day = pieces(toUtc(booking.createdAt))
  const departure = pieces(flight.departure)
  return [
    segment('ABI', 4, [null, flight.carrier.code], flight.from, null, flight.carrier.code),
    segment('DAT', ['T', day.ddmmyy, day.hhmm]),
    segment('SAC', null, null, 'X'),
    segment('TVL', [departure.ddmmyy, '0600', departure.ddmmyy, '0935'], flight.from, flight.to, flight.carrier.code, [
      '7',
      booking.bookingClass,
    ]),
    segment('RPI', booking.travellers.length, 'K'),
  ]
}
