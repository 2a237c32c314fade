import { createRandom } from '../../synthetic/random.ts'
import type { WatchedPerson } from '../../synthetic/watch-list/watched-person.ts'
import { bookParties } from './bookings/book-parties.ts'
import type { Booking } from './bookings/booking.ts'
import { planChanges } from './bookings/change-bookings.ts'
import {
  type Guest,
  type LikenessShares,
  type Seated,
  seatGuests,
  seatWatched,
  usualShares,
} from './bookings/seat-watched.ts'
import { type Corruption, corrupt } from './corrupt/corrupt.ts'
import { type FlightMessage, messagesOfFlight } from './messages-of-flight.ts'
import { type PlannedFlight, planFlights, scheduleCsv } from './schedule/plan-flights.ts'

export interface TrafficOrder {
  seed: number | string
  /** Start of the traffic. Flights leave in the 50 hours after it; their first pushes are due up to 48 hours before departure. */
  start: Date
  flights: number
  /** Hours within which the flights begin; default 32. */
  hours?: number
  /** Share of the messages with a fault, 0 to 1. */
  corruption: number
  watched?: readonly WatchedPerson[]
  shares?: Partial<LikenessShares>
  /** People who are to travel, in addition. */
  guests?: readonly Guest[]
  /** Only flights in one direction, the first one of the carrier with this number. */
  oneWay?: { firstCarrier: number }
  /** The fewest and the most travellers of a flight. */
  people?: readonly [number, number]
}
export type TrafficMessage = FlightMessage & {
  /** The number of people in the message before a fault was inserted. */
  people: number
  /** The kind of fault in the message, or null. */
  corruption: Corruption | null
}
export interface Traffic {
  /** The messages in the order of sending. */
  messages: TrafficMessage[]
  flights: PlannedFlight[]
  /** CSV for `POST /v1/travel/schedule`. */
  schedule: string
  /** The travellers who are or resemble listed people. */
  seated: Seated[]
}

/**
 * Creates the messages of invented carriers about invented people. The same options give the same bytes on every machine. Messages follow the
 * standard, except that the requested share has one fault each.
 */
export function createTraffic(order: TrafficOrder): Traffic {
  const random = createRandom(`traffic/${order.seed}`)
  const flights = planFlights(random.fork('flights'), order.start, order.flights, order.hours ?? 380 / 12, order.oneWay)
  const bookings = bookAll(random.fork('people'), flights, order.people ?? [24, 90])
  const everyone = [...new Set([...bookings.values()].flat())].flatMap((b) => b.travellers)
  const shares = { ...usualShares, ...order.shares }
  const seated = [
    ...seatWatched(random.fork('watched'), everyone, order.watched ?? [], shares),
    ...seatGuests(random.fork('guests'), everyone, order.guests ?? []),
  ]
  const messages = flights.flatMap((flight) =>
    messagesOfFlight(
      random.fork(`messages/${flight.carrier.code}${flight.number}/${flight.departure}`),
      flight,
      bookings.get(flight) ?? [],
    ),
  )
  // The seed keeps its first name, so that the bytes stay the same.
  const choice = random.fork('dirt')
  const sent = messages
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((message): TrafficMessage => {
      const corrupted = choice.chance(order.corruption) ? corrupt(choice, message) : null
      return {
        ...message,
        bytes: corrupted ? corrupted.bytes : message.bytes,
        people: message.stated.length,
        corruption: corrupted ? corrupted.corruption : null,
      }
    })
  return { messages: sent, flights, schedule: scheduleCsv(flights), seated }
}

/** Returns each flight's reservations. A party whose return flight is part of the traffic is listed for both flights. */
function bookAll(
  random: ReturnType<typeof createRandom>,
  flights: readonly PlannedFlight[],
  [fewest, most]: readonly [number, number],
): Map<PlannedFlight, Booking[]> {
  const byFlight = new Map<PlannedFlight, Booking[]>(flights.map((flight) => [flight, []]))
  for (const flight of flights) {
    const back =
      flights.find(
        (f) =>
          f.from === flight.to &&
          f.to === flight.from &&
          f.carrier === flight.carrier &&
          f.departsAt > flight.arrivesAt,
      ) ?? null
    const already = (byFlight.get(flight) as Booking[]).reduce((n, b) => n + b.travellers.length, 0)
    const wanted = Math.max(1, random.between(fewest, most) - already)
    const made = bookParties(random, flight, back, wanted)
    planChanges(random, made)
    for (const booking of made) for (const own of booking.flights) byFlight.get(own)?.push(booking)
  }
  return byFlight
}
