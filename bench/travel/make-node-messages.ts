import { readTravel } from '@entente/readers'
import { createRandom, createTraffic, type WatchedPerson } from '@entente/testkit'
import { trafficStart } from '../data/traffic-start.ts'
import { cutPeople, cutReservations } from './cut-messages.ts'

export interface NodeMessages {
  /** Reservations of usual flights, one a message, mixed. */
  reservations: Uint8Array[]
  /** Pushes of all reservations of a flight. */
  pushes: { bytes: Uint8Array; reservations: number }[]
  /** Passenger lists of one person each. */
  questions: Uint8Array[]
}

/** Messages for a node: about flights of 24 to 90 people, some of whom are on the list or resemble someone who is. Each kind speaks of flights of its own. */
export function makeNodeMessages(
  seed: number,
  watched: readonly WatchedPerson[],
  wanted: { reservations: number; pushes: number; questions: number },
): NodeMessages {
  const made: NodeMessages = { reservations: [], pushes: [], questions: [] }
  for (let turn = 0; !enough(made, wanted) && turn < 100; turn++) {
    const traffic = (kind: string) =>
      createTraffic({
        seed: `node/${seed}/${kind}/${turn}`,
        start: trafficStart,
        flights: 24,
        corruption: 0,
        watched,
      }).messages
    if (made.reservations.length < wanted.reservations) {
      const whole = traffic('reservations').filter(({ kind }) => kind === 'pnrgov')
      made.reservations.push(
        ...distinct(
          whole.flatMap(({ bytes }) => cutReservations(bytes)),
          made.reservations,
        ),
      )
    }
    if (made.pushes.length < wanted.pushes) {
      const whole = traffic('pushes').filter(({ kind }) => kind === 'pnrgov' || kind === 'pnrgov-xml')
      made.pushes.push(...whole.map(({ bytes }) => ({ bytes, reservations: countReservations(bytes) })))
    }
    if (made.questions.length < wanted.questions) {
      const whole = traffic('questions').filter(({ kind }) => kind === 'paxlst')
      made.questions.push(
        ...distinct(
          whole.flatMap(({ bytes }) => cutPeople(bytes)),
          made.questions,
        ),
      )
    }
  }
  // Changes of single reservations come from many flights at once, not flight by flight.
  const { shuffled } = createRandom(`node/${seed}/order`)
  return {
    reservations: shuffled(made.reservations).slice(0, wanted.reservations),
    pushes: made.pushes.slice(0, wanted.pushes),
    questions: shuffled(made.questions).slice(0, wanted.questions),
  }
}

const enough = (made: NodeMessages, wanted: { reservations: number; pushes: number; questions: number }): boolean =>
  made.reservations.length >= wanted.reservations &&
  made.pushes.length >= wanted.pushes &&
  made.questions.length >= wanted.questions

/** The node answers bytes it knows as a repetition, without any work: those would flatter it. */
function distinct(messages: readonly Uint8Array[], before: readonly Uint8Array[]): Uint8Array[] {
  const met = new Set(before.map((bytes) => Buffer.from(bytes).toString('latin1')))
  return messages.filter((bytes) => {
    const text = Buffer.from(bytes).toString('latin1')
    if (met.has(text)) return false
    met.add(text)
    return true
  })
}

function countReservations(bytes: Uint8Array): number {
  return readTravel(bytes).messages.reduce(
    (sum, message) => sum + (message.type === 'PNRGOV' ? message.reservations.length : 0),
    0,
  )
}
