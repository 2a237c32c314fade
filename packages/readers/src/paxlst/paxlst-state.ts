import type { PassengerList, Person } from '@entente/contracts'
import type { CalendarDate } from '../derive/calendar.ts'
import type { FlightIdentification } from '../derive/flight-number.ts'
import type { StatedDate } from '../derive/stated-date.ts'
import type { MessageContext, Place } from '../edifact/message-context.ts'
import type { Stop } from './collect-legs.ts'
import { firstDepartureAhead } from './find-reference-date.ts'

/** A date to resolve when its person is complete: an expiry needs the birth date, which may follow. */
export interface PendingDate {
  document: number
  stated: StatedDate
  literal: string
  place: Place
}

/** State of a passenger list during reading. */
export class PaxlstState {
  readonly context: MessageContext
  readonly dialect: 'un' | 'us'
  readonly header: Place
  readonly people: Person[] = []
  readonly stops: Stop[] = []
  crew = 0
  document: PassengerList['document'] = null
  reportingParty: PassengerList['reportingParty'] = null
  /** True between NAD+MS and the first person: a COM then belongs to the reporting party. */
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
  /** Index of the open document; -1: none yet; -2: an empty one, whose expiry and issuer are dropped. */
  openDocument = -1
  readonly decimal: string
  expiries: PendingDate[] = []
  birth: { stated: StatedDate; literal: string; place: Place } | null = null
  private reference: CalendarDate = -1

  constructor(context: MessageContext) {
    this.context = context
    this.header = context.place()
    this.decimal = String.fromCharCode(context.cursor.separators.decimal)
    this.dialect = /^\d/.test(context.header.version ?? '') ? 'us' : 'un'
  }

  /** Returns YYYYMMDD of the first departure, or else the UNB date, or else the date of receipt; 0 if unknown. */
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
