import type { NameCulture } from '../../../synthetic/names/culture.ts'
import { cultures } from '../../../synthetic/names/cultures.ts'
import { inventPerson } from '../../../synthetic/people/invent-person.ts'
import type { InventedPerson } from '../../../synthetic/people/invented-person.ts'
import type { Random } from '../../../synthetic/random.ts'
import { airportOf } from '../schedule/airports.ts'
import { addHours, addMinutes, toLocal } from '../schedule/local-time.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import type { Booking, Traveller } from './booking.ts'

const cultureOf = new Map(cultures.map((culture) => [culture.id, culture]))

/** Adds reservations to a flight until about `people` people are booked. Some of them return on the flight `back`. */
export function bookParties(
  random: Random,
  flight: PlannedFlight,
  back: PlannedFlight | null,
  people: number,
): Booking[] {
  const bookings: Booking[] = []
  for (let booked = 0; booked < people; ) {
    const booking = book(random, flight, back)
    // Some people repeat the telephone number or card of an earlier reservation, which links parties across bookings.
    const earlier = bookings.length > 0 && random.chance(0.04) ? random.pick(bookings).travellers[0]?.person : undefined
    if (earlier)
      for (const { person } of booking.travellers)
        Object.assign(
          person,
          random.chance(0.5) ? { phone: earlier.phone } : { card: earlier.card, email: earlier.email },
        )
    bookings.push(booking)
    booked += booking.travellers.length
  }
  const seats = random.shuffled(seatsOf(flight))
  for (const { travellers } of bookings) {
    for (const traveller of travellers) {
      traveller.seat = traveller.kind === 'IN' ? null : (seats.pop() ?? null)
      if (traveller.kind === 'A' && random.chance(0.6)) {
        traveller.bags = Array.from({ length: random.between(1, 2) }, () => ({
          company: flight.carrier.code,
          number: random.digits(6),
        }))
      }
    }
  }
  return bookings
}

function book(random: Random, flight: PlannedFlight, back: PlannedFlight | null): Booking {
  const party = random.weighted([
    ['single', 48],
    ['couple', 19],
    ['family', 18],
    ['colleagues', 11],
    ['group', 4],
  ] as const)
  const culture = pickCulture(random, flight)
  const people = inviteParty(random, party, culture, flight.departsAt)
  const onBoth = back !== null && random.chance(0.35)
  const agency = random.chance(0.6)
    ? {
        number: random.digits(8),
        office: `${flight.from}${random.letters(2)}${random.digits(4)}`,
        city: flight.from,
        country: airportOf(flight.from).country,
        sign: `A${random.digits(5)}`,
      }
    : null
  const base = random.between(60, 1900)
  return {
    locator: locator(random),
    owner: flight.carrier.code,
    createdAt: addMinutes(
      flight.departsAt,
      -(random.chance(0.15) ? random.between(900, 2900) : random.between(4320, 172_800)),
    ),
    party,
    groupName:
      party === 'group'
        ? `${random.pick(['CHOIR', 'SCHOOL', 'HIKING', 'CHESS CLUB', 'PILGRIM'])} TOUR ${random.letters(2)}`
        : null,
    travellers: people.map((p, i) => traveller(random, p, String(i + 1), people)),
    flights: onBoth && back ? [flight, back] : [flight],
    connection: onBoth || !random.chance(0.25) ? null : connectionOf(random, flight),
    otherLocator: random.chance(0.3) ? { carrier: `1${random.pick(['A', 'G', 'S'])}`, locator: locator(random) } : null,
    bookingClass: random.pick(['Y', 'M', 'B', 'K', 'J']),
    agency,
    fare: { base: `${base}.00`, total: `${Math.round(base * 1.14)}.${random.digits(2)}`, currency: 'EUR' },
    hotel: random.chance(0.08),
    remark: random.chance(0.2)
      ? random.pick([
          'PAX ASKED FOR WINDOW SEATS',
          'CELEBRATION ON BOARD',
          'LATE ARRIVAL FROM TRAIN',
          'TRAVELS WITH MUSICAL INSTRUMENT',
        ])
      : null,
    splitTo: null,
    split: null,
    cancelledAt: null,
  }
}

interface Invited {
  person: InventedPerson
  kind: Traveller['kind']
  /** Index of the adult with whom an infant travels. */
  adult: number | null
}

