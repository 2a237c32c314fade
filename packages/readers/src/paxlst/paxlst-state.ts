import type { PassengerList, Person } from '@entente/contracts'
import { type CalendarDate, dateOfIso } from '../derive/calendar.ts'
import type { FlightIdentification } from '../derive/flight-number.ts'
import { dateTimeOfDtm, type StatedDate } from '../derive/stated-date.ts'
import type { MessageContext, Place } from '../edifact/message-context.ts'
import { SegmentCursor } from '../edifact/segment-cursor.ts'
import { isEnvelope, packTag } from '../edifact/tags.ts'
import { maskOf } from '../sensitive/mask.ts'
import { collectLegs, type Stop } from './collect-legs.ts'

/** A date that is completed when its person is complete, because an expiry date needs the birth date, which may follow later. */
export interface PendingDate {
  document: number
  stated: StatedDate
  literal: string
  place: Place
}

/** The state of a passenger list during reading. */
export class PaxlstState {
  readonly context: MessageContext
  readonly dialect: 'un' | 'us'
  readonly header: Place
  readonly people: Person[] = []
  readonly stops: Stop[] = []
  crew = 0
  document: PassengerList['document'] = null
  reportingParty: PassengerList['reportingParty'] = null
  /** True between NAD+MS and the first person. A COM there belongs to the reporting party. */
  inReportingParty = false
  transactionReference: string | null = null
  control: PassengerList['control'] = null
  counts: { qualifier: string; declared: number; place: Place; literal: string | null }[] = []
  flight: FlightIdentification = { carrier: null, number: null, suffix: null }
  overflight = false
  masterCrew = false
  stop: Stop | null = null
  person: Person | null = null
  personAt: Place | null = null
  /** The index of the current document; -1 if there is none yet; -2 if it is empty, so that its expiry and issuer are dropped. */
  openDocument = -1
  readonly decimal: string
  /** The character that stands in the place of removed data. */
  readonly mask: number
  expiries: PendingDate[] = []
  birth: { stated: StatedDate; literal: string; format: string | null; place: Place } | null = null
  private reference: CalendarDate = -1

  constructor(context: MessageContext) {
    this.context = context
    this.header = context.place()
    this.decimal = String.fromCharCode(context.cursor.separators.decimal)
    this.mask = maskOf(context.cursor.separators)
    this.dialect = /^\d/.test(context.header.version ?? '') ? 'us' : 'un'
  }

  /** Returns the date of the first departure as YYYYMMDD. If unknown, returns the date of UNB, then the date of receipt, then 0. */
  referenceDate(): CalendarDate {
    if (this.reference < 0) this.reference = firstDepartureAhead(this) || this.context.header.fallbackDate
    return this.reference
  }

  personPointer(): string {
    return `${this.context.pointer}/people/${this.people.length - 1}`
  }

  isMasterCrewList(): boolean {
    return this.masterCrew || this.document?.code === '336'
  }

  misplaced(): void {
    this.context.report('SEGMENT_OUT_OF_ORDER', 'segment in an unexpected place')
  }
}

const DTM = packTag('DTM')

/**
 * Returns the departure of the first flight as YYYYMMDD, or 0. If people precede the flight, searches the rest of the
 * message once, because every two-digit year depends on that date.
 */
function firstDepartureAhead(state: PaxlstState): CalendarDate {
  const known = collectLegs(state.stops)[0]
  if (known) return dateOfIso(known.departure)
  const { cursor } = state.context
  const ahead = new SegmentCursor(cursor.bytes, cursor.position, cursor.separators, cursor.limit)
  ahead.known = cursor.known
  let found = 0
  while (found === 0 && ahead.next() && !isEnvelope(ahead.tag)) {
    if (ahead.tag !== DTM || ahead.tooLong) continue
    const code = ahead.text(1, 1)
    if (code === '189' || code === '554') found = dateOfIso(dateTimeOfDtm(ahead.text(1, 2)).value)
    else if (code === '136') found = dateOfIso(dateTimeOfDtm(ahead.text(2, 1)).value)
  }
  cursor.reread()
  return found
}
