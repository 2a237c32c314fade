import type { Receipt } from '@entente/contracts'

const beginning = 64 * 1024
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
