import { expect, test } from 'vitest'
import {
  codesOf,
  edi,
  findingsOf,
  firstReservation,
  LEG,
  lea,
  pnrgov,
  pnrgovSegments,
  pushOf,
  reservation,
} from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

test('a clean push is read completely, without a finding', () => {
  const segments = [
    'SRC',
    'RCI+XY:QZ7K4P::010424:091530+QZ:OTHER1',
    'DAT+700:020424:1010+710:030424:1112',
    'ORG+XY:AAA+70123456:OFF9+CIT++T+NO:NOK+SIGN1',
    'ADD++702:1 LONG STREET:OSLO:AKER::NO:0150:004755501000',
    ...lea,
    'FTI+XY:FF123456:::GOLD',
    'FOP+CC::250.00:VI:XXXXXXXX0001:0828+CA::10.50',
    'IFT+4:43+L FARAGO+1 LONG STREET+555',
    ...LEG,
  ]
  const reading = readTravel(pnrgov(segments))
  expect(codesOf(reading)).toEqual([])
  expect(pushOf(reading)).toMatchObject({
    ...{
      type: 'PNRGOV',
      version: '13:1:IA',
      reference: 'P1',
      accessReference: 'XY417/100524',
      function: '22',
      part: null,
    },
    declaredReservations: 1,
    flight: {
      carrier: 'XY',
      number: '417',
      suffix: null,
      from: 'AAA',
      to: 'BBB',
      departure: '2024-05-10T18:30',
      overflight: null,
    },
  })
  expect(pushOf(reading).reservations[0]).toMatchObject({
    ...{ locator: 'QZ7K4P', locatorOwner: 'XY', created: '2024-04-01T09:15:30', cancelled: false },
    ...{ lastChanged: '2024-04-02T10:10', ticketed: '2024-04-03T11:12', groupName: null },
    otherLocators: [{ carrier: 'QZ', locator: 'OTHER1' }],
    agency: { number: '70123456', office: 'OFF9', city: 'CIT', country: 'NO', sign: 'SIGN1', system: 'XY' },
    addresses: [
      {
        use: '702',
        line: '1 LONG STREET',
        city: 'OSLO',
        state: 'AKER',
        country: 'NO',
        postal: '0150',
        travellerRef: null,
        source: 'ADD',
      },
    ],
    contacts: [{ medium: 'phone', kind: null, value: '004755501000' }],
    frequentFlyer: [{ carrier: 'XY', number: 'FF123456', travellerRef: '1' }],
    payments: [
      {
        type: 'CC',
        amount: '250.00',
        vendor: 'VI',
        account: 'XXXXXXXX0001',
        expiry: '0828',
        holder: 'L FARAGO',
        travellerRef: '1',
      },
      { type: 'CA', amount: '10.50', vendor: null, account: null, expiry: null, holder: 'L FARAGO', travellerRef: '1' },
    ],
    people: [
      {
        ...{ ref: '1', surname: 'FARAGO', given: 'LEA', givenLiteral: 'LEA MS', title: 'MS', travellerType: 'A' },
        ...{ birthDate: '1984-03-03', sex: 'F', nationality: 'HUN', tickets: ['1235550001'] },
        references: { uniqueReference: 'UPR0003' },
        documents: [
          {
            ...{ type: 'P', issuer: 'HUN', number: 'H5550001', nationality: 'HUN', sex: 'F', expires: '2029-01-31' },
            ...{ surname: 'FARAGO', given: 'LEA', secondGiven: 'ROZA', source: 'SSR DOCS' },
          },
        ],
      },
    ],
    legs: [{ marketingCarrier: 'XY', number: '417', bookingClass: 'Y', partySize: 1, status: 'HK', aircraft: '320' }],
    serviceCounts: { DOCS: 1 },
  })
})

test('a push may have nothing after its header', () => {
  const reading = readTravel(edi(...pnrgovSegments([], { declared: 0 })))
  expect([reading.outcome, codesOf(reading), pushOf(reading).reservations]).toEqual(['read', [], []])
})

