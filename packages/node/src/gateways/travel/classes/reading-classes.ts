import type {
  Bag,
  Flight,
  HistoryChange,
  Leg,
  Person,
  Reservation,
  ReservationHistory,
  Seat,
  TravelReading,
} from '@entente/contracts'
import { classesOf, type FieldsOf } from '../../../safeguards/access/field-classes.ts'

// Directive (EU) 2016/681, Art. 12(2) masks names, address and contact, payment, frequent flyer, general remarks, and API data.

const flight: FieldsOf<Flight> = {
  ...{ carrier: 'kept', number: 'kept', suffix: 'kept', from: 'kept', to: 'kept' },
  ...{ departure: 'kept', arrival: 'kept', overflight: 'kept' },
}
export const legFields: FieldsOf<Leg> = {
  ...{ marketingCarrier: 'kept', operatingCarrier: 'kept', number: 'kept', otherNumber: 'kept', from: 'kept' },
  ...{ to: 'kept', departure: 'kept', arrival: 'kept', bookingClass: 'kept', partySize: 'kept', status: 'kept' },
  aircraft: 'kept',
}
const part = { number: 'kept', flag: 'kept' } as const
export const seatFields: FieldsOf<Seat> = {
  ...{ from: 'kept', to: 'kept', seat: 'kept', cabin: 'kept', travellerRef: 'kept', source: 'kept' },
}
export const bagFields: FieldsOf<Bag> = {
  ...{ from: 'kept', to: 'kept', travellerRef: 'kept', pieces: 'kept', weight: 'kept', unit: 'kept', pool: 'kept' },
  poolRef: 'kept',
  tags: { company: 'kept', number: 'kept', sequence: 'kept', destination: 'kept' },
}
export const personFields: FieldsOf<Person> = {
  ...{ surname: 'names', given: 'names', middle: 'names', givenLiteral: 'names', title: 'names' },
  ...{ sex: 'api', birthDate: 'api', nationality: 'api', otherNationalities: 'api', residence: 'api' },
  ...{ birthPlace: 'api', contacts: 'contact', addresses: 'address', employment: 'api' },
  ...{ documents: 'api', references: 'api', derived: 'api' },
  ...{ ref: 'kept', type: 'kept', travellerType: 'kept', infant: 'kept', withInfant: 'kept', placeholder: 'kept' },
  ...{ embarkation: 'kept', debarkation: 'kept', clearance: 'kept', seat: 'kept', verified: 'kept', tickets: 'kept' },
  bags: { pieces: 'kept', weight: 'kept', unit: 'kept', tags: { number: 'kept', count: 'kept' } },
}
/** A change names the office or agent that made it. */
const changeFields: FieldsOf<HistoryChange> = { changedAt: 'kept', changedBy: 'masked', action: 'kept' }
/** Data that was current once has the classes of current data. */
export const historyFields: FieldsOf<Omit<ReservationHistory, 'otherSegments'>> = {
  ...{ names: 'names', documents: 'api', contacts: 'contact', addresses: 'address' },
  legs: { ...legFields, ...changeFields },
}
/** A reservation without the parts that are stored with each person. */
export const reservationFields: FieldsOf<Omit<Reservation, 'people' | 'seats' | 'bags'>> = {
  ...{ groupName: 'names', payments: 'payment', contacts: 'contact', addresses: 'address' },
  ...{ frequentFlyer: 'frequent-flyer', agency: 'masked' },
  ...{ locator: 'kept', locatorOwner: 'kept', created: 'kept', lastChanged: 'kept', ticketed: 'kept' },
  ...{ cancelled: 'kept', splitTo: 'kept', nonAirCount: 'kept' },
  otherLocators: { carrier: 'kept', locator: 'kept' },
  legs: legFields,
  bagTags: { overAllLegs: 'kept', distinct: 'kept' },
  serviceCounts: { '*': 'kept' },
  history: { ...historyFields, otherSegments: { '*': 'kept' } },
}

export const readingClasses = classesOf<TravelReading>()('reading', {
  ...{ file: 'kept', sha256: 'kept', bytes: 'kept', encoding: 'kept', format: 'kept', outcome: 'kept' },
  sensitiveRemoved: 'kept',
  syntax: {
    ...{ una: 'kept', component: 'kept', element: 'kept', decimal: 'kept', release: 'kept', terminator: 'kept' },
    ...{ declaredCharset: 'kept', usedCharset: 'kept' },
  },
  envelope: { priority: 'kept', to: 'kept', from: 'kept', time: 'kept' },
  interchange: { sender: 'kept', recipient: 'kept', reference: 'kept', prepared: 'kept', applicationReference: 'kept' },
  messages: {
    ...{ type: 'kept', dialect: 'kept', version: 'kept', reference: 'kept', accessReference: 'kept' },
    ...{ transactionReference: 'kept', part, function: 'kept', declaredReservations: 'kept' },
    document: { code: 'kept', qualifier: 'kept' },
    reportingParty: 'masked',
    control: { qualifier: 'kept', declared: 'kept' },
    flights: flight,
    flight,
    people: personFields,
    counts: { people: 'kept', crew: 'kept' },
    reservations: { ...reservationFields, people: personFields, seats: seatFields, bags: bagFields },
  },
  quarantined: { from: 'kept', to: 'kept', reason: 'kept' },
  findings: {
    ...{ code: 'kept', severity: 'kept', message: 'kept', at: 'kept' },
    position: { byte: 'kept', segment: 'kept', tag: 'kept', element: 'kept', component: 'kept' },
    // The field quotes the message, so it may contain any personal data.
    literal: 'masked',
  },
})
