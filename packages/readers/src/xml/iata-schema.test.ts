import type { ReservationPush } from '@entente/contracts'
import { expect, test } from 'vitest'
import { readTravel } from '../read-travel.ts'
import { sensitiveRanges } from '../sensitive-ranges.ts'

// These tests use names of the IATA schema (IATA_PNRGOV_NotifRQ, 2019.2) that differ from the older outline that some
// senders follow. All people are invented.
const encode = (text: string) => new TextEncoder().encode(text)
const push = (
  pnr: string,
) => `<IATA_PNRGOV_NotifRQ xmlns="http://www.iata.org/IATA/2007/00" Function="22"><Originator AirlineCode="0Z"/>
<FlightLeg CarrierCode="0Z" FlightNumber="417" DepartureDateTime="2026-03-01T10:10:00"><DepartureAirport LocationCode="CDG"/><ArrivalAirport LocationCode="LIS"/></FlightLeg>
<PNRs NumberOfPnrs="1"><PNR><BookingRefID ID="QWE4RT"><CompanyName Code="0Z"/></BookingRefID>${pnr}</PNR></PNRs></IATA_PNRGOV_NotifRQ>`
const read = (pnr: string) => {
  const reading = readTravel(encode(push(pnr)))
  return { reading, reservation: (reading.messages[0] as ReservationPush).reservations[0]! }
}
const passenger = (inner: string, names = '<GivenName>ANNA</GivenName><Surname>ROE</Surname>') =>
  `<Passenger RPH="1" SurnameRefNumber="1" AccompaniedByInfantInd="true" PaxID="UPR0001">${names}${inner}</Passenger>`
const flight = (inner = '') =>
  `<Flight DepartureDateTime="2026-03-01T10:10:00" FlightNumber="417"><DepartureAirport LocationCode="CDG"/><ArrivalAirport LocationCode="LIS"/><MarketingAirline Code="0Z"/>${inner}</Flight>`
const documents = (attribute: string) =>
  `<DOC_SSR ${attribute}="DOCS" Status="HK"><DOCS TravelDocType="P" TravelDocNbr="N0712345" PaxNationality="PRT" DateOfBirth="29FEB84" Gender="F" Surname="ROE" FirstGivenName="ANNA"/></DOC_SSR>`

test.each(['SSRCode', 'SSR_Code', 'ssrcode'])(
  'a document whose service is in %s goes to its traveller',
  (attribute) => {
    const { reservation, reading } = read(passenger(documents(attribute)) + flight())
    expect(reservation).toMatchObject({
      serviceCounts: { DOCS: 1 },
      people: [{ surname: 'ROE', birthDate: '1984-02-29', documents: [{ number: 'N0712345' }] }],
    })
    expect(reading.findings).toEqual([])
  },
)

test.each(['SSRCode', 'SSR_Code'])('a meal in %s is removed from the reading and the redacted copy', (attribute) => {
  const meal = `<SSR ${attribute}="KSML" ServiceQuantity="1" Status="HK"/>`
  const text = push(passenger(meal) + flight())
  const reading = readTravel(encode(text))
  expect([reading.sensitiveRemoved, JSON.stringify(reading).includes('KSML')]).toEqual([1, false])
  expect(sensitiveRanges(encode(text)).map(({ from, to }) => text.slice(from, to))).toEqual([meal])
})

test('compound names, the lap infant and the state reference belong to the traveller', () => {
  const names =
    '<GivenName>ANNA</GivenName><MiddleName>LUISA</MiddleName><MiddleName>MARIA</MiddleName><Surname>ROE</Surname><NameTitle>DR</NameTitle><NameTitle>MS</NameTitle>'
  expect(read(passenger('', names) + flight()).reservation.people).toMatchObject([
    {
      ...{ given: 'ANNA', middle: 'LUISA MARIA', surname: 'ROE', title: 'DR MS', withInfant: true },
      references: { uniqueReference: 'UPR0001' },
    },
  ])
})

