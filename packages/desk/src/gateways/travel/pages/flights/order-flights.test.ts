import type { BoardFlight, FlightState } from '@entente/contracts'
import { expect, test } from 'vitest'
import { countStates, fitsFilter, orderFlights } from './order-flights.ts'

function flight(number: string, state: FlightState, departsAt: string | null): BoardFlight {
  return {
    key: `7N-${number}`,
    carrier: '7N',
    number,
    from: 'TUN',
    to: 'OSL',
    departure: null,
    departsAt,
    fromZone: null,
    zoneKnown: false,
    lists: 0,
    pushes: 0,
    parts: { expected: null, received: 0 },
    people: 0,
    declared: null,
    lateMinutes: null,
    state,
    slots: [],
    cases: 0,
    findings: 0,
    missing: null,
  }
}

test('late flights come first, then incomplete ones, then by departure, finished ones last', () => {
  const board = [
    flight('1', 'closed', '2026-11-24T05:00:00.000Z'),
    flight('2', 'expected', '2026-11-24T11:00:00.000Z'),
    flight('3', 'complete', '2026-11-24T12:00:00.000Z'),
    flight('4', 'incomplete', '2026-11-24T18:00:00.000Z'),
    flight('5', 'late', '2026-11-24T19:00:00.000Z'),
    flight('6', 'complete', '2026-11-24T10:00:00.000Z'),
    flight('7', 'cancelled', '2026-11-24T04:00:00.000Z'),
  ]
  expect(orderFlights(board).map((each) => each.number)).toEqual(['5', '4', '6', '2', '3', '7', '1'])
})

test('a flight without a departure time comes last in its group', () => {
  const board = [flight('1', 'late', null), flight('2', 'late', '2026-11-24T19:00:00.000Z')]
  expect(orderFlights(board).map((each) => each.number)).toEqual(['2', '1'])
})

test('flights are counted for every state, including states without a flight', () => {
  expect(countStates([flight('1', 'late', null), flight('2', 'late', null)])).toMatchObject({ late: 2, closed: 0 })
})

test('a flight is found by number, place or route in any spelling', () => {
  const one = flight('482', 'late', null)
  for (const typed of ['7n482', '7N 482', '482', 'tun', 'TUN → OSL', 'tun-osl', ''])
    expect(fitsFilter(one, typed)).toBe(true)
  for (const typed of ['481', 'RIX', 'OSL-TUN']) expect(fitsFilter(one, typed)).toBe(false)
})
