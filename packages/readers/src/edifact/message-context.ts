import type { FindingPosition, Severity, TravelReading } from '@entente/contracts'
import type { FindingCollector } from '../findings/collect-findings.ts'
import type { FindingCode } from '../findings/severities.ts'
import type { SegmentCursor } from './segment-cursor.ts'

/** A position that a finding may need later. For example, documents are checked only when all people of a reservation are known. */
export type Place = FindingPosition

/** The state that all readers of one interchange share. */
export class InterchangeContext {
  readonly cursor: SegmentCursor
  readonly findings: FindingCollector
  readonly quarantined: TravelReading['quarantined']
  /** The syntax identifier (UNB 1.1), for the texts of findings. */
  declaredCharset = 'UNOA'
  sensitiveRemoved = 0
  /** True if the declared character set does not allow bytes from 0x80. */
  upperBytesViolate = true

  constructor(cursor: SegmentCursor, findings: FindingCollector, quarantined: TravelReading['quarantined']) {
    this.cursor = cursor
    this.findings = findings
    this.quarantined = quarantined
  }

  /** Returns the position of a component of the current segment; 0, 0 is the segment itself. */
  place(element = 0, component = 0): Place {
    const { cursor } = this
    const byte = element === 0 ? cursor.start : cursor.startOf(element, component || 1)
    return { byte, segment: cursor.segment, tag: cursor.tagLiteral(), element, component }
  }

  /** Reports a finding at a component of the current segment (0, 0: at the segment), with its literal. */
  report(
    code: FindingCode,
    message: string,
    element = 0,
    component = 0,
    at: string | null = null,
    severity?: Severity,
  ): void {
    if (!this.findings.open(code)) return
    const { cursor } = this
    let literal: string | null
    if (element === 0) literal = cursor.literal()
    else literal = component === 0 ? cursor.textFrom(element, 1) : cursor.text(element, component)
    this.findings.push(code, message, this.place(element, component), literal, at, severity)
  }

  /** Reports a finding at a position recorded earlier. */
  reportAt(
    code: FindingCode,
    message: string,
    place: Place | null,
    literal: string | null = null,
    at: string | null | (() => string) = null,
    severity?: Severity,
  ): void {
    if (!this.findings.open(code)) return
    this.findings.push(code, message, place, literal, typeof at === 'function' ? at() : at, severity)
  }

  /** Quarantines a byte range; extends the previous range if both are adjacent and have the same reason. */
  quarantine(from: number, to: number, reason: string): void {
    const last = this.quarantined.at(-1)
    if (last !== undefined && last.reason === reason && from >= last.to && from - last.to <= 2) last.to = to
    else this.quarantined.push({ from, to, reason })
  }
}

export interface MessageHeader {
  /** A JSON pointer to the message, such as `/messages/0`. */
  pointer: string
  /** The date of UNB as YYYYMMDD; if it is missing, the date of receipt; 0 if both are unknown. */
  fallbackDate: number
  version: string | null
  reference: string | null
  accessReference: string | null
  part: { number: number | null; flag: 'C' | 'F' | null } | null
}

/** The state of a message reader: the state of its interchange, and the data of UNH. */
export class MessageContext extends InterchangeContext {
  readonly header: MessageHeader

  constructor(interchange: InterchangeContext, header: MessageHeader) {
    super(interchange.cursor, interchange.findings, interchange.quarantined)
    this.declaredCharset = interchange.declaredCharset
    this.upperBytesViolate = interchange.upperBytesViolate
    this.header = header
  }

  get pointer(): string {
    return this.header.pointer
  }
}
