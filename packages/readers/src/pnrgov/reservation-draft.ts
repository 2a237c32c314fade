import type { FindingPosition, Leg, Person, Reservation, ReservationHistory, TravelDocument } from '@entente/contracts'
import type { BirthDate } from '../derive/birth-date.ts'

/** A stated document whose owner is not known yet. */
export interface DocumentStatement {
  document: TravelDocument
  /** The traveller under which the document is stated (GR.2). */
  holder: Person | null
  /** The traveller reference that is stated with the document. */
  ref: string | null
  named: { surname: string; given: string | null } | null
  /** The literal of a derived birth date, and the rule that derived it. */
  birth: { literal: string; rule: NonNullable<BirthDate['rule']> } | null
  /** The literal of an expiry whose century was derived. */
  expiryLiteral: string | null
  place: FindingPosition
}

/** An infant that a service of an adult states (SSR INFT). */
export interface InfantStatement {
  surname: string | null
  given: string | null
  birthDate: string | null
  birthLiteral: string | null
  literal: string
  place: FindingPosition
}

/** A reservation during reading. Values that depend on all its people are completed when all its segments are read. */
export interface ReservationDraft {
  reservation: Reservation
  pointer: string
  place: FindingPosition
  /** The position of each person of `reservation.people`. */
  peopleAt: FindingPosition[]
  documents: DocumentStatement[]
  infants: InfantStatement[]
  emptyOrg: boolean
  bagTags: Set<string>
  /** The infants of the reservation; null until a document or INFT first needs them. */
  knownInfants: Person[] | null
  /** An index of documents by key, for people with many documents. */
  documentKeys: Map<Person, Map<string, TravelDocument>> | null
}

/** Most reservations have no bag, so a set is created with the first tag. */
export const NO_TAGS: Set<string> = new Set()

const NONE = Object.freeze([]) as readonly never[] as never[]
/** The history of a reservation that has none, as most have. It is frozen: `historyOf` makes one for a reservation. */
const NO_HISTORY: ReservationHistory = Object.freeze({
  ...{ names: NONE, documents: NONE, contacts: NONE, addresses: NONE, legs: NONE },
  otherSegments: Object.freeze({}) as Record<string, number>,
})

/** Returns the history of a reservation, to which entries can be added. */
export function historyOf(reservation: Reservation): ReservationHistory {
  if (reservation.history === NO_HISTORY) {
    reservation.history = { names: [], documents: [], contacts: [], addresses: [], legs: [], otherSegments: {} }
  }
  return reservation.history
}

export function newReservationDraft(pointer: string, place: FindingPosition): ReservationDraft {
  return {
    pointer,
    place,
    peopleAt: [],
    documents: [],
    infants: [],
    emptyOrg: false,
    bagTags: NO_TAGS,
    knownInfants: null,
    documentKeys: null,
    reservation: {
      locator: null,
      locatorOwner: null,
      created: null,
      otherLocators: [],
      lastChanged: null,
      ticketed: null,
      cancelled: false,
      groupName: null,
      people: [],
      legs: [],
      payments: [],
      contacts: [],
      addresses: [],
      frequentFlyer: [],
      seats: [],
      bags: [],
      bagTags: { overAllLegs: 0, distinct: [] },
      agency: null,
      splitTo: [],
      nonAirCount: 0,
      serviceCounts: {},
      history: NO_HISTORY,
    },
  }
}

export const newLeg = (): Leg => ({
  marketingCarrier: null,
  operatingCarrier: null,
  number: null,
  otherNumber: null,
  from: null,
  to: null,
  departure: null,
  arrival: null,
  bookingClass: null,
  partySize: null,
  status: null,
  aircraft: null,
})
