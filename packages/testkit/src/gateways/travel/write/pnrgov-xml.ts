import type { Random } from '../../../synthetic/random.ts'
import { element, writeXml, type XmlNode } from '../../../synthetic/xml-text.ts'
import type { Booking, Traveller } from '../bookings/booking.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import { newReference } from './interchange.ts'
import type { PushOrder } from './pnrgov.ts'
import { soldByPartner } from './pnrgov-itinerary.ts'
import { documentKnown, isCancelled, statedInReservation } from './stated-in-reservation.ts'
import type { Written } from './stated-person.ts'
import { titleOf, writtenName } from './written-name.ts'

/** Writes a reservation push in XML (IATA_PNRGOV_NotifRQ). Infants are passengers. */
export function writePnrgovXml(random: Random, order: PushOrder): Written {
  const { flight, bookings } = order
  const { carrier } = flight
  const root = element(
    'IATA_PNRGOV_NotifRQ',
    {
      xmlns: 'http://www.iata.org/IATA/2007/00',
      Version: carrier.pnrgovVersion,
      TimeStamp: order.at.toISOString().slice(0, 19),
      TransactionIdentifier: newReference(random),
      CorrelationID: `${carrier.code}${flight.number}-${order.hoursBefore}`,
      MessageFunction: order.function,
    },
    element('Originator', { AirlineCode: carrier.code, SystemCode: `${carrier.code}RES` }),
    element(
      'FlightLeg',
      {
        CarrierCode: carrier.code,
        FlightNumber: flight.number,
        DepartureDateTime: `${flight.departure}:00`,
        ArrivalDateTime: `${flight.arrival}:00`,
      },
      element('DepartureAirport', { LocationCode: flight.from }),
      element('ArrivalAirport', { LocationCode: flight.to }),
    ),
    element('PNRs', { NumberOfPnrs: bookings.length }, ...bookings.map((booking) => reservation(booking, order))),
  )
  return {
    bytes: new TextEncoder().encode(writeXml(root)),
    people: bookings.flatMap((booking) => statedInReservation(booking, order)),
  }
}

const dateTime = (at: Date) => at.toISOString().slice(0, 19)

function reservation(booking: Booking, order: PushOrder): XmlNode {
  const { carrier } = order.flight
  const head = {
    NumberOfPassengers: booking.travellers.length,
    PNR_TransDate: dateTime(order.at),
    PNR_CreationDate: dateTime(booking.createdAt),
    LastTktDate: dateTime(booking.createdAt),
  }
  const locators = [
    locator(booking.locator, booking.owner),
    booking.otherLocator && locator(booking.otherLocator.locator, booking.otherLocator.carrier),
  ]
  if (isCancelled(booking, order.at)) return element('PNR', { ...head, NumberOfPassengers: 0 }, ...locators)
  const lead = (booking.travellers[0] as Traveller).person
  const { agency } = booking
  const pos = agency
    ? {
        AgentSine: agency.sign,
        PseudoCityCode: agency.office,
        ISOCountry: agency.country,
        ISOCurrency: 'EUR',
        AirportCode: agency.city,
      }
    : { AgentSine: carrier.code, PseudoCityCode: '-', ISOCurrency: 'EUR', AirportCode: carrier.hub }
  return element(
    'PNR',
    head,
    ...locators,
    element('POS', {}, element('Source', pos, agency && element('RequestorID', { Type: '5', ID: agency.number }))),
    element(
      'ContactInfo',
      { PhoneNumber: lead.phone, PhoneType: '4', EmailAddress: lead.email },
      element('AddressLine', {}, lead.address.street),
      element('CityName', {}, lead.address.city),
      element('PostalCode', {}, lead.address.postal),
      element('CountryName', {}, lead.address.country),
    ),
    ...booking.travellers.map((traveller) => passenger(traveller, booking, order)),
    ...booking.flights.map((flight) => leg(flight, booking)),
    connection(booking),
  )
}

const locator = (id: string, code: string) =>
  element('BookingRefID', { ID: id }, element('CompanyName', { Code: code }))

