import type { Random } from '../../../synthetic/random.ts'
import { type Airport, airportOf, airports, flyingMinutes, homeAirports } from './airports.ts'
import { type Carrier, carriers } from './carriers.ts'
import { addHours, addMinutes, type LocalDateTime, toLocal } from './local-time.ts'

export interface Stop {
  airport: string
  arrival: LocalDateTime | null
  departure: LocalDateTime | null
}
export interface PlannedFlight {
  carrier: Carrier
  number: string
  from: string
  to: string
  /** Departure and arrival in the local times of the two airports. */
  departure: LocalDateTime
  arrival: LocalDateTime
  departsAt: Date
  arrivesAt: Date
  /** The stops in order: two, or three with a stopover. */
  stops: Stop[]
  /** The same flight under another carrier's number. */
  codeshare: { carrier: Carrier; number: string } | null
  aircraft: string
}

/**
 * Plans pairs of an outbound and a return flight, so that travellers can return. Outbound flights leave within `hours` hours, the first 75 minutes
 * after `start`. With `oneWay` there are only outbound flights, the first one of the carrier with this number in the list of carriers.
 */
export function planFlights(
  random: Random,
  start: Date,
  count: number,
  hours: number,
  oneWay: { firstCarrier: number } | null = null,
): PlannedFlight[] {
  const flights: PlannedFlight[] = []
  const abroad = airports.filter((a) => !homeAirports.includes(a.code))
  for (let pair = 0; flights.length < count; pair++) {
    const carrier = carriers[((oneWay?.firstCarrier ?? 0) + pair) % carriers.length] as Carrier
    const home = airportOf(random.pick(homeAirports))
    const there =
      homeAirports.includes(carrier.hub) || pair >= carriers.length ? random.pick(abroad) : airportOf(carrier.hub)
    const number = random.between(11, 4899)
    const inbound = plan(
      random,
      carrier,
      String(number),
      there,
      home,
      addMinutes(start, 75 + random.between(0, Math.round(hours * 12)) * 5),
    )
    flights.push(inbound)
    if (oneWay === null && flights.length < count) {
      const turn = addMinutes(inbound.arrivesAt, random.between(12, 60) * 5)
      flights.push(plan(random, carrier, String(number + 1), home, there, turn))
    }
  }
  return flights.sort((a, b) => a.departsAt.getTime() - b.departsAt.getTime())
}

function plan(
  random: Random,
  carrier: Carrier,
  number: string,
  from: Airport,
  to: Airport,
  departsAt: Date,
): PlannedFlight {
  const minutes = flyingMinutes(from, to)
  const via =
    minutes > 480 && carrier.paxlst === 'un' && random.chance(0.3)
      ? airportOf(from.code === 'DXB' || to.code === 'DXB' ? 'IST' : 'DXB')
      : null
  const stops: Stop[] = [{ airport: from.code, arrival: null, departure: toLocal(departsAt, from.zone) }]
  let arrivesAt = addMinutes(departsAt, minutes)
  if (via) {
    const landed = addMinutes(departsAt, flyingMinutes(from, via))
    const left = addHours(landed, 1)
    stops.push({ airport: via.code, arrival: toLocal(landed, via.zone), departure: toLocal(left, via.zone) })
    arrivesAt = addMinutes(left, flyingMinutes(via, to))
  }
  const departure = toLocal(departsAt, from.zone)
  const arrival = toLocal(arrivesAt, to.zone)
  stops.push({ airport: to.code, arrival, departure: null })
  const partner = random.pick(carriers.filter((c) => c.code !== carrier.code))
  const codeshare = random.chance(0.3) ? { carrier: partner, number: String(random.between(5000, 9899)) } : null
  const aircraft = minutes > 360 ? random.pick(['333', '77W', '789']) : random.pick(['320', '738', 'E90'])
  return {
    carrier,
    number,
    from: from.code,
    to: to.code,
    departure,
    arrival,
    departsAt,
    arrivesAt,
    stops,
    codeshare,
    aircraft,
  }
}

/** Returns the schedule as CSV for the flight board, with local times and one line per leg. */
export function scheduleCsv(flights: readonly PlannedFlight[]): string {
  const lines = flights.flatMap((flight) =>
    legsOf(flight).map((leg) =>
      [flight.carrier.code, flight.number, leg.from, leg.to, leg.departure, leg.arrival].join(','),
    ),
  )
  return `carrier,number,from,to,departure,arrival\n${lines.join('\n')}\n`
}

function legsOf(flight: PlannedFlight) {
  return flight.stops.slice(1).map((stop, i) => {
    const before = flight.stops[i] as Stop
    return {
      from: before.airport,
      to: stop.airport,
      departure: before.departure as LocalDateTime,
      arrival: stop.arrival as LocalDateTime,
    }
  })
}
