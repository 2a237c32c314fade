import type { PassengerList, ReservationPush, TravelReading } from '@entente/contracts'

type Message = PassengerList | ReservationPush

/** The parts of one passenger list or push (UNH 4.1 part number, 4.2 flag). */
export interface AssembledParts {
  /**
   * The key of the group: JSON of sender, type and identity. The identity is the common access reference, or the flight
   * and departure date.
   */
  key: string
  sender: string | null
  type: Message['type']
  /** The parts, ordered by number. If parts have one number, the list has the one that was received first. */
  parts: Message[]
  /** The missing numbers below the final part; if that is missing too, below the highest part received. */
  missing: number[]
  /** True if the final part and every number below it were received. */
  complete: boolean
  duplicates: number
}

/**
 * Groups the parts of multi-part messages, in any order and with duplicates. A message without a part number is a
 * complete group. Parts are read on arrival; this function does not wait. The caller adds the finding of
 * `partIncomplete` when the time limit of an incomplete group has passed.
 */
export function assembleParts(readings: readonly TravelReading[]): AssembledParts[] {
  const assembled = new Map<string, AssembledParts>()
  let alone = 0
  for (const reading of readings) {
    const sender = reading.interchange?.sender ?? null
    for (const message of reading.messages) {
      const identity = message.part === null ? null : identityOf(message)
      // Without a reference or a flight, no two parts can be matched.
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
  for (const group of assembled.values()) completeGroup(group)
  return [...assembled.values()]
}

/** Returns the finding for an incomplete group whose time limit has passed (the node's default is 30 minutes). */
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

function completeGroup(group: AssembledParts): void {
  group.parts.sort((a, b) => numberOf(a) - numberOf(b))
  const final = group.parts.find(isFinal)
  const numbers = new Set(group.parts.map(numberOf))
  const last = numberOf(final ?? group.parts.at(-1)!)
  // The list of missing parts is limited, because a very large part number is a typing error.
  for (let number = 1; number < Math.min(last, 10_000); number++) if (!numbers.has(number)) group.missing.push(number)
  group.complete = final !== undefined && group.missing.length === 0
}

const isFinal = (message: Message): boolean => message.part === null || message.part.flag === 'F'

const numberOf = (message: Message): number => message.part?.number ?? 1

/** Returns the common access reference, or the flight and its departure date. */
function identityOf(message: Message): string | null {
  if (message.accessReference !== null) return message.accessReference
  const flight = message.type === 'PAXLST' ? (message.flights[0] ?? null) : message.flight
  if (flight === null || flight.departure === null) return null
  return [flight.carrier, flight.number, flight.suffix, flight.departure.slice(0, 10)].join(' ')
}
