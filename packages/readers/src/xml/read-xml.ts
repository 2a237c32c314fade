import type { TravelReading } from '@entente/contracts'
import { FindingCollector } from '../findings/collect-findings.ts'
import type { FindingCode } from '../findings/severities.ts'
import type { Given } from '../given.ts'
import { CollectedMessages, type MessageSink } from '../message-sink.ts'
import { MASK } from '../sensitive/mask.ts'
import { type SensitiveXmlPart, sensitiveXmlParts } from '../sensitive/xml-ranges.ts'
import { type DecodedXml, decodeXml } from './decode-xml.ts'
import type { XmlElement } from './element.ts'
import { type ParseEnd, parseElements } from './parse-elements.ts'
import { PushReader } from './read-push.ts'

/** Larger inputs are quarantined unread (travel.md 6, row 19). */
const largestInput = 50 * 1024 * 1024
/** What a stretch that is no well-formed XML is reported and quarantined as. */
const malformed = 'XML_MALFORMED' satisfies FindingCode
const unsafe = 'XML_UNSAFE' satisfies FindingCode
/** A file broken more often is not worth the time: the rest is quarantined. */
const mostBreaks = 1000

/**
 * Reads pushes of reservations in XML (travel.md 3.6): the same records as from EDIFACT, by the same rules (3.5).
 *
 * Element and attribute names match by their local name, in any namespace and any case. Document types and entities are
 * refused: nothing of such a file is used. In a file that is cut short or broken somewhere every whole PNR element is kept,
 * also those after the break; the rest is quarantined as byte ranges. Never throws; pure, no I/O.
 */
export function readPnrgovXml(bytes: Uint8Array, given: Given = {}): TravelReading {
  const reading = emptyReading(bytes, given)
  return readInto(bytes, given, reading, new CollectedMessages(reading.messages))
}

/**
 * As `readPnrgovXml`, but hands everything over as it becomes whole. A file that turns out to be unsafe is used in no part: it is walked once before anything
 * is handed over.
 */
export function streamPnrgovXml(bytes: Uint8Array, given: Given, sink: MessageSink): TravelReading {
  const tried = readInto(bytes, given, emptyReading(bytes, given), NOBODY)
  return tried.quarantined.some(({ reason }) => reason === unsafe)
    ? tried
    : readInto(bytes, given, emptyReading(bytes, given), sink)
}

const NOBODY: MessageSink = { count: 0, message: () => {}, reservation: () => true }

function readInto(bytes: Uint8Array, given: Given, reading: TravelReading, sink: MessageSink): TravelReading {
  const findings = new FindingCollector()
  if (bytes.length > largestInput) {
    refuse(reading, findings, 'INPUT_TOO_LARGE', `${bytes.length} bytes; at most ${largestInput} are read`, null)
  } else new XmlFile(bytes, given, reading, findings, sink).read()
  reading.findings = findings.all()
  return reading
}

function emptyReading(bytes: Uint8Array, given: Given): TravelReading {
  const none = { component: '', element: '', decimal: '.', release: '', terminator: '' }
  return {
    file: given.file ?? null,
    sha256: given.sha256 ?? null,
    bytes: bytes.length,
    encoding: 'xml',
    format: null,
    outcome: 'quarantined',
    syntax: { una: 'absent', ...none, declaredCharset: null, usedCharset: null },
    envelope: null,
    interchange: null,
    messages: [],
    quarantined: [],
    sensitiveRemoved: 0,
    findings: [],
  }
}

/** Quarantines the whole file. */
function refuse(
  reading: TravelReading,
  findings: FindingCollector,
  code: FindingCode,
  message: string,
  byte: number | null,
): void {
  const position = byte === null ? null : { byte, segment: 0, tag: '', element: 0, component: 0 }
  findings.add(code, message, position)
  reading.interchange = null
  reading.sensitiveRemoved = 0
  reading.outcome = 'quarantined'
  reading.quarantined = reading.bytes === 0 ? [] : [{ from: 0, to: reading.bytes, reason: code }]
}

class XmlFile {
  private readonly decoded: DecodedXml
  private readonly reading: TravelReading
  private readonly sink: MessageSink
  private findings: FindingCollector
  private readonly callerFindings: FindingCollector
  private readonly receivedAt: string | null
  private readonly pushes: PushReader[] = []
  private pushDepth = 0
  /** Character index after the last reservation that was whole, or after the header. */
  private wholeUntil = 0
  private lastOrdinal = 0
  /** What a literal must not quote, from the last break on; null until something broke. */
  private sensitive: SensitiveXmlPart[] | null = null

  constructor(bytes: Uint8Array, given: Given, reading: TravelReading, findings: FindingCollector, sink: MessageSink) {
    this.sink = sink
    this.decoded = decodeXml(bytes)
    this.reading = reading
    this.callerFindings = findings
    this.findings = new FindingCollector()
    this.receivedAt = given.receivedAt ?? null
    reading.syntax.declaredCharset = this.decoded.declaredCharset
    reading.syntax.usedCharset = this.decoded.usedCharset
  }

