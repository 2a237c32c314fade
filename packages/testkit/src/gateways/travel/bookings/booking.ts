import type { InventedPerson } from '../../../synthetic/people/invented-person.ts'
import type { LocalDateTime } from '../schedule/local-time.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'

export interface Bag {
  company: string
  number: string
}
export interface Traveller {
  person: InventedPerson
  /** Traveller reference inside the reservation. */
  ref: string
  kind: 'A' | 'C' | 'IN'
  /** For an infant: reference of its adult. */
  adultRef: string | null
  /** True for an infant that only its adult's service requests name. */
  onlyInService: boolean
  uniqueReference: string
  ticket: string
  seat: string | null
  bags: Bag[]
  frequentFlyer: string | null
  visa: string | null
  /** A service request about health or religion, which a reader must remove. */
  sensitiveService: string | null
}
/** A flight of the itinerary outside the schedule: an onward or earlier connection. */
export interface OtherLeg {
  carrier: string
  number: string
  from: string
  to: string
  departure: LocalDateTime
  arrival: LocalDateTime
}
export interface Booking {
  locator: string
  /** The reservation system or carrier with the record. */
  owner: string
  createdAt: Date
  party: 'single' | 'couple' | 'family' | 'colleagues' | 'group'
  groupName: string | null
  travellers: Traveller[]
  /** Flights of the schedule in travel order: one, or out and back. */
  flights: PlannedFlight[]
  connection: OtherLeg | null
  otherLocator: { carrier: string; locator: string } | null
  bookingClass: string
  agency: { number: string; service: string; city: string; country: string; sign: string } | null
  /** Fare and total of one traveller. */
  fare: { base: string; total: string; currency: string }
  hotel: boolean
  remark: string | null
  /** Locator of the other reservation after a split of the party. */
  splitTo: string | null
  /** Travellers who leave for a reservation of their own at that time. */
  split: { at: Date; locator: string; travellers: Traveller[] } | null
  cancelledAt: Date | null
}
