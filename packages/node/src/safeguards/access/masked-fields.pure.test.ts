import type { Party, Person } from '@entente/contracts'
import { expect, test } from 'vitest'
import { readingClasses } from '../../gateways/travel/classes/reading-classes.ts'
import { travellerClasses } from '../../gateways/travel/crossing/traveller-classes.ts'
import type { TravellerReservation, TravellerState } from '../../gateways/travel/crossing/traveller-state.ts'
import { statementClasses } from '../../gateways/travel/statements/statement-classes.ts'
import type { CaseBody, DecisionBody, HitBody } from '../../pipeline/cases/case-record.ts'
import {
  caseClasses,
  decisionClasses,
  hitClasses,
  noteClasses,
  proposalClasses,
} from '../../pipeline/cases/record-classes.ts'
import { type FieldClasses, splitByClass } from './field-classes.ts'

// Directive (EU) 2016/681, Art. 12(2) requires masking of names, address, contact, payment, frequent flyer, general
// remarks and API data. These tables state for each field whether it is masked, so that a new field of one of these
// types does not compile until it is listed here.
type Fate = 'masked' | 'kept'
type Fates<T> = Record<keyof T, Fate>

const person = {
  ...{ surname: 'masked', given: 'masked', middle: 'masked', givenLiteral: 'masked', title: 'masked' },
  ...{ sex: 'masked', birthDate: 'masked', nationality: 'masked', residence: 'masked', birthPlace: 'masked' },
  ...{ documents: 'masked', references: 'masked', derived: 'masked', otherNationalities: 'masked' },
  ...{ contacts: 'masked', addresses: 'masked', employment: 'masked' },
  ...{ ref: 'kept', type: 'kept', travellerType: 'kept', infant: 'kept', withInfant: 'kept', placeholder: 'kept' },
  ...{ embarkation: 'kept', debarkation: 'kept', clearance: 'kept', seat: 'kept', verified: 'kept' },
  ...{ tickets: 'kept', bags: 'kept' },
} as const satisfies Fates<Person>

const traveller = {
  ...{ label: 'masked', documents: 'masked', contacts: 'masked', addresses: 'masked', payments: 'masked' },
  ...{ frequentFlyer: 'masked', sources: 'masked' },
  ...{ role: 'kept', seat: 'kept', bags: 'kept', tickets: 'kept', legs: 'kept', said: 'kept' },
} as const satisfies Fates<Omit<TravellerState, 'person' | 'reservations' | 'history'>>

const history = {
  ...{ names: 'masked', documents: 'masked', contacts: 'masked', addresses: 'masked', legs: 'kept' },
} as const satisfies Fates<Required<TravellerState>['history']>
const earlierLeg = {
  ...{ marketingCarrier: 'kept', operatingCarrier: 'kept', number: 'kept', otherNumber: 'kept', from: 'kept' },
  ...{ to: 'kept', departure: 'kept', arrival: 'kept', bookingClass: 'kept', partySize: 'kept', status: 'kept' },
  ...{ aircraft: 'kept', changedAt: 'kept', changedBy: 'masked', action: 'kept' },
} as const satisfies Fates<Required<TravellerState>['history']['legs'][number]>

const reservation = {
  groupName: 'masked',
  ...{ versionId: 'kept', locator: 'kept', carrier: 'kept', created: 'kept', cancelled: 'kept' },
  ...{ peopleCount: 'kept', namesakes: 'kept' },
} as const satisfies Fates<TravellerReservation>

const kase = {
  ...{ because: 'masked', otherExplanations: 'masked', otherScript: 'masked', signalFrom: 'kept' },
} as const satisfies Fates<Omit<CaseBody, 'subject'>>

const subject = {
  ...{ label: 'masked' },
  ...{ id: 'kept', gateway: 'kept', recordId: 'kept', recordVersion: 'kept', parties: 'kept' },
  // As release 0029 stored a subject with one party.
  ...{ role: 'kept', selectors: 'masked' },
} as const satisfies Fates<CaseBody['subject'] & { role: string; selectors: unknown }>

const party = {
  ...{ selectors: 'masked' },
  ...{ id: 'kept', role: 'kept', kind: 'kept' },
} as const satisfies Fates<Party>

const hit = {
  ...{ explanation: 'masked', reasons: 'masked', evidence: 'masked', comparison: 'masked' },
  ...{ matchedName: 'masked', compared: 'masked' },
} as const satisfies Fates<HitBody>

const proposal = { text: 'masked', alternativesConsidered: 'masked', details: 'masked' } as const
const note = { text: 'masked', to: 'kept', copiedFrom: 'kept' } as const
const finding = {
  ...{ literal: 'masked', code: 'kept', severity: 'kept', message: 'kept', position: 'kept', at: 'kept' },
} as const

const decision = { explanation: 'masked', documents: 'masked' } as const satisfies Fates<DecisionBody>

const part = (classes: FieldClasses, ...path: string[]): FieldClasses =>
  path.reduce((tree, field) => tree[field] as FieldClasses, classes)
const { fields: reading } = readingClasses

test.each([
  ['person of a reading', person, part(reading, 'messages', 'people')],
  ['person of a reservation', person, part(reading, 'messages', 'reservations', 'people')],
  ['person of a statement', person, part(statementClasses.fields, 'person')],
  ['traveller', { ...traveller, person: 'kept', reservations: 'kept', history: 'kept' }, travellerClasses.fields],
  ['history of a traveller', history, part(travellerClasses.fields, 'history')],
  ['flight in the history of a traveller', earlierLeg, part(travellerClasses.fields, 'history', 'legs')],
  [
    'history of a reservation',
    { ...history, otherSegments: 'kept' },
    part(reading, 'messages', 'reservations', 'history'),
  ],
  ['reservation of a traveller', reservation, part(travellerClasses.fields, 'reservations')],
  ['case', { ...kase, subject: 'kept' }, caseClasses.fields],
  ['subject', subject, part(caseClasses.fields, 'subject')],
  ['party', party, part(caseClasses.fields, 'subject', 'parties')],
  ['hit', hit, hitClasses.fields],
  ['proposal', proposal, proposalClasses.fields],
  ['note', note, noteClasses.fields],
  ['finding', finding, part(reading, 'findings')],
  ['decision', decision, decisionClasses.fields],
] as const)('in a %s, exactly the fields that the law names are masked', (_name, fates, classes) => {
  const kept = splitByClass(sampleOf(classes), classes, 'icao').b as Record<string, unknown>
  const found = Object.entries(kept).map(([field, value]) => [field, value === null ? 'masked' : 'kept'])
  expect(Object.fromEntries(found)).toEqual(fates)
})

/** Makes a record with a value in each field that has a class. */
function sampleOf(classes: FieldClasses): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(classes).map(([field, of]) => [field, typeof of === 'string' ? `the ${field}` : sampleOf(of)]),
  )
}

test('the masked fields of a traveller are grouped by the categories of the law', () => {
  const { fields } = travellerClasses
  expect(part(fields, 'person')).toMatchObject({ surname: 'names', given: 'names', title: 'names', birthDate: 'api' })
  expect(fields).toMatchObject({
    ...{ label: 'names', addresses: 'address', contacts: 'contact', payments: 'payment', documents: 'api' },
    frequentFlyer: 'frequent-flyer',
  })
})