  read(): void {
    const { reading, decoded } = this
    const end = this.walk()
    if (end.ending === 'unsafe') {
      // What was found so far came from a file that is not to be trusted.
      refuse(reading, this.callerFindings, unsafe, end.message, decoded.byteAt(end.at))
      return
    }
    this.reportCharacters()
    for (const push of this.pushes) {
      push.finish()
      this.sink.message(push.push)
      reading.sensitiveRemoved += push.context.sensitiveRemoved
    }
    reading.interchange = this.pushes[0]?.interchange ?? null
    if (this.pushes.length > 0) reading.format = 'PNRGOV'
    else if (reading.quarantined.length === 0) {
      refuse(reading, this.findings, 'NO_INTERCHANGE', 'neither UNB nor the root of an XML push', null)
    }
    const anything = this.pushes.some(({ says }) => says)
    reading.outcome = reading.quarantined.length === 0 ? 'read' : anything ? 'partly-read' : 'quarantined'
    for (const finding of this.findings.all()) {
      this.callerFindings.add(
        finding.code as FindingCode,
        finding.message,
        finding.position,
        finding.literal,
        finding.at,
        finding.severity,
      )
    }
  }

  /** From the start; after a break from the next reservation on, until the end or something unsafe. */
  private walk(): ParseEnd {
    const { text } = this.decoded
    let end = parseElements(text, 0, 1, this)
    // A fault found only far behind its place makes every new start long: that is bounded, too.
    let read = 0
    for (let breaks = 0; end.ending === 'malformed'; breaks++) {
      // Where a document type never ends no element is ever seen.
      if (this.pushes.length === 0 && /<!DOCTYPE/i.test(text.slice(0, end.at))) {
        return { ending: 'unsafe', at: end.at, message: 'a document type declaration is refused' }
      }
      const enough = breaks === mostBreaks || read > 4 * text.length
      const next = this.pushes.length === 0 || enough ? -1 : nextElement(text, end.at)
      if (!end.stray) this.quarantine(end, next)
      if (next < 0) break
      this.wholeUntil = next
      const after = parseElements(text, next, this.lastOrdinal + 1, this)
      if (after.ending === 'malformed') read += after.scanned - next
      end = after.ending === 'malformed' ? { ...after, at: Math.max(after.at, next + 1) } : after
    }
    return end
  }

  private quarantine(end: ParseEnd & { ending: 'malformed' }, next: number): void {
    const { decoded, reading } = this
    const byte = decoded.byteAt(end.at)
    const position = { byte, segment: this.lastOrdinal, tag: '', element: 0, component: 0 }
    this.findings.add(malformed, `the XML is broken: ${end.message}`, position, this.literalAround(end.at))
    const from = decoded.byteAt(this.wholeUntil)
    const to = next < 0 ? reading.bytes : decoded.byteAt(next)
    if (to > from) reading.quarantined.push({ from, to, reason: malformed })
  }

  /** What stands around a break, with the mask in the place of what must not be kept. Asked from the first break to the last. */
  private literalAround(at: number): string {
    const { text } = this.decoded
    const [from, to] = [Math.max(0, at - 40), Math.min(text.length, at + 20)]
    this.sensitive ??= sensitiveXmlParts(text).reverse()
    for (let first = this.sensitive.at(-1); first && first.to <= from; first = this.sensitive.at(-1))
      this.sensitive.pop()
    let shown = text.slice(from, to)
    for (let place = this.sensitive.length - 1; place >= 0; place--) {
      const part = this.sensitive[place]!
      if (part.from >= to) break
      const [start, end] = [Math.max(0, part.from - from), Math.min(to, part.to) - from]
      shown = shown.slice(0, start) + String.fromCharCode(MASK).repeat(end - start) + shown.slice(end)
    }
    return shown
  }

  opened(element: XmlElement, depth: number): boolean {
    this.lastOrdinal = element.ordinal
    const { name } = element
    if (name === 'iata_pnrgov_notifrq' && (this.pushDepth === 0 || depth <= this.pushDepth)) {
      this.pushDepth = depth
      this.pushes.push(
        new PushReader(element, this.decoded, this.findings, this.pushes.length, this.receivedAt, this.sink),
      )
      return false
    }
    const push = this.pushes.at(-1)
    if (!push) return false
    if (name === 'pnrs') push.reservations(element)
    return name === 'pnr' || name === 'originator' || name === 'flightleg'
  }

  complete(element: XmlElement): void {
    const push = this.pushes.at(-1)
    if (!push) return
    this.lastOrdinal = Math.max(this.lastOrdinal, lastOrdinalIn(element))
    this.wholeUntil = element.to
    if (element.name === 'pnr') push.reservation(element)
    else if (element.name === 'flightleg') push.flight(element)
    else push.originator(element)
  }

  private reportCharacters(): void {
    const { decoded, findings } = this
    const at = (byte: number) => ({ byte, segment: 0, tag: '', element: 0, component: 0 })
    for (const { byte, value } of decoded.violations) {
      if (!findings.open('CHARSET_VIOLATION')) continue
      const message = `byte 0x${value.toString(16)} is not UTF-8; read as ${decoded.usedCharset}`
      findings.push('CHARSET_VIOLATION', message, at(byte), null, null)
    }
    for (const index of decoded.controls) {
      if (!findings.open('CHARSET_VIOLATION')) continue
      findings.push('CHARSET_VIOLATION', 'a control character, left out', at(decoded.byteAt(index)), null, null)
    }
  }
}

/** Where the next reservation or the next push begins; -1: none. */
function nextElement(text: string, from: number): number {
  const start = /<(?:[\w.-]+:)?(?:PNR|IATA_PNRGOV_NotifRQ)[\s>/]/gi
  start.lastIndex = from
  return start.exec(text)?.index ?? -1
}

function lastOrdinalIn(element: XmlElement): number {
  const last = element.children.at(-1)
  return last ? lastOrdinalIn(last) : element.ordinal
}
