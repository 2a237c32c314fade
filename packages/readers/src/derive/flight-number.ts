/** A flight identification such as `XY0417A`: carrier, number without leading zeros, and operational suffix. */
export interface FlightIdentification {
  carrier: string | null
  number: string | null
  suffix: string | null
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/**
 * Splits a flight identification (PAXLST TDT 2, PNRGOV TVL 5.1). The carrier is `statedCarrier` if present, else two
 * characters (letter-letter, letter-digit, digit-letter) or three letters before the digits.
 */
export function readFlightIdentification(text: string | null, statedCarrier: string | null): FlightIdentification {
  if (text === null) return { carrier: statedCarrier, number: null, suffix: null }
  const compact = text.includes(' ') ? text.replaceAll(' ', '') : text
  let from: number
  if (statedCarrier !== null && compact.startsWith(statedCarrier)) from = statedCarrier.length
  else from = carrierLength(compact)
  const carrier = statedCarrier ?? (from > 0 ? compact.slice(0, from) : null)
  const { number, suffix } = splitFlightNumber(compact.slice(from))
  return { carrier, number, suffix }
}

function carrierLength(text: string): number {
  const a = text.charCodeAt(0)
  const b = text.charCodeAt(1)
  const c = text.charCodeAt(2)
  if (isLetter(a) && isLetter(b) && isLetter(c) && isDigit(text.charCodeAt(3))) return 3
  if (isLetter(a) && (isLetter(b) || isDigit(b))) return 2
  return isDigit(a) && isLetter(b) ? (text.length > 2 ? 2 : 0) : 0
}

/** Splits `0417A` into number 417 and suffix A. The number is null if the text does not begin with a digit. */
export function splitFlightNumber(text: string | null): { number: string | null; suffix: string | null } {
  if (text === null) return { number: null, suffix: null }
  let end = 0
  while (end < text.length && isDigit(text.charCodeAt(end))) end++
  if (end === 0) return { number: null, suffix: null }
  const suffix = end < text.length ? text.slice(end).trim() : ''
  return { number: withoutLeadingZeros(text.slice(0, end)), suffix: suffix === '' ? null : suffix }
}

/** Removes the leading zeros of a flight number or seat. A text that is only `0` is unchanged. */
export function withoutLeadingZeros(text: string): string {
  let from = 0
  while (from < text.length - 1 && text.charCodeAt(from) === 48) from++
  return from === 0 ? text : text.slice(from)
}
