import type { TravelReading } from '@entente/contracts'
import { charsetNamed } from '../edifact/charset.ts'
import { decodeText } from '../edifact/decode-text.ts'
import { isFraming } from '../edifact/separators.ts'
import type { FindingCollector } from '../findings/collect-findings.ts'

/** Reads the bytes outside of interchanges: a Type-B header, or other text. */
export function readBetween(
  bytes: Uint8Array,
  from: number,
  to: number,
  isFirst: boolean,
  reading: TravelReading,
  findings: FindingCollector,
): void {
  let begin = from
  let end = to
  while (begin < end && isFraming(bytes[begin]!)) begin++
  while (end > begin && isFraming(bytes[end - 1]!)) end--
  if (begin >= end) return
  const literal = decodeText(bytes, begin, Math.min(end, begin + 200), 0, charsetNamed('Windows-1252'))
  const position = { byte: begin, segment: 0, tag: '', element: 0, component: 0 }
  const envelope = readTypeBEnvelope(bytes, begin, end)
  if (envelope !== null) {
    if (isFirst) reading.envelope = envelope
    findings.add('TYPE_B_HEADER', 'in a Type-B envelope', position, literal, isFirst ? '/envelope' : null)
    return
  }
  findings.add('TEXT_OUTSIDE_INTERCHANGE', 'text outside of any interchange', position, literal)
}

const PRIORITIES = new Set(['QU', 'QK', 'QN', 'QD', 'QX', 'QS'])
const MOST_ADDRESSES = 32
const LONGEST_HEADER = 4000

/**
 * Reads a Type-B (teletype) header before an interchange: priority, seven-letter addresses on one or more lines,
 * `.ORIGIN DDHHMM` (layout not verified against the IATA standard). Returns null for other text.
 */
function readTypeBEnvelope(bytes: Uint8Array, from: number, to: number): TravelReading['envelope'] {
  if (to - from > LONGEST_HEADER) return null
  let text = ''
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]!)
  // SOH, STX and other control characters only frame the header.
  const lines = text
    .replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/g, ' ')
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const origin = lines.findIndex((line) => line.startsWith('.'))
  if (origin < 0) return null
  const [sender, time] = lines[origin]!.slice(1).trim().split(/\s+/)
  if (sender === undefined || !/^[A-Z0-9]{7}$/.test(sender)) return null
  const words = lines.slice(0, origin).join(' ').split(/\s+/).filter(Boolean)
  const priority = PRIORITIES.has(words[0] ?? '') ? words.shift()! : null
  if (words.length > MOST_ADDRESSES || !words.every((word) => /^[A-Z0-9]{7}$/.test(word))) return null
  if (priority === null && words.length === 0) return null
  return { priority, to: words, from: sender, time: time ?? null }
}
