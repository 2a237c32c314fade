import { readTravel } from '@entente/readers'
import { createTraffic, type TrafficMessage } from '@entente/testkit'
import { trafficStart } from '../data/traffic-start.ts'

/** A set of messages of one kind, and the number of records in it. */
export interface MessageSet {
  messages: Uint8Array[]
  bytes: number
  people: number
  reservations: number
}
export interface TravelMessages {
  /** PNRGOV EDIFACT messages with one reservation each. */
  small: MessageSet
  /** PNRGOV EDIFACT messages with a full flight each: 40 reservations and more. */
  big: MessageSet
  xml: MessageSet
  lists: MessageSet
}

/** Makes clean messages with the simulator and sorts them into the kinds that the goals name. Each message is read once to count its records. */
export function makeTravelMessages(seed: number): TravelMessages {
  const order = { start: trafficStart, corruption: 0 }
  const few = createTraffic({ ...order, seed: `travel/${seed}/few`, flights: 96, people: [1, 3] }).messages
  const many = createTraffic({ ...order, seed: `travel/${seed}/many`, flights: 24, people: [120, 260] }).messages
  const small = few.filter(is('pnrgov')).map(({ bytes }) => bytes)
  return {
    small: collect(small, ({ reservations }) => reservations === 1),
    big: collect(
      many.filter(is('pnrgov')).map(({ bytes }) => bytes),
      ({ reservations }) => reservations >= 40,
    ),
    xml: collect(
      many.filter(is('pnrgov-xml')).map(({ bytes }) => bytes),
      ({ reservations }) => reservations >= 40,
    ),
    lists: collect(
      many.filter(is('paxlst')).map(({ bytes }) => bytes),
      ({ people }) => people >= 20,
    ),
  }
}

const is = (kind: TrafficMessage['kind']) => (message: TrafficMessage) => message.kind === kind

function collect(
  messages: readonly Uint8Array[],
  fits: (counts: { people: number; reservations: number }) => boolean,
): MessageSet {
  const set: MessageSet = { messages: [], bytes: 0, people: 0, reservations: 0 }
  for (const bytes of messages) {
    const counts = countRecords(bytes)
    if (!fits(counts)) continue
    set.messages.push(bytes)
    set.bytes += bytes.length
    set.people += counts.people
    set.reservations += counts.reservations
  }
  if (set.messages.length === 0) throw new Error('the simulator made no message of this kind')
  return set
}

function countRecords(bytes: Uint8Array): { people: number; reservations: number } {
  const counts = { people: 0, reservations: 0 }
  for (const message of readTravel(bytes).messages) {
    if (message.type === 'PAXLST') counts.people += message.people.length
    else {
      counts.reservations += message.reservations.length
      counts.people += message.reservations.reduce((sum, { people }) => sum + people.length, 0)
    }
  }
  return counts
}
