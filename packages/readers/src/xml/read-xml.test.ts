import type { ReservationPush } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPnrgovXml } from './read-xml.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => readPnrgovXml(encode(text))
const codes = (text: string) => read(text).findings.map((f) => f.code)
const pushOf = (text: string) => read(text).messages[0] as ReservationPush

const passenger = (ref: string, surname: string, given: string, inner = '') =>
  `<Passenger RPH="${ref}"><GivenName>${given}</GivenName><Surname>${surname}</Surname>${inner}</Passenger>`
const docs = (attributes: string) => `<DOC_SSR SSR_Code="DOCS" Status="HK"><DOCS ${attributes}/></DOC_SSR>`
const pnr = (locator: string, inner: string) =>
  `<PNR PNR_CreationDate="2026-01-12T09:30:00"><BookingRefID ID="${locator}"><CompanyName Code="0Z"/></BookingRefID>${inner}</PNR>`
const leg =
  '<Flight DepartureDateTime="2026-03-01T10:10:00" ArrivalDateTime="2026-03-01T12:50:00" ResBookDesigCode="Y" NumberInParty="1" Status="HK" FlightNumber="0417"><DepartureAirport LocationCode="CDG"/><ArrivalAirport LocationCode="LIS"/><MarketingAirline Code="0Z"/></Flight>'
