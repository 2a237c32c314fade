import type {
  Address,
  Bag,
  Contact,
  Leg,
  Payment,
  Person,
  ReservationHistory,
  TravelDocument,
} from '@entente/contracts'

/** Fields of a person that a merge takes from the first source that states them, each with its source. */
export const personFields = [
  'surname',
  'given',
  'middle',
  'givenLiteral',
  'title',
  'travellerType',
  'sex',
  'birthDate',
  'nationality',
  'residence',
  'birthPlace',
  'embarkation',
  'debarkation',
  'clearance',
  'verified',
  'employment',
] as const satisfies readonly (keyof Person)[]
export type PersonField = (typeof personFields)[number]

/** The message that states a field, and the pointer into its reading. */
export interface FieldSource {
  messageId: string
  at: string
}

export interface TravellerReservation {
  /** Row of the newest version. */
  versionId: string
  locator: string | null
  carrier: string | null
  created: string | null
  cancelled: boolean
  groupName: string | null
  peopleCount: number
  namesakes: number
}

export type TravellerHistory = Omit<ReservationHistory, 'otherSegments'>

/** One person on one border crossing as the node knows them now: the sealed content of a traveller's row. */
export interface TravellerState {
  label: string | null
  role: Person['type']
  person: { [F in PersonField]: Person[F] } & {
    infant: boolean
    withInfant: boolean
    placeholder: boolean
    /** Absent in records of older releases. */
    otherNationalities?: string[]
    references: Person['references']
  }
  documents: (TravelDocument & { at: string; messageId: string })[]
  seat: string | null
  bags: Bag[]
  tickets: string[]
  contacts: Contact[]
  addresses: Address[]
  payments: Payment[]
  frequentFlyer: { carrier: string | null; number: string | null; travellerRef: string | null }[]
  reservations: TravellerReservation[]
  legs: Leg[]
  /**
   * Data of the traveller in the history of their reservations that is not current. It is never used as current data.
   * Absent in records of older releases.
   */
  history?: TravellerHistory
  /** Sources by field: a field of `person`, `seat`, `contacts`, `documents` and so on. */
  sources: Record<string, FieldSource>
  /** All statements about the traveller, the newest first. "See the message" opens the first. */
  said: { messageId: string; at: string; source: string }[]
}
