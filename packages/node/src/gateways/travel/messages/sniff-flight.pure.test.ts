import { expect, test } from 'vitest'
import { paxlst, pnrgov } from '../edifact.fixture.ts'
import { sniffFlight } from './sniff-format.ts'

const sniff = (text: string) => sniffFlight(Buffer.from(text))
const xml = (leg: string) =>
  `<?xml version="1.0"?><IATA_PNRGOV_NotifRQ xmlns="urn:x"><FlightLeg ${leg}><A/></FlightLeg>`

test.each([
  ['PAXLST', paxlst([{ surname: 'AUNE' }], { flight: '7N0482' }), '261124 7N0482'],
  ['PNRGOV', pnrgov([{ locator: 'AAA111', people: [] }], { flight: '7N+482' }), '241126 7N 482'],
  ['XML', xml('DepartureDateTime="2026-11-24T14:35:00" CarrierCode="7N" FlightNumber="482"'), '2026-11-24 7N482'],
  ['XML in another order', xml("FlightNumber='482' CarrierCode='7N'"), ' 7N482'],
  ['a name in place of a flight', paxlst([{ surname: 'AUNE' }], { flight: 'AUNE MARTE' }), null],
  ['text', 'hello', null],
])('the group of a message is its flight: %s', (_name, text, flight) => {
  expect(sniff(text)).toEqual(flight)
})
