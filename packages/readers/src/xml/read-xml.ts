import type { TravelReading } from '@entente/contracts'
import { FindingCollector } from '../findings/collect-findings.ts'
import type { FindingCode } from '../findings/severities.ts'
import type { Given } from '../records/given.ts'
import { CollectedMessages, type MessageSink } from '../records/message-sink.ts'
import { MASK } from '../sensitive/mask.ts'
import { type DecodedXml, decodeXml } from './decode-xml.ts'
import type { XmlElement } from './element.ts'
import { type ParseEnd, parseElements, parseWindows } from './parse-elements.ts'
import { PushReader } from './read-push.ts'
import { type SensitiveXmlPart, sensitiveXmlParts } from './sensitive-elements.ts'
import { WindowedXml } from './windowed-xml.ts'

/** The largest input in bytes. A larger input is quarantined without being read. */
const largestInput = 50 * 1024 * 1024
/** The code of the finding, and the reason of the quarantine, for malformed XML. */
const malformed = 'XML_MALFORMED' satisfies FindingCode
const unsafe = 'XML_UNSAFE' satisfies FindingCode
/** After this many faults in the XML, the rest of the file is quarantined, so that reading time is bounded. */
const mostBreaks = 1000

/**
 * Reads reservation pushes in XML (IATA_PNRGOV_NotifRQ, schema 2019.2 and the older outline that senders follow), with
 * the same records and rules as in EDIFACT.
 *
 * Element and attribute names match by local name, in any namespace and case. A file with a document type or entity is
 * refused as a whole. In a broken file every complete PNR element is kept, also after the break; the rest is
 * quarantined as byte ranges. Never throws and uses no I/O.
 */
export function readPnrgovXml(bytes: Uint8Array, given: Given = {}): TravelReading {
  const reading = emptyReading(bytes, given)
  return readInto(bytes, given, reading, new CollectedMessages(reading.messages))
}

/**
 * Like `readPnrgovXml`, but passes each complete message to `sink`. An unsafe file must give nothing, so the file is
 * read once before anything is passed on. A well-formed file in UTF-8 is decoded in windows and needs little memory beside
 * its bytes; any other file is decoded as a whole, once.
 */
export function streamPnrgovXml(bytes: Uint8Array, given: Given, sink: MessageSink): TravelReading {
  if (bytes.length <= largestInput && readWindows(bytes, given, DISCARD) !== null) {
    return readWindows(bytes, given, sink) as TravelReading
  }
  const decoded = bytes.length > largestInput ? null : decodeXml(bytes)
  const trial = readInto(bytes, given, emptyReading(bytes, given), DISCARD, decoded)
  return trial.quarantined.some(({ reason }) => reason === unsafe)
    ? trial
    : readInto(bytes, given, emptyReading(bytes, given), sink, decoded)
}

/** Reads a file window by window. Returns null if it is not well-formed UTF-8; then nothing may be used. */
function readWindows(bytes: Uint8Array, given: Given, sink: MessageSink): TravelReading | null {
  const findings = new FindingCollector()
  const reading = emptyReading(bytes, given)
  if (!new XmlFile(new WindowedXml(bytes), given, reading, findings, sink).read()) return null
  reading.findings = findings.all()
  return reading
}

const DISCARD: MessageSink = { count: 0, message: () => {}, reservation: () => true }

function readInto(
  bytes: Uint8Array,
  given: Given,
  reading: TravelReading,
  sink: MessageSink,
  decoded: DecodedXml | null = null,
): TravelReading {
  const findings = new FindingCollector()
  if (bytes.length > largestInput) {
    refuse(reading, findings, 'INPUT_TOO_LARGE', `${bytes.length} bytes; at most ${largestInput} are read`, null)
  } else new XmlFile(decoded ?? decodeXml(bytes), given, reading, findings, sink).read()
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
  /** The character index after the last complete reservation; before the first one, the index after the header. */
  private wholeUntil = 0
  private lastOrdinal = 0
  /** The sensitive parts that a literal must not quote, from the last fault in the XML on; null until the first fault. */
  private sensitive: SensitiveXmlPart[] | null = null

  constructor(
    decoded: DecodedXml,
    given: Given,
    reading: TravelReading,
    findings: FindingCollector,
    sink: MessageSink,
  ) {
    this.sink = sink
    this.decoded = decoded
    this.reading = reading
    this.callerFindings = findings
    this.findings = new FindingCollector()
    this.receivedAt = given.receivedAt ?? null
    reading.syntax.declaredCharset = this.decoded.declaredCharset
    reading.syntax.usedCharset = this.decoded.usedCharset
  }

  /** Reads the file. Returns false if it is read in windows and has a fault: then it must be read as a whole. */
  read(): boolean {
    const { reading, decoded } = this
    const windows = decoded instanceof WindowedXml ? decoded : null
    const end = windows === null ? this.walk() : parseWindows(windows, this)
    if (windows !== null && (end.ending !== 'whole' || !windows.isDecoded)) return false
    if (end.ending === 'unsafe') {
      // Nothing from an unsafe file may be used.
      refuse(reading, this.callerFindings, unsafe, end.message, decoded.byteAt(end.at))
      return true
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
    const anything = this.pushes.some(({ hasData }) => hasData)
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
    return true
  }

  /** Reads the file until its end or an unsafe construct. After each fault in the XML, it continues at the next reservation. */
  private walk(): ParseEnd {
    const { text } = this.decoded
    let end = parseElements(text, 0, 1, this)
    // If faults are detected far after their positions, every restart reads much text again. So the total is bounded too.
    let read = 0
    for (let breaks = 0; end.ending === 'malformed'; breaks++) {
      // A document type that never ends hides every element.
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

  /** Returns the text around a fault in the XML, with sensitive parts masked. Call it for the faults in order of position. */
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

/** Returns the index of the next reservation or push; -1 if there is none. */
function nextElement(text: string, from: number): number {
  const start = /<(?:[\w.-]+:)?(?:PNR|IATA_PNRGOV_NotifRQ)[\s>/]/gi
  start.lastIndex = from
  return start.exec(text)?.index ?? -1
}

function lastOrdinalIn(element: XmlElement): number {
  const last = element.children.at(-1)
  return last ? lastOrdinalIn(last) : element.ordinal
}
