import type { TravelReading } from '@entente/contracts'
import { listSegments } from '@entente/readers'

/** Size in bytes of the largest message that is scanned a second time for the first segments of people. */
const largest = 4 * 1024 * 1024

/**
 * Finds the segment at which each person of a message begins, by JSON pointer; "see the message" opens there. A person
 * named only by an SSR has no entry: the caller takes that of the reservation, its SRC. XML has no segments and gives
 * an empty map.
 */
export function personSegments(bytes: Uint8Array, reading: TravelReading): Map<string, number> {
  const places = new Map<string, number>()
  if (reading.encoding !== 'edifact' || bytes.length > largest) return places
  let unit = -1
  let kind: string | null = null
  let person = -1
  let reservation = -1
  let inItinerary = false
  for (const { tag, text, number } of listSegments(bytes, reading.syntax.usedCharset)) {
    if (tag === 'UNH') {
      kind = /PAXLST|PNRGOV/.exec(text)?.[0] ?? null
      if (kind !== null) unit += 1
      person = reservation = -1
    } else if (kind === 'PAXLST' && (tag === 'NAD' || tag === 'PDT')) {
      if (tag === 'NAD' && /^NAD\W\s*(MS|COA)\b/.test(text)) continue
      person += 1
      places.set(`/messages/${unit}/people/${person}`, number)
    } else if (kind === 'PNRGOV' && tag === 'SRC') {
      reservation += 1
      person = -1
      inItinerary = false
      places.set(`/messages/${unit}/reservations/${reservation}`, number)
    } else if (kind === 'PNRGOV' && reservation >= 0) {
      if (tag === 'TVL' || tag === 'ABI') inItinerary = true
      // The TIF of a group (type G) names no person.
      if (tag !== 'TIF' || inItinerary || /^TIF\W[^+]*:G\b/.test(text)) continue
      person += 1
      places.set(`/messages/${unit}/reservations/${reservation}/people/${person}`, number)
    }
  }
  return places
}