test('a missing function or flight gives a finding; the interchange date gives centuries', () => {
  const segments = pnrgovSegments([reservation(lea)], { flight: 'ORG+XY' }).filter(
    (segment) => !segment.startsWith('MSG'),
  )
  segments[segments.length - 2] = `UNT+${segments.length - 2}+P1`
  const reading = readTravel(edi(...segments))
  expect(codesOf(reading)).toEqual(['FLIGHT_MISSING', 'FUNCTION_MISSING'])
  expect(pushOf(reading)).toMatchObject({
    function: null,
    flight: null,
    reservations: [{ people: [{ birthDate: '1984-03-03' }] }],
  })
})

test('a wrong number of declared reservations gives a finding', () => {
  const reading = readTravel(edi(...pnrgovSegments([reservation(lea)], { declared: 7 })))
  expect(findingsOf(reading, 'RESERVATION_COUNT_MISMATCH')).toMatchObject([{ literal: '7', position: { tag: 'EQN' } }])
})

test('a traveller is kept even if the SRC before it is missing', () => {
  const reading = readTravel(pnrgov([...lea, ...LEG]))
  expect(pushOf(reading).reservations).toMatchObject([{ people: [{ surname: 'FARAGO' }], legs: [{ number: '417' }] }])
  expect(codesOf(reading)).toEqual(['LOCATOR_MISSING', 'SEGMENT_OUT_OF_ORDER'])
})

test('reservations that were split off give locators, but no people', () => {
  const split = firstReservation(pnrgov(reservation(lea, ['EQN+2', 'RCI+XY:SPLIT1+XY:SPLIT2', 'RCI+XY:SPLIT3'])))
  expect(split.splitTo).toEqual(['SPLIT1', 'SPLIT2', 'SPLIT3'])
  expect(split.otherLocators).toEqual([])
})

test('a locator that is repeated in a leg is not added again', () => {
  expect(firstReservation(pnrgov(reservation(lea, ['RCI+XY:QZ7K4P', 'RCI+QZ:LATER1']))).otherLocators).toEqual([])
})

test('an empty ORG in an update cancels the reservation; so does an empty reservation', () => {
  const cancelled = (segments: string[], code = '141') =>
    pushOf(readTravel(edi(...pnrgovSegments([segments], { function: code })))).reservations[0]!.cancelled
  expect(cancelled(['SRC', 'RCI+XY:QZ7K4P', 'ORG', ...lea, ...LEG])).toBe(true)
  expect(cancelled(['SRC', 'RCI+XY:QZ7K4P', 'ORG', ...lea, ...LEG], '22')).toBe(false)
  expect(cancelled(['SRC', 'RCI+XY:QZ7K4P'])).toBe(true)
  expect(cancelled(['SRC', 'RCI+XY:QZ7K4P', 'ORG+XY', ...lea, ...LEG])).toBe(false)
})

test('a leg has its operating carrier and number', () => {
  const leg = ['TVL+100524:1830:100524:2145+AAA+BBB+XY+417:Y', 'TRA+QZ+0099:M']
  expect(firstReservation(pnrgov(reservation(lea, [], leg))).legs[0]).toMatchObject({
    marketingCarrier: 'XY',
    operatingCarrier: 'QZ',
    otherNumber: '99',
  })
})

test('the header flight may match the operating carrier of a leg', () => {
  const leg = ['TVL+100524:1830:100524:2145+AAA+BBB+QZ:XY+5417:Y']
  expect(codesOf(readTravel(pnrgov(reservation(lea, [], leg))))).toEqual([])
})

