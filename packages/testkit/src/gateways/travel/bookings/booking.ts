import type { InventedPerson } from '../../../synthetic/people/invented-person.ts'
import type { LocalDateTime } from '../schedule/local-time.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'

export interface Bag {
  company: string
  number: string
}
export interface Traveller {
  person: InventedPerson
  /** The traveller reference inside the reservation. */
  ref: string
  kind: 'A' | 'C' | 'IN'
  /** For an infant, the reference of its adult. */
  adultRef: string | null
  /** True for an infant that only the adult's service request names. */
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
/** A flight of the itinerary that is not in the schedule: an onward or earlier connection. */
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
  /** The reservation system or carrier that keeps the record. */
  owner: string
  createdAt: Date
  party: 'single' | 'couple' | 'family' | 'colleagues' | 'group'
  groupName: string | null
  travellers: Traveller[]
  /** Flights of the schedule in travel order: one flight, or an outbound and a return flight. */
  flights: PlannedFlight[]
  connection: OtherLeg | null
  otherLocator: { carrier: string; locator: string } | null
  bookingClass: string
  agency: { number: string; office: string; city: string; country: string; sign: string } | null
  /** Fare and total of one traveller. */
  fare: { base: string; total: string; currency: string }
  hotel: boolean
  remark: string | null
  /** Locator of the other reservation after the party was split. */
  splitTo: string | null
  /** Travellers who move to a separate reservation at the time of the split. */
  split: { at: Date; locator: string; travellers: Traveller[] } | null
  cancelledAt: Date | null
}
