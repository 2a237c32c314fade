import type { Flight } from '@entente/contracts'

/** One crossing as messages name it: carrier, number, local departure date, from, to (travel.md 3.9). */
export interface NamedFlight {
  key: string
  carrier: string
  number: string
  from: string
  to: string
  departure: string | null
  arrival: string | null
}

/**
 * The crossing that a message's flight is. Where the message leaves out a part of the key, the crossing is the message's own: its people are kept and
 * matched, but never merged with those of a flight that is merely similar.
 */
export function nameFlight(flight: Flight | null, messageId: string): NamedFlight {
  const carrier = flight?.carrier ?? ''
  const number = `${flight?.number ?? ''}${flight?.suffix ?? ''}`
  const from = flight?.from ?? ''
  const to = flight?.to ?? ''
  const departure = flight?.departure ?? null
  const arrival = flight?.arrival ?? null
  // The US dialect states only the arrival at a transit point: its date stands for that of the next departure.
  const date = (departure ?? arrival)?.slice(0, 10) ?? ''
  const stated = [carrier, number, date, from, to]
  const key = stated.map((part) => part || 'X').join('-')
  const whole = stated.every((part) => part !== '')
  return { key: whole ? key : `${key}-${messageId.slice(0, 8)}`, carrier, number, from, to, departure, arrival }
}

/** The same leg under the number of the other carrier of a codeshare. */
export function renameFlight(flight: NamedFlight, carrier: string, number: string): NamedFlight {
  const date = (flight.departure ?? flight.arrival)?.slice(0, 10) ?? ''
  return { ...flight, carrier, number, key: [carrier, number, date, flight.from, flight.to].join('-') }
}
