import type { Address, Bag, Contact, Leg, Payment, Person, TravelDocument } from '@entente/contracts'

/** Fields of a person that the fold takes from the first source that states them, each with where that was. */
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
] as const satisfies readonly (keyof Person)[]
export type PersonField = (typeof personFields)[number]

/** Which message said it, and where in its reading. */
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

/** One person on one crossing as the node knows them now: what a traveller's row keeps sealed. */
export interface TravellerState {
  label: string | null
  role: Person['type']
  person: { [F in PersonField]: Person[F] } & {
    infant: boolean
    withInfant: boolean
    placeholder: boolean
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
  /** By field of `person`, `seat`, `contacts`, `documents` ... */
  sources: Record<string, FieldSource>
  /** Newest message that said something, and where: what "see the message" opens. */
  said: { messageId: string; at: string; source: string }[]
}
