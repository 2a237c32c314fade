import type { Bag, Flight, Leg, Person, Reservation, Seat, TravelReading } from '@entente/contracts'
import { classesOf, type FieldsOf } from '../../safeguards/access/field-classes.ts'
import type { AnswerContent } from './answers/answer-content.ts'
import type { TravellerState } from './crossing/traveller-state.ts'
import type { ReservationContent, StatementContent } from './statements/statement-draft.ts'

// Directive (EU) 2016/681, Art. 12(2) masks names, address and contact, payment, frequent flyer, general remarks, and API data.

const flight: FieldsOf<Flight> = {
  ...{ carrier: 'kept', number: 'kept', suffix: 'kept', from: 'kept', to: 'kept' },
  ...{ departure: 'kept', arrival: 'kept', overflight: 'kept' },
}
const leg: FieldsOf<Leg> = {
  ...{ marketingCarrier: 'kept', operatingCarrier: 'kept', number: 'kept', otherNumber: 'kept', from: 'kept' },
  ...{ to: 'kept', departure: 'kept', arrival: 'kept', bookingClass: 'kept', partySize: 'kept', status: 'kept' },
  aircraft: 'kept',
}
const part = { number: 'kept', flag: 'kept' } as const
const seat: FieldsOf<Seat> = {
  ...{ from: 'kept', to: 'kept', seat: 'kept', cabin: 'kept', travellerRef: 'kept', source: 'kept' },
}
const bag: FieldsOf<Bag> = {
  ...{ from: 'kept', to: 'kept', travellerRef: 'kept', pieces: 'kept', weight: 'kept', unit: 'kept', pool: 'kept' },
  poolRef: 'kept',
  tags: { company: 'kept', number: 'kept', sequence: 'kept', destination: 'kept' },
}
const person: FieldsOf<Person> = {
  ...{ surname: 'names', given: 'names', middle: 'names', givenLiteral: 'names', title: 'names' },
  ...{ sex: 'api', birthDate: 'api', nationality: 'api', residence: 'api', birthPlace: 'api' },
  ...{ documents: 'api', references: 'api', derived: 'api' },
  ...{ ref: 'kept', type: 'kept', travellerType: 'kept', infant: 'kept', withInfant: 'kept', placeholder: 'kept' },
  ...{ embarkation: 'kept', debarkation: 'kept', clearance: 'kept', seat: 'kept', verified: 'kept', tickets: 'kept' },
  bags: { pieces: 'kept', weight: 'kept', unit: 'kept', tags: { number: 'kept', count: 'kept' } },
}
/** A reservation without the parts that are stored with each person. */
const reservation: FieldsOf<Omit<Reservation, 'people' | 'seats' | 'bags'>> = {
  ...{ groupName: 'names', payments: 'payment', contacts: 'contact', addresses: 'address' },
  ...{ frequentFlyer: 'frequent-flyer', agency: 'masked' },
  ...{ locator: 'kept', locatorOwner: 'kept', created: 'kept', lastChanged: 'kept', ticketed: 'kept' },
  ...{ cancelled: 'kept', splitTo: 'kept', nonAirCount: 'kept' },
  otherLocators: { carrier: 'kept', locator: 'kept' },
  legs: leg,
  bagTags: { overAllLegs: 'kept', distinct: 'kept' },
  serviceCounts: { '*': 'kept' },
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
    people: person,
    counts: { people: 'kept', crew: 'kept' },
    reservations: { ...reservation, people: person, seats: seat, bags: bag },
  },
  quarantined: { from: 'kept', to: 'kept', reason: 'kept' },
  findings: {
    ...{ code: 'kept', severity: 'kept', message: 'kept', at: 'kept' },
    position: { byte: 'kept', segment: 'kept', tag: 'kept', element: 'kept', component: 'kept' },
    // It quotes the message.
    literal: 'masked',
  },
})

export const statementClasses = classesOf<StatementContent>()('statement', {
  person,
  seats: seat,
  bags: bag,
  namesakes: 'kept',
})

export const reservationClasses = classesOf<ReservationContent>()('reservation_version', {
  ...reservation,
  peopleCount: 'kept',
  pointer: 'kept',
})

const {
  ref: _ref,
  type: _type,
  seat: _seat,
  tickets: _tickets,
  bags: _bags,
  documents: _,
  derived: _derived,
  ...facts
} = person

export const travellerClasses = classesOf<TravellerState>()('traveller', {
  ...{ label: 'names', documents: 'api', contacts: 'contact', addresses: 'address', payments: 'payment' },
  frequentFlyer: 'frequent-flyer',
  ...{ role: 'kept', seat: 'kept', tickets: 'kept' },
  person: facts,
  bags: bag,
  legs: leg,
  reservations: {
    groupName: 'names',
    ...{ versionId: 'kept', locator: 'kept', carrier: 'kept', created: 'kept', cancelled: 'kept' },
    ...{ peopleCount: 'kept', namesakes: 'kept' },
  },
  // Which message stated a masked field says that it was stated.
  sources: 'masked',
  said: { messageId: 'kept', at: 'kept', source: 'kept' },
})

export const travellerVersionClasses = classesOf<{ changes: unknown[] }>()('traveller_version', { changes: 'masked' })
export const splitClasses = classesOf<{ text: string }>()('traveller_split', { text: 'masked' })
/** An answer repeats API data. */
export const answerClasses = classesOf<{ value: AnswerContent }>()('carrier_answer', { value: 'masked' })
export const searchClasses = classesOf<{ asked: string }>()('found', { asked: 'kept' })
