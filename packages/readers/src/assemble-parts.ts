import type { PassengerList, ReservationPush, TravelReading } from '@entente/contracts'

type Message = PassengerList | ReservationPush

/** The parts of one list or push that belong together (travel.md 3.1, Parts). */
export interface AssembledParts {
  /** What the parts have in common: sender, type, and the common access reference or flight and departure date. */
  key: string
  sender: string | null
  type: Message['type']
  /** In number order, each number once: the first received of it. */
  parts: Message[]
  /** Numbers that lie below the final one (or the highest received) and are not there. */
  missing: number[]
  /** The final part and every number below it are there. */
  complete: boolean
  duplicates: number
}

/**
 * Puts the parts of multi-part messages together, in whatever order and however often they came. Readings are taken in
 * the order given; a message without part number is complete by itself. Each part was read at once: nothing waits here,
 * and whoever holds an incomplete assembly past its time adds the finding of `partIncomplete`.
 */
export function assembleParts(readings: readonly TravelReading[]): AssembledParts[] {
  const assembled = new Map<string, AssembledParts>()
  let alone = 0
  for (const reading of readings) {
    const sender = reading.interchange?.sender ?? null
    for (const message of reading.messages) {
      const identity = message.part === null ? null : identityOf(message)
      // Without a reference or a flight nothing says that two parts belong together.
      const key = identity === null ? `single ${alone++}` : JSON.stringify([sender, message.type, identity])
      let group = assembled.get(key)
      if (group === undefined) {
        group = { key, sender, type: message.type, parts: [], missing: [], complete: false, duplicates: 0 }
        assembled.set(key, group)
      }
      if (group.parts.some((part) => numberOf(part) === numberOf(message))) group.duplicates++
      else group.parts.push(message)
    }
  }
  for (const group of assembled.values()) settle(group)
  return [...assembled.values()]
}

/** The finding that says so when an assembly's time is over (30 minutes as shipped) and parts are missing. */
export function partIncomplete(group: AssembledParts): TravelReading['findings'][number] {
  const what = group.missing.length > 0 ? `part ${group.missing.join(', ')} missing` : 'the final part is missing'
  return {
    code: 'PART_INCOMPLETE',
    severity: 'warning',
    message: what,
    position: null,
    literal: group.key.slice(0, 120),
    at: null,
  }
}

function settle(group: AssembledParts): void {
  group.parts.sort((a, b) => numberOf(a) - numberOf(b))
  const final = group.parts.find(isFinal)
  const numbers = new Set(group.parts.map(numberOf))
  const last = numberOf(final ?? group.parts.at(-1)!)
  // A number of many digits is a mistake, not thousands of parts.
  for (let number = 1; number < Math.min(last, 10_000); number++) if (!numbers.has(number)) group.missing.push(number)
  group.complete = final !== undefined && group.missing.length === 0
}

const isFinal = (message: Message): boolean => message.part === null || message.part.flag === 'F'

const numberOf = (message: Message): number => message.part?.number ?? 1

/** The common access reference, else flight and departure date. */
function identityOf(message: Message): string | null {
  if (message.accessReference !== null) return message.accessReference
  const flight = message.type === 'PAXLST' ? (message.flights[0] ?? null) : message.flight
  if (flight === null || flight.departure === null) return null
  return [flight.carrier, flight.number, flight.suffix, flight.departure.slice(0, 10)].join(' ')
}
