import type { TravelDocument } from '@entente/contracts'
import { expect, test } from 'vitest'
import type { TravellerState } from '../crossing/traveller-state.ts'
import { recordFields } from './record-fields.ts'

const stated = { messageId: 'message', at: '/messages/0' }
const passport: TravelDocument = {
  ...{ type: 'P', number: 'N1234567', issuer: 'NOR', expires: '2029-01-31', nationality: 'NOR', sex: 'F' },
  ...{ surname: 'DOE', given: 'JANE', secondGiven: 'MARIT', birthDate: '1984-02-17', issued: '2019-01-31' },
  ...{ issuePlace: 'OSLO', validFor: 'NOR', birthPlace: 'OSLO', source: 'DOC', literal: null },
}
/** A traveller with a value in every field that a record shows. */
const traveller: TravellerState = {
  label: 'DOE, JANE',
  role: 'passenger',
  person: {
    ...{ surname: 'DOE', given: 'JANE', middle: 'MARIT', givenLiteral: 'JANE MARIT', title: 'MRS' },
    ...{ travellerType: 'A', sex: 'F', birthDate: '1984-02-17', birthPlace: 'OSLO', nationality: 'NOR' },
    ...{ residence: 'NOR', embarkation: 'TUN', debarkation: 'OSL', clearance: 'OSL', verified: true },
    ...{ infant: false, withInfant: false, placeholder: false },
    references: {
      ...{ recordLocator: 'QZ7K4P', uniqueReference: 'UPR0001' },
      ...{ governmentReference: 'G1', customerReference: 'C1' },
    },
  },
  documents: [{ ...passport, ...stated }],
  seat: '12A',
  bags: [
    {
      ...{ from: 'TUN', to: 'OSL', travellerRef: '1', pieces: 1, weight: 17, unit: 'kg', pool: null, poolRef: null },
      tags: [{ company: '7N', number: '123456', sequence: '1', destination: 'OSL' }],
    },
  ],
  tickets: ['1231234567890'],
  contacts: [
    { medium: 'email', kind: null, value: 'jane.doe@example.org', travellerRef: '1', literal: null },
    { medium: 'phone', kind: null, value: '+4755501000', travellerRef: '1', literal: null },
    { medium: 'other', kind: null, value: 'DESK NINE', travellerRef: '1', literal: null },
  ],
  addresses: [
    {
      ...{ use: null, line: 'LANTERN ROAD 1', city: 'OSLO', state: null, country: 'NOR', postal: '0101' },
      ...{ travellerRef: '1', source: 'ADD' },
    },
  ],
  payments: [
    {
      ...{ type: 'CC', amount: '114.00', vendor: 'VI', account: '4000000000000002', expiry: '0129' },
      ...{ holder: 'JANE DOE', travellerRef: '1' },
    },
    { type: 'CA', amount: '10.00', vendor: null, account: null, expiry: null, holder: null, travellerRef: '1' },
  ],
  frequentFlyer: [{ carrier: '7N', number: '1234567890', travellerRef: '1' }],
  reservations: [
    {
      ...{ versionId: 'version', locator: 'QZ7K4P', carrier: '7N', created: '2026-11-01', cancelled: false },
      ...{ groupName: null, peopleCount: 1, namesakes: 0 },
    },
  ],
  legs: [],
  sources: {},
  said: [],
}

const shown = (regime: string, masked: boolean) =>
  recordFields(traveller, masked, regime).flatMap(({ field, value }) => (value === null ? [] : [[field, value]]))
const kept = [
  ['embarkation', 'TUN'],
  ['debarkation', 'OSL'],
  ['clearance', 'OSL'],
  ['travellerType', 'A'],
  ['seat', '12A'],
  ['bags', '1 pieces 17 kg 7N 123456'],
  ['tickets', '1231234567890'],
  ['locator', '7N QZ7K4P'],
]

test('a masked record under icao shows exactly the kept fields', () => {
  expect(shown('icao', true)).toEqual(kept)
  const masked = recordFields(traveller, true, 'icao').filter((field) => field.masked)
  expect([...new Set(masked.map(({ field }) => field))]).toEqual([
    ...['surname', 'given', 'middle', 'title', 'birthDate', 'birthPlace', 'sex', 'nationality', 'residence'],
    ...['document', 'email', 'phone', 'contacts', 'address', 'card', 'payment', 'frequentFlyer', 'uniqueReference'],
  ])
  expect(masked.every(({ value, messageId, at }) => value === null && messageId === null && at === null)).toBe(true)
})

test('a regime that masks no category leaves every field of a masked record readable', () => {
  const fields = shown('platform-tco', true)
  expect(fields).toEqual(shown('platform-tco', false))
  expect(fields).toEqual(expect.arrayContaining([['surname', 'DOE'], ['given', 'JANE'], ...kept]))
})

test('a record under an unknown regime is masked like one under icao', () => {
  expect(shown('unknown', true)).toEqual(kept)
})
