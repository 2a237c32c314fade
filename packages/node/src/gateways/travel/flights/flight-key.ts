import type { Flight } from '@entente/contracts'

/** One crossing as messages name it: carrier, number, local departure date, from, to. */
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
 * What a carrier, a flight number and an airport look like. A flight stands in the clear, on boards that everyone reads: what a carrier wrote into the wrong
 * place, perhaps a name, stays in the reading and does not come here.
 */
const carrierForm = /^[A-Z0-9]{2,3}$/i
const numberForm = /^\d{1,5}[A-Z]?$/i
const airportForm = /^[A-Z0-9]{3,5}$/i
const ifLike = (form: RegExp, text: string | null | undefined): string => (text != null && form.test(text) ? text : '')

/**
 * The crossing that a message's flight is. Where the message leaves out a part of the key, or says what can be none, the crossing is the message's own: its
 * people are kept and matched, but never merged with those of a flight that is merely similar.
 */
export function nameFlight(flight: Flight | null, messageId: string): NamedFlight {
  const carrier = ifLike(carrierForm, flight?.carrier)
  const number = ifLike(numberForm, `${flight?.number ?? ''}${flight?.suffix ?? ''}`)
  const from = ifLike(airportForm, flight?.from)
  const to = ifLike(airportForm, flight?.to)
  const departure = flight?.departure ?? null
  const arrival = flight?.arrival ?? null
  // The US dialect states only the arrival at a transit point: its date stands for that of the next departure.
  const date = (departure ?? arrival)?.slice(0, 10) ?? ''
  const stated = [carrier, number, date, from, to]
  const key = stated.map((part) => part || 'X').join('-')
  const whole = stated.every((part) => part !== '')
  return { key: whole ? key : `${key}-${messageId.slice(0, 8)}`, carrier, number, from, to, departure, arrival }
}

/** The same leg under the number of the other carrier of a codeshare; null where these can be no carrier and number. */
export function renameFlight(flight: NamedFlight, carrier: string, number: string): NamedFlight | null {
  if (!carrierForm.test(carrier) || !numberForm.test(number)) return null
  const date = (flight.departure ?? flight.arrival)?.slice(0, 10) ?? ''
  return { ...flight, carrier, number, key: [carrier, number, date, flight.from, flight.to].join('-') }
}
