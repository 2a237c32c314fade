import { type Segment, segment } from '../../../synthetic/edifact-text.ts'
import type { Booking, Traveller } from '../bookings/booking.ts'
import type { Carrier } from '../schedule/carriers.ts'
import { pieces, toUtc } from '../schedule/local-time.ts'
import type { PushOrder } from './pnrgov.ts'
import { documentKnown } from './stated-in-reservation.ts'
import { titleOf, writtenName } from './written-name.ts'

/** Returns one person (PNRGOV 11.1, GR.2 to GR.4): name, frequent flyer, service requests, ticket, payment. */
export function travellerSegments(traveller: Traveller, booking: Booking, order: PushOrder): Segment[] {
  const { person, ref, kind } = traveller
  const { carrier, from, to } = order.flight
  const { code } = carrier
  const infant = booking.travellers.find((t) => t.adultRef === ref)
  const segments: Segment[] = [
    segment(
      'TIF',
      [writtenName(person, carrier).surname, 'I'],
      [givenAndTitle(traveller, carrier), kind, ref, infant ? '1' : null],
    ),
  ]
  if (traveller.frequentFlyer) segments.push(segment('FTI', [code, traveller.frequentFlyer]))
  segments.push(segment('REF', [null, traveller.uniqueReference]))
  if (documentKnown(traveller, order.hoursBefore)) segments.push(documentSegment(code, docsText(traveller, carrier)))
  if (traveller.visa) segments.push(visaSegment(traveller, booking, code))
  if (traveller.sensitiveService)
    segments.push(segment('SSR', [traveller.sensitiveService, 'HK', '1', code, null, null, from, to]))
  if (infant?.onlyInService) segments.push(...infantSegments(infant, order))
  if (kind !== 'IN') segments.push(...ticketSegments(traveller, booking, order))
  return segments
}

function givenAndTitle(traveller: Traveller, carrier: Carrier): string {
  const { given } = writtenName(traveller.person, carrier)
  if (carrier.title === 'none' || traveller.kind === 'IN') return given
  return `${given}${carrier.title === 'blank' ? ' ' : ''}${titleOf(traveller.person, traveller.kind)}`
}

const documentSegment = (code: string, text: string) =>
  segment('SSR', ['DOCS', 'HK', '1', code, null, null, null, null, text])

/** Returns the DOCS text `/P/GBR/512345678/GBR/29FEB84/F/15JUN31/SURNAME/GIVEN/SECOND`. An infant's sex is MI or FI. */
function docsText(traveller: Traveller, carrier: Carrier): string {
  const { person, kind } = traveller
  const { document } = person
  const { surname, given } = writtenName(person, carrier)
  const [first, ...others] = given.split(' ')
  const sex = kind === 'IN' ? `${person.sex}I` : person.sex
  const fields = [
    document.type,
    document.issuer,
    document.number,
    person.nationality,
    pieces(person.birthDate).ddmmmyy,
    sex,
    pieces(document.expires).ddmmmyy,
    surname,
    first,
    others.join(' '),
  ]
  return `/${fields.join('/')}`.replace(/\/+$/, '')
}

function visaSegment({ person, visa }: Traveller, { createdAt }: Booking, code: string): Segment {
  const text = `/${person.address.city}/V/${visa}/LISBON/${pieces(toUtc(createdAt)).ddmmmyy}/PRT`
  return segment('SSR', ['DOCO', 'HK', '1', code, null, null, null, null, text])
}

/** Returns the service requests about an infant without its own entry: INFT, and its document if known, under the adult. */
function infantSegments(infant: Traveller, order: PushOrder): Segment[] {
  const { carrier, from, to } = order.flight
  const { surname, given } = writtenName(infant.person, carrier)
  const text = `${surname}/${given} ${pieces(infant.person.birthDate).ddmmmyy}`
  const segments = [segment('SSR', ['INFT', 'HK', '1', carrier.code, null, null, from, to, text])]
  if (documentKnown(infant, order.hoursBefore)) segments.push(documentSegment(carrier.code, docsText(infant, carrier)))
  return segments
}

function ticketSegments(traveller: Traveller, booking: Booking, order: PushOrder): Segment[] {
  const { person } = traveller
  const { fare } = booking
  const issued = pieces(booking.createdAt.toISOString())
  const { surname, given } = writtenName(person, order.flight.carrier)
  return [
    segment('TKT', [traveller.ticket, 'T', '1']),
    segment('MON', ['B', fare.base, fare.currency], ['T', fare.total, fare.currency]),
    segment('PTK', 'NR', null, [issued.ddmmyy, issued.hhmm], order.flight.carrier.code, '006', order.flight.from),
    segment('TXD', null, ['12.30', null, null, 'PT']),
    segment('FOP', ['CC', null, fare.total, person.card.vendor, person.card.account, person.card.expiry]),
    segment('IFT', ['4', '43'], `${given} ${surname}`, person.address.street, person.phone.replace('+', '')),
  ]
}