test("check-in gives the traveller's seat and bags, but adds no person", () => {
  const checkIn = `<CheckInInfo Time="2026-03-01T08:00:00"><BoardingNumber Number="17" RPH="01"><Passenger><GivenName>ANNA</GivenName><Surname>ROE</Surname></Passenger><SeatNumber CabinClass="M">012A</SeatNumber><CheckedBag IssuerCode="0Z" SerialNumber="123456" SequenceCount="1" BaggagePool="HP" UnitOfMeasureQuantity="23" UnitOfMeasureCode="700" BagDestination="OPO"/></BoardingNumber>
    <BoardingNumber Number="18"><Passenger><GivenName>IDA</GivenName><Surname>DOE</Surname></Passenger><SeatNumber>012B</SeatNumber></BoardingNumber></CheckInInfo>`
  const ida = '<Passenger RPH="2"><GivenName>IDA</GivenName><Surname>DOE</Surname></Passenger>'
  const { reservation } = read(passenger('') + ida + flight(checkIn))
  const leg = { from: 'CDG', to: 'LIS' }
  expect(reservation).toMatchObject({
    people: [{ surname: 'ROE' }, { surname: 'DOE' }],
    seats: [
      { ...leg, seat: '12A', cabin: 'M', travellerRef: '1', source: 'SSD' },
      { ...leg, seat: '12B', cabin: null, travellerRef: '2', source: 'SSD' },
    ],
    bags: [
      {
        ...leg,
        travellerRef: '1',
        weight: 23,
        unit: 'kg',
        pool: 'HP',
        tags: [{ number: '123456', destination: 'OPO' }],
      },
    ],
    bagTags: { overAllLegs: 1, distinct: ['0Z123456'] },
  })
})

test('contacts of OSI items belong to the travellers they refer to', () => {
  const osi = (text: string, who = '') => `<OSI>${who}<Airline Code="0Z"/><Text>${text}</Text></OSI>`
  const inner =
    osi('CTCM 351 21 555 0101', '<TravelerRefNumber RPH="1"/>') +
    passenger(osi('CTCE ANNA//POST.EXAMPLE')) +
    flight(osi('0Z CTCB 351215550102') + osi('VIP'))
  expect(read(inner).reservation.contacts).toMatchObject([
    { medium: 'email', kind: 'E', value: 'ANNA@POST.EXAMPLE', travellerRef: '1' },
    { medium: 'phone', kind: 'M', value: '351215550101', travellerRef: '1' },
    { medium: 'phone', kind: 'B', value: '351215550102', travellerRef: null },
  ])
})

test('split reservations, other travel and a sponsor’s card are read; names of the history are not current', () => {
  const history = `<StructuredPNR_History><Credit ID="X"/><Item Action="X"><Passenger><Surname>OLD</Surname><GivenName>ANN MRS</GivenName></Passenger><Flight/></Item><Item Action="A"><SSR SSRCode="WCHR"><Text>BROKEN LEG</Text></SSR></Item></StructuredPNR_History><UnstructuredPNR_History>SEAT CHANGED. PAX IS DIABETIC. DONE</UnstructuredPNR_History>`
  const paid =
    '<TicketDocument TicketDocumentNbr="1235550001"><PaymentInfo PaymentType="CC"><Sponsor>DOE IDA</Sponsor></PaymentInfo></TicketDocument>'
  const text = `${passenger(paid)}${flight()}<SplitPNR NbrOfPassengers="1" VendorCode="0Z" PNR_ID="SPL1TT"/><OtherTravelSegment ServiceID="HTL"><FreeText>SEA VIEW</FreeText></OtherTravelSegment>${history}`
  const { reading, reservation } = read(text)
  expect(reservation).toMatchObject({
    ...{ splitTo: ['SPL1TT'], nonAirCount: 1, payments: [{ holder: 'DOE IDA' }], serviceCounts: {} },
    people: [{ surname: 'ROE', tickets: ['1235550001'] }],
  })
  expect(reservation.history).toMatchObject({
    names: [{ surname: 'OLD', given: 'ANN', title: 'MRS', travellerRef: '1', changedBy: 'X', action: 'cancelled' }],
    otherSegments: { flight: 1 },
  })
  const whole = push(text)
  expect(sensitiveRanges(encode(whole)).map(({ from, to }) => whole.slice(from, to))).toEqual([
    '<SSR SSRCode="WCHR"><Text>BROKEN LEG</Text></SSR>',
    ' PAX IS DIABETIC.',
  ])
  expect(reading.sensitiveRemoved).toBe(2)
})
