import type { FindingPosition, Leg, Person, Reservation, TravelDocument } from '@entente/contracts'

/** A document as stated, before it is known whose it is. */
export interface DocumentStatement {
  document: TravelDocument
  /** GR.2: the traveller it stands under. */
  holder: Person | null
  /** Traveller reference stated with it. */
  ref: string | null
  named: { surname: string; given: string | null } | null
  /** Literals of dates whose century was derived. */
  birthLiteral: string | null
  expiryLiteral: string | null
  place: FindingPosition
}

/** An infant announced on an adult (SSR INFT). */
export interface InfantStatement {
  surname: string | null
  given: string | null
  birthDate: string | null
  birthLiteral: string | null
  literal: string
  place: FindingPosition
}

/** A reservation while its segments pass. What depends on all its people waits for the end. */
export interface ReservationDraft {
  reservation: Reservation
  pointer: string
  place: FindingPosition
  /** Where each person of `reservation.people` was named. */
  peopleAt: FindingPosition[]
  documents: DocumentStatement[]
  infants: InfantStatement[]
  emptyOrg: boolean
  bagTags: Set<string>
  /** Collected when a document or INFT first asks for them. */
  knownInfants: Person[] | null
  /** Documents by what tells them apart, for people who have many. */
  documentKeys: Map<Person, Map<string, TravelDocument>> | null
}

/** Most reservations have no bag: the set of their own is made with the first tag. */
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