test('the name at check-in names the owner of seats and bags; without it, TRI does', () => {
  const two = [...lea, 'TIF+NAGY+TOM MR:A:2']
  const checkIn = [
    ...[
      'DAT+2:100524:1500',
      'TRI++AAA-017:::1',
      'TIF+NAGY+TOM MR:A:2',
      'SSD+004C++++Y',
      'TBD++2:30:701++HP:P9+QZ:900001:2:BBB',
    ],
    ...['TRI++AAA-018:::001', 'SSD+XXX++++Y', 'TBD++1:12:702++MP:P9'],
    ...['TRI++AAA-019', 'TIF+NAGY+TOM MR:A', 'SSD+5A'],
  ]
  const { seats, bags, people } = firstReservation(pnrgov(reservation(two, checkIn)))
  expect(people).toHaveLength(2)
  expect(seats).toEqual([
    { from: 'AAA', to: 'BBB', seat: '4C', cabin: 'Y', travellerRef: '2', source: 'SSD' },
    { from: 'AAA', to: 'BBB', seat: '5A', cabin: null, travellerRef: '2', source: 'SSD' },
  ])
  expect(bags).toMatchObject([
    {
      ...{ travellerRef: '2', pieces: 2, weight: 30, unit: 'lb', pool: 'HP', poolRef: 'P9' },
      tags: [{ company: 'QZ', number: '900001', sequence: '2', destination: 'BBB' }],
    },
    { travellerRef: '1', pieces: 1, weight: 12, unit: null, pool: 'MP', poolRef: 'P9', tags: [] },
  ])
})

test('each seat that a service states is read, except withheld seats', () => {
  const after = [
    'SSR+SEAT:HK:3:XY:::AAA:BBB+012C::1:N+XXX::2++ 7A ::1',
    'SSR+NSST:HK:001:YY:::CCC:DDD:XY 0226 +074E::1',
    'SSR+SEAT:DK:2:XY:::AAA:BBB:.12CN03DN',
  ]
  expect(firstReservation(pnrgov(reservation(lea, after))).seats).toEqual([
    { from: 'AAA', to: 'BBB', seat: '12C', cabin: null, travellerRef: '1', source: 'SSR SEAT' },
    { from: 'AAA', to: 'BBB', seat: '7A', cabin: null, travellerRef: '1', source: 'SSR SEAT' },
    { from: 'CCC', to: 'DDD', seat: '74E', cabin: null, travellerRef: '1', source: 'SSR NSST' },
    { from: 'AAA', to: 'BBB', seat: '12C', cabin: null, travellerRef: null, source: 'SSR SEAT text' },
    { from: 'AAA', to: 'BBB', seat: '3D', cabin: null, travellerRef: null, source: 'SSR SEAT text' },
  ])
})

test('a creation date in the wrong component is not moved', () => {
  const reading = readTravel(pnrgov(['SRC', 'RCI+XY:QZ7K4P:010424:0915', ...lea, ...LEG]))
  expect(pushOf(reading).reservations[0]!.created).toBeNull()
  expect(findingsOf(reading, 'FIELD_DISPLACED')).toMatchObject([
    { literal: '010424', position: { element: 1, component: 3 } },
  ])
})

test("a ticketless traveller has no ticket; a ticket's date replaces a missing ticketing date", () => {
  const travellers = ['TIF+ROE+ANN:A:1', 'TKT+:700', 'DAT+710:150324:1200', 'TKT+9990001111:T:2', 'DAT+710:160324']
  expect(firstReservation(pnrgov(reservation(travellers)))).toMatchObject({
    ticketed: '2024-03-15T12:00',
    people: [{ tickets: ['9990001111'] }],
  })
})

test('services are counted by code, except services of the history and of hotels', () => {
  const after = [
    'SSR+OTHS:HK:1:XY:::::WINDOW PLEASE',
    'SSR+OTHS:HK:1:XY',
    'SSR:x',
    'MSG+8',
    'SSR+CKIN:HK:1',
    'ABI+1',
    'SSR+UMNR:HK:1',
  ]
  expect(
    firstReservation(pnrgov(reservation([...lea, 'SSR+TKNE:HK:1:XY:::AAA:BBB:123C1'], after))).serviceCounts,
  ).toEqual({
    DOCS: 1,
    TKNE: 1,
    OTHS: 2,
  })
})