const push = (...pnrs: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<IATA_PNRGOV_NotifRQ xmlns="urn:pnrgov" Version="16.1" TimeStamp="2026-02-27T11:00:00" TransactionIdentifier="T77" CorrelationID="C9" MessageFunction="22">
<Originator AirlineCode="0Z" SystemCode="0ZRES"/>
<FlightLeg CarrierCode="0Z" FlightNumber="0417" DepartureDateTime="2026-03-01T10:10:00" ArrivalDateTime="2026-03-01T12:50:00"><DepartureAirport LocationCode="CDG"/><ArrivalAirport LocationCode="LIS"/></FlightLeg>
<PNRs NumberOfPnrs="${pnrs.length}">${pnrs.join('\n')}</PNRs>
</IATA_PNRGOV_NotifRQ>`

const roe = passenger(
  '1',
  'ROE',
  'ANNA MRS',
  docs(
    'TravelDocType="P" TravelDocNbr="N0712345" IssuingLoc="PRT" PaxNationality="PRT" DateOfBirth="1984-02-29" ExpiryDate="2031-06-15" Gender="F" Surname="ROE" FirstGivenName="ANNA"',
  ),
)

test('a push gives its header, flight and reservations like an EDIFACT push', () => {
  const reading = read(push(pnr('QWE4RT', roe + leg)))
  expect(reading).toMatchObject({
    outcome: 'read',
    encoding: 'xml',
    format: 'PNRGOV',
    interchange: { sender: '0Z', reference: 'T77', prepared: '2026-02-27T11:00' },
  })
  expect(reading.messages).toMatchObject([
    {
      type: 'PNRGOV',
      version: '16.1',
      function: '22',
      declaredReservations: 1,
      flight: {
        carrier: '0Z',
        number: '417',
        from: 'CDG',
        to: 'LIS',
        departure: '2026-03-01T10:10',
        arrival: '2026-03-01T12:50',
      },
      reservations: [
        {
          locator: 'QWE4RT',
          locatorOwner: '0Z',
          created: '2026-01-12T09:30',
          cancelled: false,
          people: [
            {
              ref: '1',
              surname: 'ROE',
              given: 'ANNA',
              givenLiteral: 'ANNA MRS',
              title: 'MRS',
              sex: 'F',
              birthDate: '1984-02-29',
              nationality: 'PRT',
              documents: [{ type: 'P', number: 'N0712345', issuer: 'PRT', expires: '2031-06-15', source: 'SSR DOCS' }],
            },
          ],
          legs: [
            {
              marketingCarrier: '0Z',
              number: '417',
              from: 'CDG',
              to: 'LIS',
              departure: '2026-03-01T10:10',
              bookingClass: 'Y',
              partySize: 1,
              status: 'HK',
            },
          ],
          serviceCounts: { DOCS: 1 },
        },
      ],
    },
  ])
  expect(reading.findings).toEqual([])
})

test('names match in any namespace, with any prefix, in any case', () => {
  const prefixed = push(pnr('QWE4RT', roe + leg))
    .replaceAll(/<(\/?)(?!\?)([A-Za-z])/g, '<$1p:$2')
    .replaceAll('p:PNR ', 'p:pnr ')
    .replaceAll('</p:PNR>', '</p:pnr>')
    .replaceAll('TravelDocNbr=', 'TRAVELDOCNBR=')
  const [reservation] = pushOf(prefixed).reservations
  expect(reservation?.people[0]).toMatchObject({ surname: 'ROE', documents: [{ number: 'N0712345' }] })
})

test('the other data of a reservation is read; a field of only dashes is empty', () => {
  const ticket =
    '<TicketDocument TicketDocumentNbr="0012345678901"><PaymentInfo PaymentType="CC" PaymentAmount="310.20" VendorCode="VI" AccountNbr="XXXXXXXXXXXX1186" ExpiryDate="0729" CardHolderName="ANNA ROE"/></TicketDocument>'
  const inner = `
    <POS><Source AgentSine="A1" PseudoCityCode="-" ISOCountry="PT" AirportCode="LIS"><RequestorID Type="5" ID="12345675"/></Source></POS>
    <ContactInfo PhoneNumber="+351 21 555 0101" PhoneType="4" EmailAddress="anna..roe@post.example"><AddressLine>1 NORTH QUAY</AddressLine><CityName>-</CityName><PostalCode>1000</PostalCode><CountryName>PRT</CountryName></ContactInfo>
    <PrepaidBag UnitOfMeasureQuantity="23" UnitOfMeasureCode="700" BagDestination="LIS"/>
    ${passenger('1', 'ROE', 'ANNA', `<CustLoyalty ProgramID="0Z" MembershipID="99112233"/><ExcessBaggage IssuerCode="0Z" SerialNumber="123456" SequenceCount="1" BaggagePool="MP" UnitOfMeasureQuantity="2"/>${ticket}`)}`
  const [reservation] = pushOf(push(pnr('QWE4RT', inner + leg))).reservations
  expect(reservation).toMatchObject({
    agency: { number: '12345675', office: null, city: 'LIS', country: 'PT', sign: 'A1' },
    contacts: [
      { medium: 'phone', value: '351215550101' },
      { medium: 'email', value: 'anna..roe@post.example' },
    ],
    addresses: [{ line: '1 NORTH QUAY', city: null, postal: '1000', country: 'PRT', source: 'ADD' }],
    frequentFlyer: [{ carrier: '0Z', number: '99112233', travellerRef: '1' }],
    payments: [
      {
        type: 'CC',
        amount: '310.20',
        vendor: 'VI',
        account: 'XXXXXXXXXXXX1186',
        expiry: '0729',
        holder: 'ANNA ROE',
        travellerRef: '1',
      },
    ],
    bags: [
      { pieces: 2, weight: null, pool: 'MP', tags: [{ company: '0Z', number: '123456' }] },
      { weight: 23, unit: 'kg', to: 'LIS', tags: [] },
    ],
    bagTags: { overAllLegs: 1, distinct: ['0Z123456'] },
    people: [{ tickets: ['0012345678901'] }],
  })
})

test('an infant under an adult gets its document; one in a service becomes a person', () => {
  const baby = docs(
    'TravelDocNbr="B1" TravelDocType="P" DateOfBirth="2025-11-12" Gender="FI" Surname="ROE" FirstGivenName="MIA"',
  )
  const own = docs(
    'TravelDocNbr="N1" TravelDocType="P" DateOfBirth="1990-01-02" Gender="F" Surname="ROE" FirstGivenName="ANNA"',
  )
  const adult = `<Passenger RPH="1" AccompByInf="true"><GivenName>ANNA</GivenName><Surname>ROE</Surname>${baby}${own}</Passenger>`
  const infant = passenger('2', 'ROE', 'MIA', '<FareInfo PTC_Code="INF"/>')
  const listed = read(push(pnr('QWE4RT', adult + infant + leg)))
  expect((listed.messages[0] as ReservationPush).reservations[0]?.people).toMatchObject([
    { given: 'ANNA', sex: 'F', birthDate: '1990-01-02', withInfant: true },
    { given: 'MIA', sex: 'F', birthDate: '2025-11-12', infant: true },
  ])
  expect(listed.findings.map((f) => f.code)).toContain('DOCUMENT_MOVED_TO_INFANT')
  const alone = read(
    push(pnr('QWE4RT', `${adult}<SSR SSR_Code="INFT" RPH="1"><Text>ROE/MIA 12NOV25</Text></SSR>${leg}`)),
  )
  expect((alone.messages[0] as ReservationPush).reservations[0]?.people).toMatchObject([
    { given: 'ANNA' },
    { given: 'MIA', birthDate: '2025-11-12', infant: true, ref: null },
  ])
  expect(alone.findings.map((f) => f.code)).toContain('PERSON_FROM_SSR')
})

test('services about health or religion are removed, counted and reported without their value', () => {
  const services =
    '<SSR SSR_Code="KSML" Status="HK"/><SSR SSR_Code="WCHR"><Text>BROKEN LEG</Text></SSR><SSR SSR_Code="OTHS"><Text>PAX IS DIABETIC</Text></SSR><SSR SSR_Code="CHML"/>'
  const text = push(pnr('QWE4RT', passenger('1', 'ROE', 'ANNA', services) + leg))
  const reading = read(text)
  expect(reading.sensitiveRemoved).toBe(3)
  const found = reading.findings.filter((f) => f.code === 'SENSITIVE_REMOVED')
  expect(found.map((f) => f.position?.byte)).toEqual([
    text.indexOf('<SSR SSR_Code="KSML"'),
    text.indexOf('<SSR SSR_Code="WCHR"'),
    text.indexOf('PAX IS DIABETIC'),
  ])
  const printed = JSON.stringify(reading)
  for (const word of ['KSML', 'WCHR', 'BROKEN', 'DIABETIC']) expect(printed).not.toContain(word)
  expect((reading.messages[0] as ReservationPush).reservations[0]?.serviceCounts).toEqual({ OTHS: 1, CHML: 1 })
})

test('a harmless free text is used: contacts are read and nothing is removed', () => {
  const services =
    '<SSR SSR_Code="CTCE"><Text>ANN..ROE//POST.EXAMPLE</Text></SSR><SSR SSR_Code="OTHS"><Text>WINDOW PLEASE</Text></SSR>'
  const reading = read(push(pnr('QWE4RT', passenger('1', 'ROE', 'ANNA', services) + leg)))
  expect(reading.sensitiveRemoved).toBe(0)
  expect((reading.messages[0] as ReservationPush).reservations[0]?.contacts).toMatchObject([
    { medium: 'email', value: 'ANN_ROE@POST.EXAMPLE', travellerRef: '1' },
  ])
})

test('a document type or entity is refused, and nothing of the file is used', () => {
  const whole = push(pnr('QWE4RT', roe + leg))
  const withType = whole.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>')
  const withEntity = whole.replace('<Surname>ROE', '<Surname>&who;ROE')
  const external = whole.replace('?>', '?><!DOCTYPE x SYSTEM "http://host.example/x.dtd">')
  const cut = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">'
  for (const text of [withType, withEntity, external, cut]) {
    expect(read(text)).toMatchObject({
      outcome: 'quarantined',
      messages: [],
      interchange: null,
      quarantined: [{ from: 0, to: text.length, reason: 'XML_UNSAFE' }],
    })
    expect(codes(text)).toEqual(['XML_UNSAFE'])
  }
  expect(
    pushOf(whole.replace('ROE</Surname>', 'R&#xD6;E &amp; SON</Surname>')).reservations[0]?.people[0]?.surname,
  ).toBe('RÖE & SON')
})

test('elements nested too deeply and values that are too long are refused', () => {
  expect(codes(push(pnr('QWE4RT', '<A>'.repeat(100) + '</A>'.repeat(100))))).toEqual(['XML_UNSAFE'])
  expect(codes(push(pnr('QWE4RT', `<A b="${'x'.repeat(1_100_000)}"/>`)))).toEqual(['XML_UNSAFE'])
})

test('the complete PNR elements of a truncated file are kept; the rest is quarantined', () => {
  const text = push(pnr('AAA111', roe + leg), pnr('BBB222', passenger('1', 'DOE', 'IDA') + leg))
  const cut = text.slice(0, text.indexOf('IDA') + 3)
  const reading = read(cut)
  expect(reading).toMatchObject({
    outcome: 'partly-read',
    quarantined: [{ from: cut.indexOf('</PNR>') + 6, to: cut.length, reason: 'XML_MALFORMED' }],
  })
  expect((reading.messages[0] as ReservationPush).reservations.map((r) => r.locator)).toEqual(['AAA111'])
  expect(reading.findings.map((f) => f.code)).toEqual(['XML_MALFORMED', 'RESERVATION_COUNT_MISMATCH'])
})

test('malformed XML inside one reservation loses only that reservation', () => {
  const text = push(
    pnr('AAA111', roe + leg),
    pnr('BBB222', '<AddressLine>MILL & SONS</AddressLine>'),
    pnr('CCC333', passenger('1', 'DOE', 'IDA') + leg),
  )
  const reading = read(text)
  expect(reading.outcome).toBe('partly-read')
  expect((reading.messages[0] as ReservationPush).reservations.map((r) => r.locator)).toEqual(['AAA111', 'CCC333'])
  expect(reading.quarantined).toEqual([
    { from: text.indexOf('</PNR>') + 6, to: text.indexOf('<PNR', text.indexOf('BBB222')), reason: 'XML_MALFORMED' },
  ])
})

test('a closing tag of another name does not complete the open element', () => {
  const text = push(pnr('AAA111', roe + leg)).replace('</PNR>', '</PNRx>')
  expect(read(text)).toMatchObject({ outcome: 'partly-read', messages: [{ reservations: [] }] })
})

test('positions count bytes, even after multi-byte letters and a byte order mark', () => {
  const text = `\uFEFF${push(pnr('AAA111', passenger('1', 'ÅŁ𝔘日', 'ŞİRİN', docs('TravelDocNbr="N1" DateOfBirth="1990-13-45" Surname="Å" FirstGivenName="Ş"'))))}`
  const reading = read(text)
  const position = reading.findings.find((f) => f.code === 'DATE_INVALID')?.position
  expect(position?.byte).toBe(new TextEncoder().encode(text.slice(0, text.indexOf('<DOCS '))).length)
  expect(position?.tag).toBe('DOCS')
  expect((reading.messages[0] as ReservationPush).reservations[0]?.people[0]).toMatchObject({
    surname: 'ÅŁ𝔘日',
    given: 'ŞİRİN',
    birthDate: null,
  })
})

test('bytes outside UTF-8 and control characters are reported and do not lose the push', () => {
  const text = push(pnr('AAA111', passenger('1', 'RO\u0007E', 'ANNA') + leg))
  expect(read(text)).toMatchObject({
    outcome: 'read',
    messages: [{ reservations: [{ people: [{ surname: 'ROE' }] }] }],
  })
  const bytes = encode(push(pnr('AAA111', passenger('1', 'JO#O', 'Å') + leg)))
  const at = bytes.indexOf(0x23)
  bytes[at] = 0xc3
  const reading = readPnrgovXml(bytes)
  expect(reading.syntax.usedCharset).toBe('Windows-1252')
  expect(reading.findings.find((f) => f.code === 'CHARSET_VIOLATION')?.position?.byte).toBe(at)
  expect((reading.messages[0] as ReservationPush).reservations[0]?.people[0]).toMatchObject({
    surname: 'JOÃO',
    given: 'Å',
  })
})

test('Latin-1 and UTF-16 are read as declared', () => {
  const text = push(pnr('AAA111', passenger('1', 'MÜLLER', 'ANNA') + leg))
  const latin = Uint8Array.from(text.replace('UTF-8', 'ISO-8859-1'), (c) => c.charCodeAt(0))
  const wide = new Uint8Array(Buffer.from(`\uFEFF${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'))
  for (const bytes of [latin, wide]) {
    expect(readPnrgovXml(bytes)).toMatchObject({
      outcome: 'read',
      messages: [{ reservations: [{ people: [{ surname: 'MÜLLER' }] }] }],
    })
  }
})

