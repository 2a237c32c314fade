import type { FindingPosition, Flight, Severity } from '@entente/contracts'
import { type CalendarDate, dateOfIso } from '../derive/calendar.ts'
import {
  type LocalDateTime,
  localDateTime,
  type StatedDate,
  statedWithMonthName,
  statedYearFirst,
} from '../derive/stated-date.ts'
import type { FindingCollector } from '../findings/collect-findings.ts'
import type { FindingCode } from '../findings/severities.ts'
import type { FindingSink } from '../pnrgov/finding-sink.ts'
import type { DecodedXml } from './decode-xml.ts'
import type { XmlElement } from './element.ts'

/** The state that all readers of one push share: findings, byte positions, the header flight. */
export class PushContext implements FindingSink {
  readonly decoded: DecodedXml
  readonly findings: FindingCollector
  /** A JSON pointer to the message, such as `/messages/0`. */
  readonly pointer: string
  /** The date of the push as YYYYMMDD; if it is missing, the date of receipt; 0 if both are unknown. */
  readonly fallbackDate: CalendarDate
  flight: Flight | null = null
  function: string | null = null
  sensitiveRemoved = 0

  constructor(decoded: DecodedXml, findings: FindingCollector, pointer: string, fallbackDate: CalendarDate) {
    this.decoded = decoded
    this.findings = findings
    this.pointer = pointer
    this.fallbackDate = fallbackDate
  }

  /** Returns the date of the header flight's departure as YYYYMMDD; if it is unknown, the date of the push. */
  referenceDate(): CalendarDate {
    return dateOfIso(this.flight?.departure ?? null) || this.fallbackDate
  }

  /**
   * Returns the position of an element: its byte and its number in the document; with an attribute name also the
   * attribute's number from 1.
   */
  place(element: XmlElement, attribute?: string): FindingPosition {
    const number = attribute === undefined ? 0 : [...element.attributes.keys()].indexOf(attribute) + 1
    return {
      byte: this.decoded.byteAt(element.from),
      segment: element.ordinal,
      tag: element.tag,
      element: number,
      component: 0,
    }
  }

  reportAt(
    code: FindingCode,
    message: string,
    place: FindingPosition | null,
    literal: string | null = null,
    at: string | null | (() => string) = null,
    severity?: Severity,
  ): void {
    if (!this.findings.open(code)) return
    this.findings.push(code, message, place, literal, typeof at === 'function' ? at() : at, severity)
  }

  /** Reads a date-time attribute as local time without a zone. An impossible value gives null and a finding. */
  dateTime(element: XmlElement, name: string, at: string): string | null {
    const literal = element.attributes.get(name)?.trim()
    if (!literal || /^-*$/.test(literal)) return null
    const read = dateTimeOf(literal)
    if (read.problem === 'date') this.reportAt('DATE_INVALID', 'no such date', this.place(element, name), literal, at)
    if (read.problem === 'time') {
      this.reportAt('TIME_INVALID', 'no such time of day', this.place(element, name), literal, at)
    }
    return read.value
  }
}

/** Reads `2026-03-01T10:10:00+01:00`, with a blank for the T, without time, or in the date forms of EDIFACT. */
function dateTimeOf(literal: string): LocalDateTime {
  const [date = '', clock] = literal.split(/[T ]+/)
  const stated = statedDateOf(date)
  if (clock === undefined || clock === '') return localDateTime(stated, null)
  const time = /^(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(clock)
  if (!time) return { value: null, problem: Number.isNaN(stated) ? 'date' : 'time' }
  // The schema's type requires seconds, so 00 carries no information.
  const seconds = time[3] === undefined || time[3] === '00' ? '' : time[3]
  return localDateTime(stated, `${time[1]}${time[2]}${seconds}`)
}

/** Reads `2026-03-01`, `20260301`, `260301` or `01MAR26`. Returns NaN for other text. */
export function statedDateOf(literal: string): StatedDate {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*|Z|[+-]\d{2}:\d{2})?$/.exec(literal)
  if (iso) return statedYearFirst(`${iso[1]}${iso[2]}${iso[3]}`)
  return /[A-Za-z]/.test(literal) ? statedWithMonthName(literal) : statedYearFirst(literal)
}
