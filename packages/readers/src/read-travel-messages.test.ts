import type { ReservationPush, TravelReading } from '@entente/contracts'
import { expect, test } from 'vitest'
import { mutateMessage, seededRandom } from './fuzz/mutate.ts'
import { anna, edi, lea, omar, paxlst, pnrgovSegments, reservation } from './invented-messages.fixture.ts'
import { readTravel } from './read-travel.ts'
import { readTravelMessages } from './read-travel-messages.ts'

const pushes = edi(
  ...pnrgovSegments([reservation(lea), reservation(['TIF+ROE+ANN:A:1'], ['SSR+MOML:HK:1:XY']), ['SRC', 'RCI+XY:ZZ9']]),
  ...pnrgovSegments([reservation(['TIF+DOE:A:1'])], { function: '141', declared: 3 }),
)
const xml = new TextEncoder().encode(
  `<IATA_PNRGOV_NotifRQ Function="22"><FlightLeg CarrierCode="XY" FlightNumber="417"/><PNRs NumberOfPnrs="3">${['AAA111', 'BBB222'].map((id) => `<PNR><BookingRefID ID="${id}"/><Passenger RPH="1"><Surname>ROE</Surname><SSR SSRCode="KSML"/></Passenger></PNR>`).join('')}</PNRs></IATA_PNRGOV_NotifRQ>`,
)
const samples = [paxlst(anna, omar), pushes, xml]

/** Builds the reading of `readTravel` from the values passed to the callbacks. */
function collected(bytes: Uint8Array, byReservation: boolean): TravelReading {
  const messages: TravelReading['messages'] = []
  const waiting = new Map<number, ReservationPush['reservations']>()
  const take = {
    onReservation: (one: ReservationPush['reservations'][number], at: { message: number; reservation: number }) => {
      const before = waiting.get(at.message) ?? []
      // Each reservation arrives before its push, with its index in the push.
      expect([at.reservation, at.message]).toEqual([before.length, messages.length])
      waiting.set(at.message, [...before, one])
    },
  }
  const reading = readTravelMessages(
    bytes,
    (message, place) => {
      expect(place).toBe(messages.length)
      if (message.type === 'PNRGOV' && byReservation) {
        expect(message.reservations).toEqual([])
        messages.push({ ...message, reservations: waiting.get(place) ?? [] })
      } else messages.push(message)
    },
    byReservation ? take : {},
  )
  expect(reading.messages).toEqual([])
  return { ...reading, messages }
}

test('streaming gives the same result as a whole reading, even for damaged messages', () => {
  const random = seededRandom(20260301)
  for (let turn = 0; turn < 1500; turn++) {
    const original = samples[turn % samples.length]!
    const bytes = turn < samples.length ? original : mutateMessage(original, random)
    const whole = readTravel(bytes)
    expect(collected(bytes, false)).toEqual(whole)
    expect(collected(bytes, true)).toEqual(whole)
  }
})

test('an unsafe file never calls the callbacks, even if the fault is near its end', () => {
  const text = new TextDecoder().decode(xml).replace('</PNRs>', '<PNR>&who;</PNR></PNRs>')
  const handed: unknown[] = []
  const take = (one: unknown) => handed.push(one)
  const reading = readTravelMessages(new TextEncoder().encode(text), take, { onReservation: take })
  expect([reading.outcome, reading.quarantined[0]?.reason, handed]).toEqual(['quarantined', 'XML_UNSAFE', []])
})

test('a large XML push is streamed in windows with the same result, whatever its characters and faults', () => {
  const name = (place: number) => ['ROE', 'ÅS', 'ŽIŽEK', '王', '🛫X'][place % 5]
  const pnr = (place: number) =>
    `<PNR><BookingRefID ID="L${place}"/><Passenger RPH="1"><Surname>${name(place)}</Surname><SSR SSRCode="${place % 3 === 0 ? 'KSML' : 'OTHS'}"><Text>${'WINDOW '.repeat(place % 40)}IS DIABETIC. THANKS</Text></SSR><DOC_SSR SSRCode="DOCS"><DOCS TravelDocNbr="N${place}" DateOfBirth="1990"/></DOC_SSR></Passenger></PNR>\r\n`
  const file = (from: string, count: number, more = '') =>
    `${from}<IATA_PNRGOV_NotifRQ Function="22"><FlightLeg CarrierCode="XY" FlightNumber="417"/><PNRs NumberOfPnrs="3">${Array.from({ length: count }, (_, place) => pnr(place)).join('')}${more}</PNRs></IATA_PNRGOV_NotifRQ>`
  const declared = (charset: string) => `<?xml version="1.0" encoding="${charset}"?>`
  const files = {
    'UTF-8': file(declared('UTF-8'), 500),
    'a byte order mark': file(`\ufeff${declared('UTF-8')}`, 300),
    'a control character near the end': file('', 300, '<PNR><BookingRefID ID="Q\u00011"/></PNR>'),
    'a fault near the end': file('', 300, `<PNR><BookingRefID ID="Q1"></PNR>${pnr(7)}`),
    'one large reservation': file(
      '',
      1,
      `<PNR><BookingRefID ID="Q1"/>${'<Remark>PILGRIM ŽŽ</Remark>'.repeat(3000)}</PNR>`,
    ),
    'no end': file('', 300).slice(0, -60),
  }
  for (const [what, text] of Object.entries(files)) {
    const bytes = new TextEncoder().encode(text)
    const whole = readTravel(bytes)
    expect(whole.messages, what).toHaveLength(1)
    expect(collected(bytes, false), what).toEqual(whole)
    expect(collected(bytes, true), what).toEqual(whole)
  }
  const broken = new TextEncoder().encode(files['UTF-8'])
  broken[broken.length - 200] = 0xff
  expect(collected(broken, true)).toEqual(readTravel(broken))
})
