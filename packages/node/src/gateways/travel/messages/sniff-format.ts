import type { Receipt } from '@entente/contracts'

const beginning = 64 * 1024
const headerBytes = 2048
const formats = ['PAXLST', 'PNRGOV', 'CUSRES', 'ACKRES'] as const

/** Guesses the format of a file's first message from its beginning; null if it cannot. The reading decides. */
export function sniffFormat(bytes: Uint8Array): Receipt['format'] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, beginning)).toString('latin1')
  if (/<(?:[\w.-]+:)?IATA_PNRGOV/i.test(text)) return 'PNRGOV'
  // UNH 2.1 (message type); any separators are accepted, and blanks and line ends around the tag.
  const found = /UNH\s*[^\w\s]\s*[^'\n]{0,40}?[^\w\s]\s*(PAXLST|PNRGOV|CUSRES|ACKRES)/i.exec(text)
  const named = found?.[1]?.toUpperCase()
  return formats.find((format) => format === named) ?? null
}

/**
 * Guesses the flight of a file's first message: carrier, number and departure date, as the header states them. Returns
 * null if the header does not show them. The reading decides.
 */
export function sniffFlight(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headerBytes)).toString('latin1')
  // PNRGOV: TVL 1 (ddmmyy), 3 (carrier) and 4 (number). PAXLST: TDT 2 (flight), and DTM 189 (departure, yymmdd).
  const push = /TVL\+(\d{6})(?::[\d:]*)?\+[^+']*\+[^+']*\+([A-Z0-9]{2,3})(?::[^+']*)?\+(\d{1,5}[A-Z]?)/.exec(text)
  if (push !== null) return push.slice(1).join(' ')
  const list = /TDT\+20\+([A-Z0-9]{2,3}\d{1,5}[A-Z]?)['+]/.exec(text)
  if (list !== null) return `${/DTM\+189:(\d{6})/.exec(text)?.[1] ?? ''} ${list[1]}`
  // PNRGOV in XML: the attributes of FlightLeg, in any order.
  const leg = /<(?:[\w.-]+:)?FlightLeg\s([^>]*)>/.exec(text)?.[1]
  if (leg === undefined) return null
  const stated = (name: string, form: string) => new RegExp(`\\b${name}=["'](${form})`).exec(leg)?.[1] ?? ''
  const flight = `${stated('CarrierCode', '[A-Z0-9]{2,3}')}${stated('FlightNumber', '\\d{1,5}[A-Z]?')}`
  return flight === '' ? null : `${stated('DepartureDateTime', '[\\d-]{10}')} ${flight}`
}