function inviteParty(random: Random, party: Booking['party'], culture: NameCulture, reference: Date): Invited[] {
  const adult = (extra: object = {}) => inventPerson(random, { culture, age: [19, 78], reference, ...extra })
  const lead = adult({ age: party === 'family' ? [26, 48] : [19, 78] })
  const people: Invited[] = [{ person: lead.person, kind: 'A', adult: null }]
  const also = (person: InventedPerson, kind: Traveller['kind'], of: number | null = null) =>
    people.push({ person, kind, adult: of })
  if (party === 'couple')
    also(
      adult(random.chance(0.7) ? { relative: lead.person, familyToken: lead.family, sex: other(lead.person.sex) } : {})
        .person,
      'A',
    )
  if (party === 'colleagues')
    for (let i = random.between(1, 3); i > 0; i--)
      also(adult({ culture: random.chance(0.6) ? culture : random.pick(cultures) }).person, 'A')
  if (party === 'group') for (let i = random.between(5, 13); i > 0; i--) also(adult().person, 'A')
  if (party === 'family') {
    const kin = { culture, reference, relative: lead.person, familyToken: lead.family }
    also(inventPerson(random, { ...kin, age: [25, 47], sex: other(lead.person.sex) }).person, 'A')
    for (let i = random.between(0, 3); i > 0; i--) also(inventPerson(random, { ...kin, age: [2, 11] }).person, 'C')
    if (random.chance(0.45)) also(inventPerson(random, { ...kin, age: [0, 0] }).person, 'IN', random.between(0, 1))
  }
  return people
}

const other = (sex: 'M' | 'F') => (sex === 'M' ? ('F' as const) : ('M' as const))

function traveller(random: Random, invited: Invited, ref: string, party: readonly Invited[]): Traveller {
  const infant = invited.kind === 'IN'
  return {
    person: invited.person,
    ref,
    kind: invited.kind,
    adultRef: infant && invited.adult !== null ? String(invited.adult + 1) : null,
    // Some senders list an infant only with its adult. The infant's traveller reference, which is the last one, is then unused.
    onlyInService: infant && party.length === Number(ref) && random.chance(0.4),
    uniqueReference: random.digits(8) + random.letters(2) + random.digits(4),
    ticket: `${random.between(100, 999)}${random.digits(10)}`,
    seat: null,
    bags: [],
    frequentFlyer: !infant && random.chance(0.25) ? random.digits(10) : null,
    visa: !infant && random.chance(0.08) ? `V${random.digits(8)}` : null,
    sensitiveService:
      !infant && random.chance(0.06)
        ? random.pick(['VGML', 'KSML', 'MOML', 'DBML', 'WCHR', 'BLND', 'HNML', 'AVML'])
        : null,
  }
}

function pickCulture(random: Random, flight: PlannedFlight): NameCulture {
  const here = [...airportOf(flight.from).cultures, ...airportOf(flight.to).cultures]
  const id = random.chance(0.75) ? random.pick(here) : random.pick(cultures).id
  return cultureOf.get(id) ?? random.pick(cultures)
}

function connectionOf(random: Random, flight: PlannedFlight): Booking['connection'] {
  const from = airportOf(flight.to)
  const to = airportOf(
    random.pick(
      ['LHR', 'CDG', 'FRA', 'JFK', 'GRU', 'NBO', 'ICN', 'MAD'].filter(
        (code) => code !== flight.to && code !== flight.from,
      ),
    ),
  )
  const leaves = addHours(flight.arrivesAt, random.between(2, 9))
  const arrives = addHours(leaves, random.between(1, 9))
  const { carrier } = flight
  return {
    carrier: carrier.code,
    number: String(random.between(100, 999)),
    from: from.code,
    to: to.code,
    departure: toLocal(leaves, from.zone),
    arrival: toLocal(arrives, to.zone),
  }
}

function seatsOf(flight: PlannedFlight): string[] {
  const wide = ['333', '77W', '789'].includes(flight.aircraft)
  const letters = wide ? 'ABCDEFGHJK' : 'ABCDEF'
  return Array.from({ length: wide ? 45 : 32 }, (_, row) => [...letters].map((letter) => `${row + 1}${letter}`)).flat()
}

export const locator = (random: Random): string => random.letters(3) + random.digits(1) + random.letters(2)
