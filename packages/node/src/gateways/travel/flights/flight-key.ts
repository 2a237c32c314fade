import type { Flight } from '@entente/contracts'

/** One border crossing as messages name it: carrier, number, local departure date, from, to. */
export interface NamedFlight {
  key: string
  carrier: string
  number: string
  from: string
  to: string
  departure: string | null
  arrival: string | null
}

/** One message (UNH) about one flight, as the board counts it. */
export interface FlightMessageDraft {
  flight: NamedFlight
  /** The leg under both numbers of a codeshare. */
  aliases: { operating: NamedFlight; other: NamedFlight }[]
  unit: number
  kind: 'PAXLST' | 'PNRGOV'
  function: string | null
  accessReference: string | null
  part: { number: number | null; flag: 'C' | 'F' | null } | null
  people: number
  declared: number | null
  crewOnly: boolean
  checkIn: boolean
  findings: number
}

/**
 * Forms of a carrier, a flight number and an airport. Flights are stored in the clear, on boards for all users. A text
 * of another form, perhaps a person's name in the wrong element, stays in the sealed reading.
 */
const carrierForm = /^[A-Z0-9]{2,3}$/i
const numberForm = /^\d{1,5}[A-Z]?$/i
const airportForm = /^[A-Z0-9]{3,5}$/i
const ifLike = (form: RegExp, text: string | null | undefined): string => (text != null && form.test(text) ? text : '')

/**
 * Names the border crossing of a message's flight. If the message leaves out a part of the key, or a part has the wrong
 * form, the crossing belongs to this message alone: its people are stored and matched, but never merged with those of a
 * similar flight.
 */
export function nameFlight(flight: Flight | null, messageId: string): NamedFlight {
  const carrier = ifLike(carrierForm, flight?.carrier)
  const number = ifLike(numberForm, `${flight?.number ?? ''}${flight?.suffix ?? ''}`)
  const from = ifLike(airportForm, flight?.from)
  const to = ifLike(airportForm, flight?.to)
  const departure = flight?.departure ?? null
  const arrival = flight?.arrival ?? null
  // The US dialect states only the arrival at a transit point: its date replaces that of the next departure.
  const date = (departure ?? arrival)?.slice(0, 10) ?? ''
  const stated = [carrier, number, date, from, to]
  const key = stated.map((part) => part || 'X').join('-')
  const whole = stated.every((part) => part !== '')
  return { key: whole ? key : `${key}-${messageId.slice(0, 8)}`, carrier, number, from, to, departure, arrival }
}

/**
 * Names the same leg under the number of the other carrier of a codeshare; null if carrier or number have the wrong
 * form.
 */
export function renameFlight(flight: NamedFlight, carrier: string, number: string): NamedFlight | null {
  if (!carrierForm.test(carrier) || !numberForm.test(number)) return null
  const date = (flight.departure ?? flight.arrival)?.slice(0, 10) ?? ''
  return { ...flight, carrier, number, key: [carrier, number, date, flight.from, flight.to].join('-') }
}
