import { type Segment, segment } from '../../../synthetic/edifact-text.ts'
import type { Random } from '../../../synthetic/random.ts'
import type { Booking, Traveller } from '../bookings/booking.ts'
import { pieces, toUtc } from '../schedule/local-time.ts'
import type { PushOrder } from './pnrgov.ts'
import { historySegments, legSegments, nonAirSegments } from './pnrgov-itinerary.ts'
import { travellerSegments } from './pnrgov-traveller.ts'
import { isCancelled } from './stated-in-reservation.ts'

/** Returns one reservation (PNRGOV 11.1, GR.1). A cancelled one has only its locator and an empty ORG. */
export function reservationSegments(random: Random, booking: Booking, order: PushOrder): Segment[] {
  const { carrier } = order.flight
  const created = pieces(toUtc(booking.createdAt))
  const locators = [[booking.owner, booking.locator, null, created.ddmmyy, created.hhmm]]
  if (booking.otherLocator)
    locators.push([booking.otherLocator.carrier, booking.otherLocator.locator, null, created.ddmmyy, created.hhmm])
  const segments: Segment[] = [segment('SRC'), segment('RCI', ...locators)]
  if (isCancelled(booking, order.at)) return [...segments, segment('ORG')]
  const changed = pieces(toUtc(order.at))
  segments.push(
    segment('DAT', ['700', changed.ddmmyy, changed.hhmm], ['710', created.ddmmyy, created.hhmm]),
    ...contactSegments(booking, order),
    ...agencySegments(booking, order),
    ...addressSegments(booking),
  )
  if (booking.groupName) segments.push(segment('TIF', [booking.groupName, 'G']))
  for (const traveller of booking.travellers) {
    if (!traveller.onlyInService) segments.push(...travellerSegments(traveller, booking, order))
  }
  segments.push(...legSegments(booking, order))
  if (booking.splitTo) segments.push(segment('EQN', 1), segment('RCI', [booking.owner, booking.splitTo]))
  if (booking.hotel) segments.push(...nonAirSegments(order.flight))
  if (order.function === '141' || random.chance(0.05)) segments.push(...historySegments(booking, order))
  if (random.chance(0.1))
    segments.push(
      segment(
        'LTS',
        `0/O/SS/${carrier.code} ${order.flight.number} ${booking.bookingClass} ${order.flight.from}${order.flight.to} LK1`,
      ),
    )
  return segments
}

function contactSegments(booking: Booking, order: PushOrder): Segment[] {
  const lead = (booking.travellers[0] as Traveller).person
  const { code } = order.flight.carrier
  // Teletype has no @, _ or -, so they are written as //, .. and ./ (IATA AIRIMP).
  const mail = lead.email.toUpperCase().replaceAll('_', '..').replaceAll('-', './').replace('@', '//')
  return [
    segment('IFT', ['4', '28', null, code], `CTCM ${lead.phone.replace('+', '')}`),
    segment('SSR', ['CTCE', 'HK', '1', code, null, null, null, null, mail]),
    ...(booking.remark ? [segment('IFT', ['4', '28', null, code], booking.remark)] : []),
  ]
}

function agencySegments(booking: Booking, order: PushOrder): Segment[] {
  const { agency } = booking
  const { carrier } = order.flight
  if (!agency) return [segment('ORG', [carrier.code, carrier.hub], null, null, [carrier.code, carrier.hub], 'A')]
  return [
    segment(
      'ORG',
      ['1A', 'MUC'],
      [agency.number, agency.office],
      agency.city,
      [carrier.code, carrier.hub],
      'T',
      [agency.country, 'EUR', 'EN'],
      agency.sign,
    ),
  ]
}

function addressSegments(booking: Booking): Segment[] {
  const lead = (booking.travellers[0] as Traveller).person
  const { street, city, country, postal } = lead.address
  return [segment('ADD', null, ['702', street, city, null, null, country, postal, lead.phone.replace('+', '')])]
}
