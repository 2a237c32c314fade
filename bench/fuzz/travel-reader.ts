import type { TravelReading } from '@entente/contracts'
import { mutateMessage, readTravel, sensitiveRanges } from '@entente/readers'
import { corruptMessages, createTraffic } from '@entente/testkit'
import { trafficStart } from '../data/traffic-start.ts'
import type { FuzzedReader } from './fuzz-readers.ts'

/** Returns the reader of passenger and reservation messages. */
export const travelReader = (seed: number): FuzzedReader<TravelReading> => ({
  name: 'travel',
  seeds: makeSeeds(seed),
  damage: mutateMessage,
  read: readTravel,
  faultOf: (bytes, reading) => checkReading(bytes, reading) ?? checkSensitive(bytes),
})

// One of the pitfalls is a message of several megabytes, which would take most of the run's time.
const isShort = (bytes: Uint8Array): boolean => bytes.length <= 200_000

/** Makes the messages to damage: clean and corrupted ones from the simulator, and one for each pitfall and bad input in the requirements. */
function makeSeeds(seed: number): Uint8Array[] {
  const order = { start: trafficStart, flights: 24, people: [1, 6] as const }
  const clean = createTraffic({ ...order, seed: `fuzz/${seed}`, corruption: 0 })
  const dirty = createTraffic({ ...order, seed: `fuzz/${seed}/dirty`, corruption: 1 })
  // A few long messages show whether time grows faster than the length.
  const long = createTraffic({ ...order, seed: `fuzz/${seed}/long`, flights: 4, people: [60, 90], corruption: 0.5 })
  return [...clean.messages, ...dirty.messages, ...long.messages, ...corruptMessages(seed)]
    .map(({ bytes }) => bytes)
    .filter(isShort)
}

/** Checks that the ranges to overwrite as sensitive lie inside the message. */
function checkSensitive(bytes: Uint8Array): string | null {
  const outside = sensitiveRanges(bytes).find(({ from, to }) => from < 0 || to <= from || to > bytes.length)
  return outside === undefined
    ? null
    : `the sensitive range ${outside.from} to ${outside.to} is not within ${bytes.length} bytes`
}

const hasRecords = (message: TravelReading['messages'][number]): boolean =>
  message.type === 'PAXLST' ? message.people.length > 0 : message.reservations.length > 0

const outcomes = ['read', 'partly-read', 'quarantined']

/** Returns the fault in a reading, or null. The outcome must be a reading or a quarantine, and must name the bytes that were left out. */
function checkReading(bytes: Uint8Array, reading: TravelReading): string | null {
  const { outcome, quarantined, findings, messages } = reading
  if (!outcomes.includes(outcome)) return `the outcome is ${outcome}`
  const hasError = findings.some(({ severity }) => severity === 'error')
  if (outcome === 'quarantined' && messages.some(hasRecords)) return 'quarantined as a whole, but with records'
  if (outcome === 'read' && quarantined.length > 0) return 'read, but with a quarantined range'
  if (outcome !== 'read' && !hasError) return `${outcome} without a finding that is an error`
  // An empty message has no bytes to name.
  if (outcome !== 'read' && bytes.length > 0 && quarantined.length === 0)
    return `${outcome}, but no range is quarantined`
  const outside = quarantined.find(({ from, to }) => from < 0 || to <= from || to > bytes.length)
  if (outside !== undefined)
    return `the quarantined range ${outside.from} to ${outside.to} is not within ${bytes.length} bytes`
  const long = findings.find(({ literal }) => literal !== null && literal.length > 120)
  return long === undefined ? null : `the literal of a ${long.code} is ${long.literal?.length} characters long`
}
