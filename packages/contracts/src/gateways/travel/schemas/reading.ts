import type { Severity } from '../../../terms/terms.ts'

/**
 * The result of a reader of travel messages. Every key is always present: an unknown value is null, and lists may be
 * empty. Dates have the form `YYYY-MM-DD`, local times `YYYY-MM-DDTHH:MM[:SS]` without a zone. These are plain types
 * and not schemas, because only the readers build such values.
 */
export interface TravelReading {
  file: string | null
  sha256: string | null
  bytes: number
  encoding: 'edifact' | 'xml' | null
  format: 'PAXLST' | 'PNRGOV' | 'CUSRES' | 'ACKRES' | null
  outcome: 'read' | 'partly-read' | 'quarantined'
  syntax: Syntax
  envelope: { priority: string | null; to: string[]; from: string | null; time: string | null } | null
  interchange: Interchange | null
  messages: (PassengerList | ReservationPush)[]
  /** Byte ranges that could not be read. `to` is exclusive. */
  quarantined: { from: number; to: number; reason: string }[]
  sensitiveRemoved: number
  findings: TravelFinding[]
}
export interface Syntax {
  una: 'present' | 'absent' | 'damaged'
  component: string
  element: string
  decimal: string
  release: string
  terminator: string
  declaredCharset: string | null
  usedCharset: string | null
}
export interface Interchange {
  sender: string | null
  recipient: string | null
  reference: string | null
  prepared: string | null
  applicationReference: string | null
}
export interface FindingPosition {
  byte: number
  segment: number
  tag: string
  element: number
  component: number
}
export interface TravelFinding {
  code: string
  severity: Severity
  message: string
  position: FindingPosition | null
  literal: string | null
  at: string | null
}
export interface Part {
  number: number | null
  flag: 'C' | 'F' | null
}
export interface Flight {
  carrier: string | null
  number: string | null
  suffix: string | null
  from: string | null
  to: string | null
  departure: string | null
  arrival: string | null
  overflight: boolean | null
}
export interface PassengerList {
  type: 'PAXLST'
  dialect: 'un' | 'us'
  version: string | null
  reference: string | null
  accessReference: string | null
  transactionReference: string | null
  part: Part | null
  document: { code: string | null; qualifier: string | null } | null
  reportingParty: { name: string | null; contacts: { value: string | null; kind: string | null }[] } | null
  control: { qualifier: string | null; declared: number | null } | null
  flights: Flight[]
  people: Person[]
  counts: { people: number; crew: number }
}
export interface ReservationPush {
  type: 'PNRGOV'
  version: string | null
  reference: string | null
  accessReference: string | null
  part: Part | null
  function: string | null
  flight: Flight | null
  declaredReservations: number | null
  reservations: Reservation[]
}
export interface Leg {
  marketingCarrier: string | null
  operatingCarrier: string | null
  number: string | null
  otherNumber: string | null
  from: string | null
  to: string | null
  departure: string | null
  arrival: string | null
  bookingClass: string | null
  partySize: number | null
  status: string | null
  aircraft: string | null
}
export interface Payment {
  type: string | null
  amount: string | null
  vendor: string | null
  account: string | null
  expiry: string | null
  holder: string | null
  travellerRef: string | null
}
export interface Contact {
  medium: 'email' | 'phone' | 'fax' | 'other'
  kind: string | null
  value: string | null
  travellerRef: string | null
  literal: string | null
}
export interface Address {
  use: string | null
  line: string | null
  city: string | null
  state: string | null
  country: string | null
  postal: string | null
  travellerRef: string | null
  source: 'ADD' | 'SSR DOCA' | 'NAD'
}
export interface Seat {
  from: string | null
  to: string | null
  seat: string | null
  cabin: string | null
  travellerRef: string | null
  source: string
}
export interface Bag {
  from: string | null
  to: string | null
  travellerRef: string | null
  pieces: number | null
  weight: number | null
  unit: 'kg' | 'lb' | null
  pool: 'HP' | 'MP' | null
  poolRef: string | null
  tags: { company: string | null; number: string | null; sequence: string | null; destination: string | null }[]
}
/** A change of a reservation in its history: the time in UTC, the office or agent, and the action of SAC. */
export interface HistoryChange {
  changedAt: string | null
  changedBy: string | null
  action: 'added' | 'cancelled' | 'changed' | null
}
export interface EarlierName {
  surname: string | null
  given: string | null
  givenLiteral: string | null
  title: string | null
  travellerRef: string | null
}
/** A document of the history, with the traveller to whom it belonged. */
export type EarlierDocument = TravelDocument & { travellerRef: string | null }
/**
 * The history of a reservation (PNRGOV groups GR.10 to GR.12): data that was added, changed or cancelled before. An
 * entry may equal current data, because the history also contains the additions. Nothing in it counts as current.
 */