test('several pushes in one envelope are several messages', () => {
  const inner = push(pnr('AAA111', roe + leg)).replace(/<\?xml[^>]*>/, '')
  const reading = read(
    `<s:Envelope xmlns:s="urn:soap"><s:Body>${inner}${inner.replace('AAA111', 'BBB222')}</s:Body></s:Envelope>`,
  )
  expect(reading.messages.map((m) => (m as ReservationPush).reservations[0]?.locator)).toEqual(['AAA111', 'BBB222'])
})

test('XML with another root element is not read as a push', () => {
  expect(read('<list><entry/></list>')).toMatchObject({
    outcome: 'quarantined',
    findings: [{ code: 'NO_INTERCHANGE' }],
  })
})

test('a reservation without people and flights is cancelled; missing header data give findings', () => {
  const text = push('<PNR/>')
    .replace(/<FlightLeg[\s\S]*<\/FlightLeg>/, '')
    .replace(' MessageFunction="22"', '')
  const reading = read(text)
  expect((reading.messages[0] as ReservationPush).reservations).toMatchObject([{ locator: null, cancelled: true }])
  expect(reading.findings.map((f) => f.code).sort()).toEqual(['FLIGHT_MISSING', 'FUNCTION_MISSING', 'LOCATOR_MISSING'])
})

