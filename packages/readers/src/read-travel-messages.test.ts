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
