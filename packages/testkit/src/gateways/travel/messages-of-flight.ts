import { cultures } from '../../synthetic/names/cultures.ts'
import { inventPerson } from '../../synthetic/people/invent-person.ts'
import type { InventedPerson } from '../../synthetic/people/invented-person.ts'
import type { Random } from '../../synthetic/random.ts'
import type { Booking, Traveller } from './bookings/booking.ts'
import { bookingsAt, bookingsChanged } from './bookings/change-bookings.ts'
import { airportOf } from './schedule/airports.ts'
import { addHours, addMinutes } from './schedule/local-time.ts'
import type { PlannedFlight } from './schedule/plan-flights.ts'
import type { ListEntry } from './write/list-entry.ts'
import { writeCloseOut, writeInteractive, writePaxlst } from './write/paxlst-un.ts'
import { writePaxlstUs } from './write/paxlst-us.ts'
import { type PushOrder, writePnrgov } from './write/pnrgov.ts'
import { writePnrgovXml } from './write/pnrgov-xml.ts'
import { isCancelled } from './write/stated-in-reservation.ts'
import type { StatedPerson, Written } from './write/stated-person.ts'

export interface FlightMessage {
  /** The time when the carrier sends the message. */
  at: Date
  carrier: string
  kind: 'paxlst' | 'pnrgov' | 'pnrgov-xml' | 'interactive' | 'close-out'
  flight: PlannedFlight
  bytes: Uint8Array
  /** All people in the message, as they are written. */
  stated: StatedPerson[]
  /** True if the message is sent after it was due. */
  late: boolean
}

/** Returns all messages about one flight, from the first reservation push to the close-out. */
export function messagesOfFlight(random: Random, flight: PlannedFlight, bookings: readonly Booking[]): FlightMessage[] {
  const cancelled = random.chance(0.02)
  const messages = [...pushes(random, flight, bookings)]
  const entries = passengerEntries(random, flight, bookings)
  if (cancelled)
    return [
      ...messages,
      made(
        flight,
        'close-out',
        addHours(flight.departsAt, -2),
        writeCloseOut(random, flight, addHours(flight.departsAt, -2), 'XF', []),
      ),
    ]
  messages.push(...interactiveRequests(random, flight, entries), ...lists(random, flight, entries))
  messages.push(closeOut(random, flight, entries))
  return messages
}

function made(
  flight: PlannedFlight,
  kind: FlightMessage['kind'],
  at: Date,
  written: Written,
  late = false,
): FlightMessage {
  return { at, carrier: flight.carrier.code, kind, flight, bytes: written.bytes, stated: written.people, late }
}

const pushHours = [48, 24, 12, 1] as const

/** Yields full pushes 48, 24, 12 and 1 hour before departure. Between them it yields updates if reservations changed. */
function* pushes(random: Random, flight: PlannedFlight, bookings: readonly Booking[]): Generator<FlightMessage> {
  const write = flight.carrier.pnrgov === 'xml' ? writePnrgovXml : writePnrgov
  const kind = flight.carrier.pnrgov === 'xml' ? 'pnrgov-xml' : 'pnrgov'
  const late = random.chance(0.06)
  let before = addHours(flight.departsAt, -48)
  for (const hoursBefore of pushHours) {
    // A late carrier's first push fails, and its 24-hour push is six hours late.
    const delayed = late && hoursBefore === 24
    const at = addMinutes(addHours(flight.departsAt, -hoursBefore + (delayed ? 6 : 0)), random.between(0, 4))
    if (late && hoursBefore === 48) continue
    const changed = bookingsChanged(bookings, before, at)
    if (hoursBefore < 24 && changed.length > 0) {
      const earlier = addMinutes(at, -20)
      const due = bookingsChanged(bookings, before, earlier)
      const order: PushOrder = {
        flight,
        at: earlier,
        function: '141',
        bookings: due,
        hoursBefore: hoursBefore === 12 ? 13 : hoursBefore,
      }
      if (due.length > 0) yield made(flight, kind, earlier, write(random, order))
    }
    const current = bookingsAt(bookings, at).filter((b) => !isCancelled(b, at))
    yield made(flight, kind, at, write(random, { flight, at, function: '22', bookings: current, hoursBefore }), delayed)
    before = at
  }
}