test('cut, flipped or repeated input never makes the reader throw', () => {
  const whole = encode(
    push(pnr('AAA111', roe + leg), pnr('BBB222', passenger('1', 'ŞEN', 'IDA', '<SSR SSR_Code="WCHR"/>') + leg)),
  )
  const mutation = fc.record({
    at: fc.nat(whole.length - 1),
    byte: fc.nat(255),
    cut: fc.nat(whole.length),
    kind: fc.constantFrom('flip', 'cut', 'double', 'open'),
  })
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let bytes = whole.slice()
      for (const { at, byte, cut, kind } of mutations) {
        if (kind === 'flip') bytes[at % bytes.length] = byte
        else if (kind === 'cut') bytes = bytes.slice(0, Math.max(1, cut % (bytes.length + 1)))
        else if (kind === 'double') bytes = Uint8Array.from([...bytes.slice(0, cut), ...bytes.slice(at % bytes.length)])
        else bytes[at % bytes.length] = 0x3c
        if (bytes.length === 0) bytes = Uint8Array.of(0x3c)
      }
      const reading = readPnrgovXml(bytes)
      expect(['read', 'partly-read', 'quarantined']).toContain(reading.outcome)
      if (reading.outcome !== 'read') expect(reading.findings.some((f) => f.severity === 'error')).toBe(true)
      for (const { from, to } of reading.quarantined) expect(from >= 0 && from < to && to <= bytes.length).toBe(true)
    }),
    { numRuns: 400 },
  )
})
