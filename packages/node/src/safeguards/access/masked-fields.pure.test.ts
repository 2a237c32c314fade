import type { Party, Person } from '@entente/contracts'
import { expect, test } from 'vitest'
import type { TravellerReservation, TravellerState } from '../../gateways/travel/crossing/traveller-state.ts'
import type { CaseBody, DecisionBody, HitBody } from '../../pipeline/case-record.ts'
import { splitByClass } from './field-classes.ts'

// Directive (EU) 2016/681, Art. 12(2): names, address, contact, payment, frequent flyer, general remarks and API data are masked. A field that is added to
// one of these types does not compile before it says here what becomes of it.
type Fate = 'masked' | 'kept'
type Fates<T> = Record<keyof T, Fate>

const person = {
  ...{ surname: 'masked', given: 'masked', middle: 'masked', givenLiteral: 'masked', title: 'masked' },
  ...{ sex: 'masked', birthDate: 'masked', nationality: 'masked', residence: 'masked', birthPlace: 'masked' },
  ...{ documents: 'masked', references: 'masked', derived: 'masked' },
  ...{ ref: 'kept', type: 'kept', travellerType: 'kept', infant: 'kept', withInfant: 'kept', placeholder: 'kept' },
  ...{ embarkation: 'kept', debarkation: 'kept', clearance: 'kept', seat: 'kept', verified: 'kept' },
  ...{ tickets: 'kept', bags: 'kept' },
} as const satisfies Fates<Person>

const traveller = {
  ...{ label: 'masked', documents: 'masked', contacts: 'masked', addresses: 'masked', payments: 'masked' },
  ...{ frequentFlyer: 'masked', sources: 'masked' },
  ...{ role: 'kept', seat: 'kept', bags: 'kept', tickets: 'kept', legs: 'kept', said: 'kept' },
} as const satisfies Fates<Omit<TravellerState, 'person' | 'reservations'>>

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
} as const satisfies Fates<CaseBody['subject']>

const party = {
  ...{ selectors: 'masked' },
  ...{ id: 'kept', role: 'kept', kind: 'kept' },
} as const satisfies Fates<Party>

const hit = {
  ...{ explanation: 'masked', evidence: 'masked', comparison: 'masked', matchedName: 'masked', compared: 'masked' },
} as const satisfies Fates<HitBody>

// What people write of a case, and what quotes a message.
const proposal = { text: 'masked', alternativesConsidered: 'masked' } as const
const note = { text: 'masked' } as const
const finding = { literal: 'masked', code: 'kept', severity: 'kept' } as const

const decision = { explanation: 'masked', documents: 'masked' } as const satisfies Fates<DecisionBody>

test.each(
  Object.entries({
    person,
    traveller,
    reservation,
    case: kase,
    subject,
    party,
    hit,
    proposal,
    note,
    finding,
    decision,
  }),
)('of a %s exactly the fields that the law names are masked', (_name, fates) => {
  const record = Object.fromEntries(Object.keys(fates).map((field) => [field, `the ${field}`]))
  const kept = splitByClass({ nested: [record] }).b as { nested: [Record<string, unknown>] }
  const found = Object.entries(kept.nested[0]).map(([field, value]) => [field, value === null ? 'masked' : 'kept'])
  expect(Object.fromEntries(found)).toEqual(fates)
})