function passengerEntries(random: Random, flight: PlannedFlight, bookings: readonly Booking[]): ListEntry[] {
  const current = bookingsAt(bookings, flight.departsAt).filter((b) => !isCancelled(b, flight.departsAt))
  return current.flatMap((booking) => {
    const transit = booking.connection !== null && random.chance(0.3)
    return booking.travellers.map((traveller) => entryOf(random, traveller, booking.locator, flight, transit))
  })
}

function entryOf(
  random: Random,
  traveller: Traveller,
  locator: string,
  flight: PlannedFlight,
  transit: boolean,
): ListEntry {
  return {
    kind: transit ? 'transit-passenger' : 'passenger',
    person: traveller.person,
    locator,
    uniqueReference: traveller.uniqueReference,
    seat: traveller.seat,
    bags: traveller.bags,
    visa: traveller.visa,
    embarkation: flight.from,
    debarkation: flight.to,
    verified: random.chance(0.8),
  }
}

/** Returns requests at check-in for some travellers of each carrier with interactive API. */
function interactiveRequests(random: Random, flight: PlannedFlight, entries: readonly ListEntry[]): FlightMessage[] {
  if (!flight.carrier.interactive) return []
  return entries
    .filter(() => random.chance(0.25))
    .map((entry) => {
      const at = addMinutes(flight.departsAt, -random.between(50, 170))
      return made(flight, 'interactive', at, writeInteractive(random, flight, at, entry))
    })
}

/** Returns the crew list two hours before departure, and the passenger list (in its parts) after check-in. */
function lists(random: Random, flight: PlannedFlight, entries: readonly ListEntry[]): FlightMessage[] {
  const crewAt = addHours(flight.departsAt, -2)
  const crew = crewOf(random, flight).map(
    (person, i): ListEntry => ({
      // The US dialect has no code for transit crew.
      kind: i === 0 && flight.carrier.paxlst === 'un' && random.chance(0.1) ? 'transit-crew' : 'crew',
      person,
      locator: null,
      uniqueReference: null,
      seat: null,
      bags: [],
      visa: null,
      embarkation: flight.from,
      debarkation: flight.to,
      verified: true,
    }),
  )
  const late = random.chance(0.06)
  const at = addMinutes(flight.departsAt, late ? random.between(15, 90) : -random.between(25, 50))
  if (flight.carrier.paxlst === 'us') {
    return [
      made(flight, 'paxlst', crewAt, writePaxlstUs(random, { flight, at: crewAt, entries: crew, crewOnly: true })),
      made(flight, 'paxlst', at, writePaxlstUs(random, { flight, at, entries, crewOnly: false }), late),
    ]
  }
  const [crewList] = writePaxlst(random, { flight, at: crewAt, entries: crew, document: '250', qualifier: 'C' })
  return [
    made(flight, 'paxlst', crewAt, crewList as Written),
    ...writePaxlst(random, { flight, at, entries, document: '745' }).map((part, i) =>
      made(flight, 'paxlst', addMinutes(at, i), part, late),
    ),
  ]
}

function closeOut(random: Random, flight: PlannedFlight, entries: readonly ListEntry[]): FlightMessage {
  const at = addMinutes(flight.departsAt, random.between(92, 110))
  const absent = entries.filter(() => random.chance(0.02))
  const qualifier = random.weighted([
    ['CL', 2],
    ['CLOB', 2],
    ['CLNB', 1],
  ] as const)
  const listed = qualifier === 'CLNB' ? absent : entries.filter((entry) => !absent.includes(entry))
  return made(flight, 'close-out', at, writeCloseOut(random, flight, at, qualifier, listed))
}

/** Invents the crew of one flight, with names from the cultures around the carrier's hub. */
function crewOf(random: Random, flight: PlannedFlight): InventedPerson[] {
  const around = airportOf(flight.carrier.hub).cultures
  return Array.from({ length: random.between(4, 9) }, () => {
    const culture = cultures.find((c) => c.id === random.pick(around)) ?? random.pick(cultures)
    return inventPerson(random, { culture, age: [23, 61], reference: flight.departsAt }).person
  })
}
