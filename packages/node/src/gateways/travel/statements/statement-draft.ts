import type { Bag, Person, Reservation, Seat } from '@entente/contracts'
import type { FlightMessageDraft } from '../flights/flight-key.ts'
import type { IdentityKeys } from './identity-keys.ts'

export type StatementSource = 'PAXLST' | 'PNRGOV' | 'check-in'

/** Sealed content of a statement. `person` is null for a check-in. */
export interface StatementContent {
  person: Person | null
  seats: Seat[]
  bags: Bag[]
  /** Number of other people with the same surname in the reservation. */
  namesakes: number
}

/** One statement about one person on one flight, before a traveller is assigned. */
export interface StatementDraft extends IdentityKeys {
  id: string
  flightKey: string
  unit: number
  source: StatementSource
  /** BGM code and qualifier (`745:XR`), MSG function (`22`), or `cancelled` in a cancelled reservation. */
  function: string | null
  /** JSON pointer of the person in the reading. */
  pointer: string
  reservation: ReservationDraft | null
  content: StatementContent
}

/** One reservation of one push, without its people: each of them has a statement. */
export interface ReservationDraft {
  id: string
  key: Buffer
  flightKey: string
  function: string | null
  cancelled: boolean
  pointer: string
  content: ReservationContent
}
export type ReservationContent = Omit<Reservation, 'people' | 'seats' | 'bags'> & {
  peopleCount: number
  pointer: string
}

export interface Drafts {
  flights: FlightMessageDraft[]
  reservations: ReservationDraft[]
  statements: StatementDraft[]
}
