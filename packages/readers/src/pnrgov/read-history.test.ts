import { expect, test } from 'vitest'
import {
  codesOf,
  findingsOf,
  firstReservation,
  LEG,
  lea,
  pnrgov,
  pushOf,
  reservation,
} from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

const OLD_DOCS = 'SSR+DOCS:HK:1:XY:::::/P/HUN/H4440009/HUN/03MAR84/F/31JAN24/FARAGO/LEA/+::1'
const HISTORY = [
  'ABI+1+:XYRRR+AAA++XY',
  'DAT+ZT:010324:0915',
  'SAC+++X',
  'TIF+FARAGO+LEHA MS:A:1',
  'SAC+++A',
  'TIF+FARAGO+LEA MS:A:1',
  'SAC+++X',
  OLD_DOCS,
  'SAC+++x',
  'TVL+090524:1830:090524:2145+AAA+BBB+XY+415:Y',
  'RPI+1+HX',
  'SAC+++C',
  'SSR+CTCM:HK:1:XY:::::0611223344+::1',
  'IFT+4:28::XY+CTCE LEA..FARAGO//POST.EXAMPLE',
  'ADD++700:OLD STREET 1:AAA',
  'SSR+SEAT:HK:1:XY:::AAA:BBB+15A::1',
  'FOP+CC',
]
const read = (...history: string[]) => {
  const reading = readTravel(pnrgov(reservation(lea, history)))
  return { reading, reservation: pushOf(reading).reservations[0]! }
}

test('old names, documents, contacts and flights are history, with the time, author and action of their change', () => {
  const { reservation: read1, reading } = read(...HISTORY)
  const change = { changedAt: '2024-03-01T09:15', changedBy: 'XYRRR AAA XY' }
  expect(read1.history).toMatchObject({
    names: [
      { surname: 'FARAGO', given: 'LEHA', title: 'MS', travellerRef: '1', ...change, action: 'cancelled' },
      { surname: 'FARAGO', given: 'LEA', title: 'MS', travellerRef: '1', ...change, action: 'added' },
    ],
    documents: [{ number: 'H4440009', expires: '2024-01-31', travellerRef: '1', ...change, action: 'cancelled' }],
    legs: [{ number: '415', departure: '2024-05-09T18:30', status: 'HX', ...change, action: 'cancelled' }],
    contacts: [
      { medium: 'phone', value: '0611223344', travellerRef: '1', ...change, action: 'changed' },
      { medium: 'email', value: 'LEA_FARAGO@POST.EXAMPLE', ...change, action: 'changed' },
    ],
    addresses: [{ line: 'OLD STREET 1', city: 'AAA', ...change, action: 'changed' }],
    otherSegments: { 'SSR SEAT': 1, FOP: 1 },
  })
  expect(codesOf(reading)).toEqual(['DOCUMENT_EXPIRED'])
})

test('nothing in the history is current', () => {
  const before = firstReservation(pnrgov(reservation(lea)))
  const { history: _none, ...current } = before
  const { history: _kept, ...now } = read(...HISTORY).reservation
  expect(now).toEqual(current)
  expect(before.history).toEqual({
    ...{ names: [], documents: [], contacts: [], addresses: [], legs: [] },
    otherSegments: {},
  })
})

test('a second block has its own time and author, and its first entry no action yet', () => {
  const { history } = read(...HISTORY.slice(0, 4), 'ABI+1+:QQ', 'TIF+FARAGO+LEIA:A:1').reservation
  expect(history.names).toMatchObject([
    { given: 'LEHA', changedAt: '2024-03-01T09:15', action: 'cancelled' },
    { given: 'LEIA', changedAt: null, changedBy: 'QQ', action: null },
  ])
})

test('an action that nothing explains is null, with a finding', () => {
  const { reservation: one, reading } = read('ABI+1', 'SAC+++Q', 'TIF+FARAGO+LEHA:A:1', 'SAC+X', 'TIF+FARAGO+LEYA:A:1')
  expect(one.history.names.map(({ action }) => action)).toEqual([null, 'cancelled'])
  expect(codesOf(reading)).toEqual(['FUNCTION_MISSING'])
})

const two = [...lea, 'TIF+FARAGO+BEN MR:A:2']

test('an entry belongs to the traveller of its reference, then of its name, else to nobody with a finding', () => {
  const history = [
    ...['ABI+1', 'SAC+++X', 'TIF+OTHER+BEN MR:A:002', 'TIF+FARAGO+LEHA', 'TIF+GONE+ANN:A:7'],
    OLD_DOCS.replace('+::1', ''),
    OLD_DOCS.replace('+::1', '').replace('FARAGO/LEA', 'NOBODY/ANN'),
  ]
  const reading = readTravel(pnrgov(reservation(two, history)))
  const kept = pushOf(reading).reservations[0]!.history
  expect(kept.names.map(({ travellerRef }) => travellerRef)).toEqual(['2', null, '7'])
  expect(kept.documents.map(({ travellerRef }) => travellerRef)).toEqual(['1', null])
  expect(findingsOf(reading, 'REFERENCE_UNKNOWN').map(({ message, at }) => [message, at])).toEqual([
    ['the history does not say whose this was', '/messages/0/reservations/0/history/names/1'],
    ['a traveller who is not in the reservation', '/messages/0/reservations/0/history/names/2'],
    ['the history does not say whose this was', '/messages/0/reservations/0/history/documents/1'],
  ])
})

test('an entry without a reference belongs to the only traveller of the reservation', () => {
  expect(read('ABI+1', 'SAC+++X', 'TIF+FARAGO+LEHA').reservation.history.names).toMatchObject([{ travellerRef: '1' }])
})

test('groups, placeholders and empty names of the history are counted, not kept as names', () => {
  const { history } = read('ABI+1', 'SAC+++X', 'TIF+CHOIR:G', 'TIF+TBA+A', 'TIF+FARAGO+EXST', 'TIF+').reservation
  expect([history.names, history.otherSegments]).toEqual([[], { TIF: 4 }])
})

test('the history of one reservation is not that of the next', () => {
  const first = reservation(lea, ['ABI+1', 'SAC+++X', 'TIF+FARAGO+LEHA:A:1'])
  const second = reservation(lea, ['ABI+1', 'TIF+FARAGO+LEYA:A:1'], LEG)
  const { reservations } = pushOf(readTravel(pnrgov(first, second)))
  expect(reservations.map(({ history }) => history.names.map(({ given }) => given))).toEqual([['LEHA'], ['LEYA']])
  expect(reservations[1]!.history.names[0]?.action).toBeNull()
})

test('a bad date in the history gives a finding at its place in the history', () => {
  const { reservation: one, reading } = read(
    'ABI+1',
    'SAC+++X',
    'TVL+990524:1830+AAA+BBB+XY+415',
    'RPI+1+HX',
    'TVL+++++77',
  )
  expect(one.history.legs).toMatchObject([{ departure: null, status: 'HX', otherNumber: '77' }])
  expect(findingsOf(reading, 'DATE_INVALID')[0]?.at).toBe('/messages/0/reservations/0/history/legs/0/departure')
})

test('details of a flight without their flight are counted', () => {
  expect(read('ABI+1', 'RPI+1+HX', 'APD+320', 'TVL+++++77').reservation.history).toMatchObject({
    legs: [],
    otherSegments: { RPI: 1, APD: 1, TVL: 1 },
  })
})