function passenger(traveller: Traveller, booking: Booking, order: PushOrder): XmlNode {
  const { person, kind } = traveller
  const { carrier, from, to } = order.flight
  const name = writtenName(person, carrier)
  const infant = booking.travellers.find((t) => t.adultRef === traveller.ref)
  return element(
    'Passenger',
    { RPH: traveller.ref, SurnameRefNumber: '1', AccompByInf: infant ? 'true' : null },
    element('GivenName', {}, name.given),
    element('Surname', {}, name.surname),
    kind === 'IN' ? null : element('NameTitle', {}, titleOf(person, kind)),
    traveller.frequentFlyer &&
      element('CustLoyalty', { ProgramID: carrier.code, MembershipID: traveller.frequentFlyer }),
    element('FareInfo', {
      PTC_Code: { A: 'ADT', C: 'CHD', IN: 'INF' }[kind],
      FareBasis: `${booking.bookingClass}FLEX`,
    }),
    traveller.sensitiveService &&
      element(
        'SSR',
        {
          SSR_Code: traveller.sensitiveService,
          Status: 'HK',
          ServiceQuantity: '1',
          BoardPoint: from,
          OffPoint: to,
          RPH: traveller.ref,
        },
        element('Airline', { Code: carrier.code }),
      ),
    kind === 'IN' ? null : ticket(traveller, booking),
    ...(documentKnown(traveller, order.hoursBefore) || traveller.onlyInService ? [documents(traveller, order)] : []),
    traveller.visa && visa(traveller),
  )
}

function ticket({ ticket: number, person }: Traveller, { fare, createdAt }: Booking): XmlNode {
  const { card, name } = person
  return element(
    'TicketDocument',
    { TicketDocumentNbr: number, Type: '1', DateOfIssue: dateTime(createdAt).slice(0, 10) },
    element('TotalFare', { Amount: fare.total, CurrencyCode: fare.currency }),
    element('PaymentInfo', {
      PaymentType: 'CC',
      PaymentAmount: fare.total,
      VendorCode: card.vendor,
      AccountNbr: card.account,
      ExpiryDate: card.expiry,
      CardHolderName: `${name.given} ${name.surname}`,
    }),
  )
}

function documents(traveller: Traveller, order: PushOrder): XmlNode {
  const { person, kind } = traveller
  const { surname, given } = writtenName(person, order.flight.carrier)
  const [first, ...others] = given.split(' ')
  const known = documentKnown(traveller, order.hoursBefore)
  return element(
    'DOC_SSR',
    { SSR_Code: 'DOCS', ServiceQuantity: '1', Status: 'HK' },
    element('DOCS', {
      DateOfBirth: person.birthDate,
      ExpiryDate: known ? person.document.expires : null,
      FirstGivenName: first as string,
      SecondGivenName: others.join(' ') || null,
      Surname: surname,
      Gender: kind === 'IN' ? `${person.sex}I` : person.sex,
      IssuingLoc: known ? person.document.issuer : null,
      PaxNationality: person.nationality,
      TravelDocType: known ? person.document.type : null,
      TravelDocNbr: known ? person.document.number : null,
    }),
  )
}

function visa({ person, visa: number }: Traveller): XmlNode {
  return element(
    'DOC_SSR',
    { SSR_Code: 'DOCO', ServiceQuantity: '1', Status: 'HK' },
    element('DOCO', {
      BirthLocation: person.address.city,
      TravelDocType: 'V',
      TravelDocNbr: number,
      PlaceOfIssue: 'LISBON',
      CountryState: 'PRT',
    }),
  )
}

function leg(flight: PlannedFlight, booking: Booking): XmlNode {
  const partner = soldByPartner(flight, booking) ? flight.codeshare : null
  const seated = booking.travellers.filter((t) => t.kind !== 'IN').length
  return element(
    'Flight',
    {
      DepartureDateTime: `${flight.departure}:00`,
      ArrivalDateTime: `${flight.arrival}:00`,
      ResBookDesigCode: booking.bookingClass,
      NumberInParty: seated,
      Status: 'HK',
      FlightNumber: partner ? partner.number : flight.number,
    },
    element('DepartureAirport', { LocationCode: flight.from }),
    element('ArrivalAirport', { LocationCode: flight.to }),
    partner && element('OperatingAirline', { Code: flight.carrier.code, FlightNumber: flight.number }),
    element('MarketingAirline', { Code: partner ? partner.carrier.code : flight.carrier.code }),
  )
}

function connection({ connection: other, bookingClass, travellers }: Booking): XmlNode | null {
  if (!other) return null
  return element(
    'Flight',
    {
      DepartureDateTime: `${other.departure}:00`,
      ArrivalDateTime: `${other.arrival}:00`,
      ResBookDesigCode: bookingClass,
      NumberInParty: travellers.filter((t) => t.kind !== 'IN').length,
      Status: 'HK',
      FlightNumber: other.number,
    },
    element('DepartureAirport', { LocationCode: other.from }),
    element('ArrivalAirport', { LocationCode: other.to }),
    element('MarketingAirline', { Code: other.carrier }),
  )
}
