import type { Person, TravelReading } from '@entente/contracts'
import { readTravel } from '@entente/readers'
import { expect, test } from 'vitest'
import { createWatchList } from '../../synthetic/watch-list/create-watch-list.ts'
import { createTraffic, type TrafficMessage } from './traffic.ts'
import type { StatedPerson } from './write/stated-person.ts'

const start = new Date('2026-03-01T00:00:00Z')
const clean = createTraffic({
  seed: 'clean',
  start,
  flights: 24,
  corruption: 0,
  people: [20, 60],
  watched: createWatchList(3).people,
})

/** Converts the people of a reading to the form of the written people. */
function peopleIn(reading: TravelReading): StatedPerson[] {
  const stated = (person: Person, locator: string | null): StatedPerson => ({
    kind: person.type,
    surname: person.surname ?? '',
    given: person.given ?? '',
    middle: person.middle,
    birthDate: person.birthDate,
    documentNumber: person.documents.find((d) => d.source !== 'SSR DOCO' && d.type !== 'V')?.number ?? null,
    locator,
  })
  return reading.messages.flatMap((message) =>
    message.type === 'PAXLST'
      ? message.people.map((person) => stated(person, null))
      : message.reservations.flatMap((r) => r.people.map((person) => stated(person, r.locator))),
  )
}
const sorted = (people: readonly StatedPerson[]) => people.map((p) => JSON.stringify(p)).sort()
const nameOf = (m: TrafficMessage) => `${m.kind} of ${m.carrier}${m.flight.number} at ${m.at.toISOString()}`

test('the same seed gives the same bytes, and another seed gives other bytes', () => {
  const order = { seed: 5, start, flights: 4, corruption: 0.3, people: [5, 12] as const }
  const bytes = (seed: number) =>
    createTraffic({ ...order, seed }).messages.map((m) => Buffer.from(m.bytes).toString('base64'))
  expect(bytes(5)).toEqual(bytes(5))
  expect(bytes(5)).not.toEqual(bytes(6))
})

test('reading a clean message gives exactly the people written into it', () => {
  for (const message of clean.messages) {
    const reading = readTravel(message.bytes)
    expect(reading.outcome, nameOf(message)).toBe('read')
    expect(sorted(peopleIn(reading)), nameOf(message)).toEqual(sorted(message.stated))
    expect(message.people).toBe(message.stated.length)
  }
})

test('a clean message gives only findings of severity info', () => {
  const found = clean.messages.flatMap((message) =>
    readTravel(message.bytes)
      .findings.filter((f) => f.severity !== 'info')
      .map((f) => `${nameOf(message)}: ${f.code} ${f.message} ${f.literal}`),
  )
  expect(found).toEqual([])
})

test('all kinds of messages, dialects and pushes occur', () => {
  const kinds = new Set(clean.messages.map((m) => m.kind))
  expect([...kinds].sort()).toEqual(['close-out', 'interactive', 'paxlst', 'pnrgov', 'pnrgov-xml'])
  const readings = clean.messages.map((m) => readTravel(m.bytes))
  const messages = readings.flatMap((r) => r.messages)
  const lists = messages.flatMap((m) => (m.type === 'PAXLST' ? [m] : []))
  const pushes = messages.flatMap((m) => (m.type === 'PNRGOV' ? [m] : []))
  const reservations = pushes.flatMap((p) => p.reservations)
  expect(new Set(lists.map((l) => l.dialect))).toEqual(new Set(['un', 'us']))
  expect(new Set(lists.map((l) => l.part?.flag))).toContain('C')
  expect(new Set(lists.flatMap((l) => l.people.map((p) => p.type)))).toEqual(
    new Set(['passenger', 'crew', 'transit-passenger', 'transit-crew']),
  )
  expect(new Set(pushes.map((p) => p.function))).toEqual(new Set(['22', '141']))
  expect(reservations.some((r) => r.cancelled)).toBe(true)
  expect(reservations.some((r) => r.splitTo.length > 0)).toBe(true)
  expect(reservations.some((r) => r.nonAirCount > 0)).toBe(true)
  expect(reservations.some((r) => r.groupName !== null)).toBe(true)
  expect(reservations.some((r) => r.legs.some((l) => l.otherNumber !== null))).toBe(true)
  expect(reservations.some((r) => r.people.some((p) => p.infant && p.ref === null))).toBe(true)
  expect(readings.some((r) => r.envelope !== null)).toBe(true)
  expect(readings.some((r) => r.messages.length > 1)).toBe(true)
  expect(readings.some((r) => r.sensitiveRemoved > 0)).toBe(true)
  expect(clean.messages.some((m) => m.late)).toBe(true)
})

test('messages are in time order, and the schedule has every leg', () => {
  const times = clean.messages.map((m) => m.at.getTime())
  expect(times).toEqual([...times].sort((a, b) => a - b))
  const [head, ...lines] = clean.schedule.trim().split('\n')
  expect(head).toBe('carrier,number,from,to,departure,arrival')
  expect(lines.length).toBe(clean.flights.reduce((n, f) => n + f.stops.length - 1, 0))
  for (const line of lines)
    expect(line).toMatch(/^[A-Z0-9]{2},\d+,[A-Z]{3},[A-Z]{3},\d{4}-\d\d-\d\dT\d\d:\d\d,\d{4}-\d\d-\d\dT\d\d:\d\d$/)
})

test('the requested share of messages has a fault, and each still gives a reading', () => {
  const traffic = createTraffic({ seed: 'dirt', start, flights: 10, corruption: 0.5, people: [8, 20] })
  const corrupted = traffic.messages.filter((m) => m.corruption !== null)
  expect(corrupted.length / traffic.messages.length).toBeGreaterThan(0.35)
  expect(new Set(corrupted.map((m) => m.corruption)).size).toBeGreaterThan(8)
  // A reader repairs changes that a sender's transport makes, without a finding.
  const quiet = ['blanks-around-tag', 'line-wrapped']
  for (const message of corrupted.filter((m) => !quiet.includes(m.corruption ?? ''))) {
    const reading = readTravel(message.bytes)
    expect(reading.findings.length, `${message.corruption} in ${nameOf(message)}`).toBeGreaterThan(0)
  }
})