export interface ReservationHistory {
  names: (EarlierName & HistoryChange)[]
  documents: (EarlierDocument & HistoryChange)[]
  contacts: (Contact & HistoryChange)[]
  addresses: (Address & HistoryChange)[]
  legs: (Leg & HistoryChange)[]
  /** The number of other segments in the history, by tag (an SSR by its code); their data has no field. */
  otherSegments: Record<string, number>
}
export interface Reservation {
  locator: string | null
  locatorOwner: string | null
  created: string | null
  otherLocators: { carrier: string | null; locator: string | null }[]
  lastChanged: string | null
  ticketed: string | null
  cancelled: boolean
  groupName: string | null
  people: Person[]
  legs: Leg[]
  payments: Payment[]
  contacts: Contact[]
  addresses: Address[]
  frequentFlyer: { carrier: string | null; number: string | null; travellerRef: string | null }[]
  seats: Seat[]
  bags: Bag[]
  bagTags: { overAllLegs: number; distinct: string[] }
  agency: {
    number: string | null
    office: string | null
    city: string | null
    country: string | null
    sign: string | null
    system: string | null
  } | null
  splitTo: string[]
  nonAirCount: number
  serviceCounts: Record<string, number>
  history: ReservationHistory
}
export interface Person {
  ref: string | null
  type: 'passenger' | 'crew' | 'transit-passenger' | 'transit-crew'
  surname: string | null
  given: string | null
  middle: string | null
  givenLiteral: string | null
  title: string | null
  travellerType: string | null
  infant: boolean
  withInfant: boolean
  placeholder: boolean
  sex: 'M' | 'F' | 'U' | 'X' | null
  /** `YYYY-MM-DD`. `YYYY-MM` or `YYYY` if the message states only that part. */
  birthDate: string | null
  nationality: string | null
  /** PAXLST: further nationalities (NAT), each once. */
  otherNationalities: string[]
  residence: string | null
  birthPlace: string | null
  embarkation: string | null
  debarkation: string | null
  clearance: string | null
  seat: string | null
  verified: boolean | null
  documents: TravelDocument[]
  tickets: string[]
  references: {
    recordLocator: string | null
    uniqueReference: string | null
    governmentReference: string | null
    customerReference: string | null
  }
  bags: {
    pieces: number | null
    weight: number | null
    unit: 'kg' | 'lb' | null
    tags: { number: string | null; count: number | null }[]
  } | null
  /** PAXLST: telephone numbers and e-mail addresses (COM). A reservation has its contacts in its own field. */
  contacts: Contact[]
  /** PAXLST: the address of NAD. A reservation has its addresses in its own field. */
  addresses: Address[]
  /** PAXLST: EMP. `category` is the function of a crew member (`CR1` to `CR5`); `employeeId` is every other value. */
  employment: { category: string | null; employeeId: string | null } | null
  derived: { field: string; literal: string; rule: string }[]
}
export interface TravelDocument {
  type: string | null
  number: string | null
  issuer: string | null
  expires: string | null
  nationality: string | null
  sex: string | null
  surname: string | null
  given: string | null
  secondGiven: string | null
  /** In the same forms as the birth date of a person. */
  birthDate: string | null
  issued: string | null
  issuePlace: string | null
  validFor: string | null
  birthPlace: string | null
  source: 'DOC' | 'PDT' | 'SSR DOCS' | 'SSR DOCO'
  literal: string | null
}
