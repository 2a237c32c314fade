import type { FindingPosition, Leg, Person, Reservation, TravelDocument } from '@entente/contracts'

/** A stated document whose owner is not known yet. */
export interface DocumentStatement {
  document: TravelDocument
  /** The traveller of its GR.2. */
  holder: Person | null
  /** Traveller reference stated with it. */
  ref: string | null
  named: { surname: string; given: string | null } | null
  /** Literals of dates with a derived century. */
  birthLiteral: string | null
  expiryLiteral: string | null
  place: FindingPosition
}

/** An infant stated on an adult (SSR INFT). */
export interface InfantStatement {
  surname: string | null
  given: string | null
  birthDate: string | null
  birthLiteral: string | null
  literal: string
  place: FindingPosition
}

/** A reservation during reading. Values that depend on all its people are completed at the end. */
export interface ReservationDraft {
  reservation: Reservation
  pointer: string
  place: FindingPosition
  /** Position of each person of `reservation.people`. */
  peopleAt: FindingPosition[]
  documents: DocumentStatement[]
  infants: InfantStatement[]
  emptyOrg: boolean
  bagTags: Set<string>
  /** Filled when a document or INFT first needs it. */
  knownInfants: Person[] | null
  /** Documents by their key, for people with many. */
  documentKeys: Map<Person, Map<string, TravelDocument>> | null
}

/** Most reservations have no bag, so a set is created with the first tag. */
export const NO_TAGS: Set<string> = new Set()

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
