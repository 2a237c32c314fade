import type { Syntax, TravelReading } from '@entente/contracts'
import { charsetNamed, isUtf8 } from './edifact/charset.ts'
import { decodeText } from './edifact/decode-text.ts'
import { findStart, type Start } from './edifact/find-start.ts'
import { InterchangeContext } from './edifact/message-context.ts'
import { SegmentCursor } from './edifact/segment-cursor.ts'
import { defaultSeparators, type Separators } from './edifact/separators.ts'
import { FindingCollector } from './findings/collect-findings.ts'
import { InterchangeReader } from './interchange/read-interchange.ts'
import type { Given } from './records/given.ts'
import { CollectedMessages, type MessageSink } from './records/message-sink.ts'
import { readBetween } from './typeb/read-envelope.ts'
import { looksLikeXml } from './xml/looks-like-xml.ts'
import { readPnrgovXml, streamPnrgovXml } from './xml/read-xml.ts'

/** The largest input in bytes. A larger input is quarantined without being read. */
export const LARGEST_INPUT = 50 * 1024 * 1024

/**
 * Reads a travel message: PAXLST (PAXLST Implementation Guide, UN and US dialects) or PNRGOV (PNRGOV Implementation
 * Guide 11.1) in EDIFACT, with or without a Type-B envelope, or PNRGOV in XML (IATA_PNRGOV_NotifRQ). Returns records,
 * findings with byte positions, and quarantined byte ranges; everything else is kept.
 *
 * Never throws on input. It uses no I/O and no clock, and does not change the bytes.
 */
export function readTravel(bytes: Uint8Array, given: Given = {}): TravelReading {
  if (bytes.length <= LARGEST_INPUT && looksLikeXml(bytes)) return readPnrgovXml(bytes, given)
  const reading = emptyReading(bytes, given)
  return readInto(bytes, given, reading, new CollectedMessages(reading.messages))
}

/** Like `readTravel`, but passes each complete message to `sink` and keeps none (see `readTravelMessages`). */
export function streamTravel(bytes: Uint8Array, given: Given, sink: MessageSink): TravelReading {
  if (bytes.length <= LARGEST_INPUT && looksLikeXml(bytes)) return streamPnrgovXml(bytes, given, sink)
  return readInto(bytes, given, emptyReading(bytes, given), sink)
}

function readInto(bytes: Uint8Array, given: Given, reading: TravelReading, sink: MessageSink): TravelReading {
  const findings = new FindingCollector()
  if (bytes.length > LARGEST_INPUT) {
    findings.add('INPUT_TOO_LARGE', `${bytes.length} bytes; at most ${LARGEST_INPUT} are read`)
    reading.quarantined.push({ from: 0, to: bytes.length, reason: 'INPUT_TOO_LARGE' })
  } else readEdifact(bytes, given, reading, findings, sink)
  reading.findings = findings.all()
  return reading
}

function emptyReading(bytes: Uint8Array, given: Given): TravelReading {
  return {
    file: given.file ?? null,
    sha256: given.sha256 ?? null,
    bytes: bytes.length,
    encoding: null,
    format: null,
    outcome: 'quarantined',
    syntax: syntaxOf('absent', defaultSeparators()),
    envelope: null,
    interchange: null,
    messages: [],
    quarantined: [],
    sensitiveRemoved: 0,
    findings: [],
  }
}

function readEdifact(
  bytes: Uint8Array,
  given: Given,
  reading: TravelReading,
  findings: FindingCollector,
  sink: MessageSink,
): void {
  let position = 0
  let recognised = 0
  let release = 0
  let utf8: boolean | null = null
  const wholeFileIsUtf8 = (): boolean => {
    utf8 ??= isUtf8(bytes)
    return utf8
  }
  for (let start = findStart(bytes, 0); start !== null; start = findStart(bytes, position)) {
    const isFirst = reading.encoding === null
    reading.encoding = 'edifact'
    readBetween(bytes, position, start.from, isFirst, reading, findings)
    const cursor = new SegmentCursor(bytes, start.unb, start.separators)
    const context = new InterchangeContext(cursor, findings, reading.quarantined)
    if (start.una === 'damaged') reportUna(context, start)
    const result = new InterchangeReader(context, sink, given.receivedAt ?? null).read(wholeFileIsUtf8)
    position = Math.max(cursor.position, start.unb + 3)
    recognised += result.recognised
    release = start.separators.release
    reading.format ??= result.format
    reading.sensitiveRemoved += context.sensitiveRemoved
    if (!isFirst) continue
    reading.syntax = {
      ...syntaxOf(start.una, start.separators),
      declaredCharset: result.declaredCharset,
      usedCharset: result.usedCharset,
    }
    reading.interchange = result.interchange
  }
  if (reading.encoding === null) {
    findings.add(
      'NO_INTERCHANGE',
      bytes.length === 0 ? 'the input is empty' : 'neither UNB nor the root of an XML push',
    )
    if (bytes.length > 0) reading.quarantined.push({ from: 0, to: bytes.length, reason: 'NO_INTERCHANGE' })
    return
  }
  const end = danglingRelease(bytes, position, release)
  readBetween(bytes, position, end < 0 ? bytes.length : end, false, reading, findings)
  if (end >= 0) {
    const place = { byte: end, segment: 0, tag: '', element: 0, component: 0 }
    findings.add('RELEASE_DANGLING', 'release character at the end of input', place, String.fromCharCode(release))
  }
  if (recognised === 0 && reading.quarantined.length === 0) {
    findings.add('MESSAGE_TYPE_UNKNOWN', 'the interchange holds no message')
    reading.quarantined.push({ from: 0, to: bytes.length, reason: 'MESSAGE_TYPE_UNKNOWN' })
  }
  reading.outcome = recognised === 0 ? 'quarantined' : reading.quarantined.length > 0 ? 'partly-read' : 'read'
}

/** Returns the index of a release character at the very end, after which no character follows; -1 if there is none. */
function danglingRelease(bytes: Uint8Array, from: number, release: number): number {
  let last = bytes.length - 1
  while (last >= from && bytes[last]! <= 0x20) last--
  if (last < from || release <= 0x20 || bytes[last] !== release) return -1
  let run = 0
  while (last - run >= from && bytes[last - run] === release) run++
  return run % 2 === 1 ? last : -1
}

function reportUna(context: InterchangeContext, start: Start): void {
  const { bytes } = context.cursor
  const literal = decodeText(
    bytes,
    start.from,
    start.unb,
    0,
    charsetNamed(isUtf8(bytes.subarray(start.from, start.unb)) ? 'UTF-8' : 'Windows-1252'),
  )
  const position = { byte: start.from, segment: 0, tag: 'UNA', element: 0, component: 0 }
  context.findings.add('UNA_DAMAGED', 'separators taken from the text and the defaults', position, literal, '/syntax')
}

function syntaxOf(una: Syntax['una'], separators: Separators): Syntax {
  return {
    una,
    component: String.fromCharCode(separators.component),
    element: String.fromCharCode(separators.element),
    decimal: String.fromCharCode(separators.decimal),
    release: separators.release === 0 ? ' ' : String.fromCharCode(separators.release),
    terminator: String.fromCharCode(separators.terminator),
    declaredCharset: null,
    usedCharset: null,
  }
}
