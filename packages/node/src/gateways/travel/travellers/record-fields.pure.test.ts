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
const change = { changedAt: '2026-11-02T09:00', action: 'cancelled' as const }
/** A traveller with a value in every field that a record shows. */
const traveller: TravellerState = {
  label: 'DOE, JANE',
  role: 'passenger',
  person: {
    ...{ surname: 'DOE', given: 'JANE', middle: 'MARIT', givenLiteral: 'JANE MARIT', title: 'MRS' },
    ...{ travellerType: 'A', sex: 'F', birthDate: '1984-02-17', birthPlace: 'OSLO', nationality: 'NOR' },
    ...{ residence: 'NOR', embarkation: 'TUN', debarkation: 'OSL', clearance: 'OSL', verified: true },
    ...{ infant: false, withInfant: false, placeholder: false, otherNationalities: ['SWE'] },
    employment: { category: 'CR1', employeeId: 'E40417' },
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
  history: {
    names: [
      {
        surname: 'ROE',
        given: 'JAN',
        givenLiteral: 'JAN MRS',
        title: 'MRS',
        travellerRef: '1',
        ...change,
        changedBy: 'X1',
      },
    ],
    documents: [{ ...passport, number: 'N7654321', travellerRef: '1', ...change, changedBy: null }],
    contacts: [
      {
        medium: 'phone',
        kind: null,
        value: '4755509999',
        travellerRef: '1',
        literal: null,
        ...change,
        changedBy: null,
      },
    ],
    addresses: [
      {
        ...{ use: null, line: 'OLD ROAD 2', city: 'OSLO', state: null, country: 'NOR', postal: '0102' },
        ...{ travellerRef: '1', source: 'ADD', ...change, changedBy: null },
      },
    ],
    legs: [
      {
        ...{ marketingCarrier: '7N', operatingCarrier: null, number: '99', otherNumber: null, from: 'TUN', to: 'OSL' },
        ...{ departure: '2026-11-20T08:00', arrival: null, bookingClass: null, partySize: 1, status: 'HX' },
        ...{ aircraft: null, ...change, changedBy: 'X1' },
      },
    ],
  },
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
  ['earlierFlight', '7N 99 TUN OSL 2026-11-20 08:00'],
]

test('a masked record under icao shows exactly the kept fields', () => {
  expect(shown('icao', true)).toEqual(kept)
  const masked = recordFields(traveller, true, 'icao').filter((field) => field.masked)
  expect([...new Set(masked.map(({ field }) => field))]).toEqual([
    ...['surname', 'given', 'middle', 'title', 'birthDate', 'birthPlace', 'sex', 'nationality'],
    ...['otherNationalities', 'residence', 'employment', 'document', 'email', 'phone', 'contacts', 'address'],
    ...['card', 'payment', 'frequentFlyer', 'uniqueReference'],
    ...['earlierName', 'earlierDocument', 'earlierContact', 'earlierAddress'],
  ])
  expect(masked.every(({ value, messageId, at }) => value === null && messageId === null && at === null)).toBe(true)
})

test('a regime that masks no category leaves every field of a masked record readable', () => {
  const fields = shown('platform-tco', true)
  expect(fields).toEqual(shown('platform-tco', false))
  expect(fields).toEqual(expect.arrayContaining([['surname', 'DOE'], ['given', 'JANE'], ...kept]))
})

test('data of the history is shown as earlier data', () => {
  const fields = Object.fromEntries(shown('icao', false))
  expect(fields).toMatchObject({
    ...{ surname: 'DOE', otherNationalities: 'SWE', employment: 'CR1 E40417', earlierName: 'ROE, JAN MRS' },
    ...{ earlierDocument: 'P N7654321 NOR', earlierContact: '4755509999', earlierAddress: 'OLD ROAD 2 0102 OSLO NOR' },
  })
})

test('a record of an older release, without history, is shown', () => {
  const { history: _, person, ...older } = traveller
  const { otherNationalities: _o, employment: _e, ...olderPerson } = person
  const fields = recordFields({ ...older, person: olderPerson } as TravellerState, false, 'icao')
  expect(fields.map(({ field }) => field)).not.toContain('earlierName')
  expect(fields.find(({ field }) => field === 'surname')?.value).toBe('DOE')
})

test('a record under an unknown regime is masked like one under icao', () => {
  expect(shown('unknown', true)).toEqual(kept)
})
