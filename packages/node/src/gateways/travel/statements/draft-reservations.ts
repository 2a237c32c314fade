import { randomUUID } from 'node:crypto'
import type { Flight, Person, Reservation, ReservationPush } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FlightMessageDraft } from '../flights/flight-key.ts'
import { type NamedFlight, nameFlight, renameFlight } from '../flights/flight-key.ts'
import { identityKeys } from './identity-keys.ts'
import type { Drafts, ReservationDraft } from './statement-draft.ts'

/**
 * Drafts the statements of a push of reservations about its flight: a version of each reservation, a statement per
 * person, and one more for their check-in.
 */
export function draftReservations(
  tx: Pick<Tx, 'blind'>,
  push: ReservationPush,
  at: { unit: number; messageId: string; findings: number },
  drafts: Drafts,
): void {
  const flight = nameFlight(push.flight, at.messageId)
  const message: FlightMessageDraft = {
    flight,
    aliases: [],
    unit: at.unit,
    kind: 'PNRGOV',
    function: push.function,
    accessReference: push.accessReference,
    part: push.part,
    people: 0,
    declared: null,
    crewOnly: false,
    checkIn: false,
    findings: at.findings,
  }
  for (const [index, reservation] of push.reservations.entries()) {
    const pointer = `/messages/${at.unit}/reservations/${index}`
    const draft = draftReservation(tx, reservation, { ...at, flight, pointer, function: push.function })
    drafts.reservations.push(draft)
    message.people += draft.cancelled ? 0 : reservation.people.length
    for (const alias of aliasesOf(flight, push.flight, reservation)) {
      if (!message.aliases.some((known) => known.other.key === alias.other.key)) message.aliases.push(alias)
    }
    for (const [place, person] of reservation.people.entries()) {
      const checkedIn = draftPerson(tx, drafts, draft, reservation, person, {
        unit: at.unit,
        flight,
        pointer: `${pointer}/people/${place}`,
      })
      message.checkIn ||= checkedIn
    }
  }
  drafts.flights.push(message)
}

function draftReservation(
  tx: Pick<Tx, 'blind'>,
  reservation: Reservation,
  at: { messageId: string; flight: NamedFlight; pointer: string; function: string | null },
): ReservationDraft {
  const { people, seats: _seats, bags: _bags, ...rest } = reservation
  const { locator, locatorOwner, created } = reservation
  // Without a locator, a later push cannot be recognised as the same reservation.
  const identity =
    locator === null
      ? `${at.messageId}${at.pointer}`
      : `${locatorOwner ?? ''}|${locator}|${created?.slice(0, 10) ?? ''}`
  return {
    id: randomUUID(),
    key: tx.blind('reservation', identity),
    flightKey: at.flight.key,
    function: at.function,
    cancelled: reservation.cancelled || (people.length === 0 && reservation.legs.length === 0),
    pointer: at.pointer,
    content: { ...rest, peopleCount: people.length, pointer: at.pointer },
  }
}

/** Adds the statements of the reservation about one person; true if they include a check-in. */
function draftPerson(
  tx: Pick<Tx, 'blind'>,
  drafts: Drafts,
  draft: ReservationDraft,
  reservation: Reservation,
  person: Person,
  at: { unit: number; flight: NamedFlight; pointer: string },
): boolean {
  const isTheirs = (stated: { travellerRef: string | null; from: string | null; to: string | null }) =>
    person.ref !== null && stated.travellerRef === person.ref && onLeg(stated, at.flight)
  const seats = reservation.seats.filter(isTheirs)
  const bags = reservation.bags.filter(isTheirs)
  const checkedIn = seats.some((seat) => seat.source === 'SSD') || bags.length > 0
  const common = {
    ...identityKeys(tx, person, reservation.locator),
    flightKey: at.flight.key,
    unit: at.unit,
    function: draft.cancelled ? 'cancelled' : draft.function,
    pointer: at.pointer,
    reservation: draft,
  }
  const namesakes = reservation.people.filter((other) => other !== person && sameSurname(other, person)).length
  drafts.statements.push({
    ...common,
    id: randomUUID(),
    source: 'PNRGOV',
    content: { person, seats: seats.filter((seat) => seat.source !== 'SSD'), bags: [], namesakes },
  })
  if (checkedIn) {
    drafts.statements.push({
      ...common,
      id: randomUUID(),
      source: 'check-in',
      content: { person: null, seats: seats.filter((seat) => seat.source === 'SSD'), bags, namesakes: 0 },
    })
  }
  return checkedIn
}

const onLeg = (stated: { from: string | null; to: string | null }, flight: NamedFlight): boolean =>
  (stated.from === null || stated.from === flight.from) && (stated.to === null || stated.to === flight.to)
const sameSurname = (a: Person, b: Person): boolean =>
  a.surname !== null && a.surname.toUpperCase() === b.surname?.toUpperCase()

/** Finds the other number of the pushed flight's leg in a reservation's itinerary. */
function aliasesOf(
  flight: NamedFlight,
  pushed: Flight | null,
  reservation: Reservation,
): { operating: NamedFlight; other: NamedFlight }[] {
  if (pushed?.departure == null) return []
  return reservation.legs.flatMap((leg) => {
    const { marketingCarrier: marketing, operatingCarrier: operating, number, otherNumber } = leg
    const same =
      leg.from === flight.from && leg.to === flight.to && leg.departure?.slice(0, 10) === pushed.departure?.slice(0, 10)
    if (
      !same ||
      marketing === null ||
      operating === null ||
      marketing === operating ||
      number === null ||
      otherNumber === null
    )
      return []
    if (![marketing, operating].includes(flight.carrier) || ![number, otherNumber].includes(flight.number)) return []
    const otherCarrier = flight.carrier === marketing ? operating : marketing
    const other = renameFlight(flight, otherCarrier, flight.number === number ? otherNumber : number)
    if (other === null) return []
    return [flight.carrier === operating ? { operating: flight, other } : { operating: other, other: flight }]
  })
}
