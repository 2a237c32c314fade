import { readTravel } from '@entente/readers'
import { createRandom, createTraffic, type WatchedPerson } from '@entente/testkit'
import { trafficStart } from '../data/traffic-start.ts'

export interface NodeMessages {
  /** Messages with one reservation each, about many flights, shuffled. */
  reservations: Uint8Array[]
  /** Pushes with all reservations of a flight. */
  pushes: { bytes: Uint8Array; reservations: number }[]
  /** Passenger lists with one person each. */
  questions: Uint8Array[]
}

/**
 * Makes messages about flights of 24 to 90 people, some of them on the list or similar to an entry. Each kind of message is about different
 * flights.
 */
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
  // In real traffic, changes of single reservations arrive from many flights at the same time.
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

/** Removes repeated messages. The node acknowledges them without work, so they would improve its figures. */
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

const terminator = "'"

/** Splits a PNRGOV message into one message per reservation. Empty if the message declares other separators. */
function cutReservations(bytes: Uint8Array): Uint8Array[] {
  return cut(bytes, (tag) => tag === 'SRC')
}

/** Splits a PAXLST message into one message per passenger. Empty if the message declares other separators. */
function cutPeople(bytes: Uint8Array): Uint8Array[] {
  return cut(bytes, (_tag, segment) => /^NAD\+(FL|DDU)\+/.test(segment))
}

function cut(bytes: Uint8Array, starts: (tag: string, segment: string) => boolean): Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const segments = text.split(terminator).map((segment) => segment.replace(/^[\r\n]+/, ''))
  const first = segments.findIndex((segment) => starts(segment.slice(0, 3), segment))
  const end = segments.findIndex((segment) => /^(CNT|UNT)\+/.test(segment))
  const header = segments.findIndex((segment) => segment.startsWith('UNH+'))
  if (first < 0 || end < first || header < 0) return []
  const reference = segments[header]?.split('+')[1] ?? '1'
  const trailer = segments.slice(end).filter((segment) => segment.startsWith('UNE+') || segment.startsWith('UNZ+'))
  const records: string[][] = []
  for (const segment of segments.slice(first, end)) {
    if (starts(segment.slice(0, 3), segment)) records.push([])
    records.at(-1)?.push(segment)
  }
  return records.map((record) => {
    const counted = segments.slice(0, first).map((segment) => (segment.startsWith('EQN+') ? 'EQN+1' : segment))
    const message = [...counted, ...record]
    const trailed = [...message, `UNT+${message.length - header + 1}+${reference}`, ...trailer, '']
    return new Uint8Array(Buffer.from(trailed.join(terminator), 'latin1'))
  })
}
