import type { LocalDateTime } from '../schedule/local-time.ts'
import type { PlannedFlight } from '../schedule/plan-flights.ts'
import type { InventedPerson } from './invented-person.ts'

export interface Bag {
  company: string
  number: string
}
export interface Traveller {
  person: InventedPerson
  /** Traveller reference inside the reservation. */
  ref: string
  kind: 'A' | 'C' | 'IN'
  /** Set on an infant: the adult it travels with. */
  adultRef: string | null
  /** An infant that the reservation names only in its adult's service requests. */
  onlyInService: boolean
  uniqueReference: string
  ticket: string
  seat: string | null
  bags: Bag[]
  frequentFlyer: string | null
  visa: string | null
  /** A service request that says something about health or religion: to be removed at the door. */
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
  /** The reservation system or carrier that holds it. */
  owner: string
  createdAt: Date
  party: 'single' | 'couple' | 'family' | 'colleagues' | 'group'
  groupName: string | null
  travellers: Traveller[]
  /** Flights of the schedule in the order travelled: one, or out and back. */
  flights: PlannedFlight[]
  connection: OtherLeg | null
  otherLocator: { carrier: string; locator: string } | null
  bookingClass: string
  agency: { number: string; office: string; city: string; country: string; sign: string } | null
  /** Fare and total of one traveller. */
  fare: { base: string; total: string; currency: string }
  hotel: boolean
  remark: string | null
  /** The other reservation, once the party was split into two. */
  splitTo: string | null
  /** Part of the party that leaves for a reservation of its own at that time. */
  split: { at: Date; locator: string; travellers: Traveller[] } | null
  cancelledAt: Date | null
}
