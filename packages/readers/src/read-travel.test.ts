import type { PassengerList } from '@entente/contracts'
import { expect, test } from 'vitest'
import { anna, omar, paxlst } from './invented-messages.fixture.ts'
import { readTravel } from './read-travel.ts'

test('a clean passenger list is read completely, without a finding', () => {
  const bytes = paxlst(anna, omar)
  const reading = readTravel(bytes, { file: 'list.edi', sha256: 'ab', receivedAt: '2024-05-10T08:31:00.000Z' })
  expect(reading.findings).toEqual([])
  expect(reading).toMatchObject({
    file: 'list.edi',
    sha256: 'ab',
    bytes: bytes.length,
    encoding: 'edifact',
    format: 'PAXLST',
    outcome: 'read',
    envelope: null,
    quarantined: [],
    sensitiveRemoved: 0,
    syntax: { una: 'absent', component: ':', element: '+', decimal: '.', release: '?', terminator: "'" },
    interchange: {
      sender: 'XYAIR',
      recipient: 'BORDER',
      reference: 'REF0001',
      prepared: '2024-05-10T08:30',
      applicationReference: 'APIS',
    },
  })
  const list = reading.messages[0] as PassengerList
  expect(list).toMatchObject({
    type: 'PAXLST',
    dialect: 'un',
    version: 'D:05B:UN:IATA',
    reference: 'M1',
    accessReference: 'XY417/240510',
    transactionReference: 'TRX77',
    part: null,
    document: { code: '745', qualifier: null },
    reportingParty: {
      name: 'XY OPERATIONS',
      contacts: [
        { value: '0044 555 0100', kind: 'TE' },
        { value: 'ops@xy.example', kind: 'EM' },
      ],
    },
    control: { qualifier: '42', declared: 2 },
    counts: { people: 2, crew: 0 },
    flights: [
      {
        carrier: 'XY',
        number: '417',
        suffix: null,
        from: 'AAA',
        to: 'BBB',
        departure: '2024-05-10T18:30',
        arrival: '2024-05-10T21:45',
        overflight: false,
      },
    ],
  })
  expect(list.people[0]).toEqual({
    ref: null,
    type: 'passenger',
    surname: 'LINDQVIST',
    given: 'ANNA',
    middle: 'MARIT',
    givenLiteral: 'ANNA',
    title: null,
    travellerType: null,
    infant: false,
    withInfant: false,
    placeholder: false,
    sex: 'F',
    birthDate: '1984-02-17',
    nationality: 'NOR',
    otherNationalities: [],
    residence: 'NOR',
    birthPlace: null,
    embarkation: 'AAA',
    debarkation: 'BBB',
    clearance: null,
    seat: '12A',
    verified: null,
    documents: [
      {
        type: 'P',
        number: 'N1234567',
        issuer: 'NOR',
        expires: '2029-01-31',
        nationality: null,
        sex: null,
        surname: null,
        given: null,
        secondGiven: null,
        birthDate: null,
        issued: null,
        issuePlace: null,
        validFor: null,
        birthPlace: null,
        source: 'DOC',
        literal: 'DOC+P:110:111+N1234567',
      },
    ],
    tickets: [],
    references: {
      recordLocator: 'QZ7K4P',
      uniqueReference: 'UPR0001',
      governmentReference: null,
      customerReference: null,
    },
    bags: null,
    contacts: [],
    addresses: [],
    employment: null,
    derived: [
      { field: 'birthDate', literal: '840217', rule: 'birth-date-century' },
      { field: 'documents/0/expires', literal: '290131', rule: 'expiry-century' },
    ],
  })
  expect(list.people[1]!.derived).toEqual([])
})
