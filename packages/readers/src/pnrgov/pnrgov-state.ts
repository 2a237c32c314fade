import type { FindingPosition, Flight, HistoryChange, Leg, Payment, Person, Reservation } from '@entente/contracts'
import { type CalendarDate, dateOfIso } from '../derive/calendar.ts'
import { type LocalDateTime, localDateTime, statedDayFirst } from '../derive/stated-date.ts'
import type { MessageContext } from '../edifact/message-context.ts'
import type { PushHead } from '../records/message-sink.ts'
import { newReservationDraft, type ReservationDraft } from './reservation-draft.ts'

/**
 * The positions in the message (PNRGOV Implementation Guide 11.1, groups GR.1 to GR.12). The reader is a state machine,
 * because senders break the grammar.
 */
export const HEADER = 0
export const RESERVATION = 1
export const TRAVELLER = 2
export const TICKET = 3
export const PAYMENT = 4
export const LEG = 5
export const CHECK_IN_TIME = 6
export const CHECK_IN = 7
export const SPLIT = 8
export const NON_AIR = 9
export const HISTORY = 10

/** The state of the history of a reservation during reading. */
export interface HistoryState {
  /** A draft in which the readers of current data put what they read. Its lists are those of the history. */
  draft: ReservationDraft
  change: HistoryChange
  leg: Leg | null
}

/** The state of a push during reading. */
export class PnrgovState {
  readonly context: MessageContext
  group = HEADER
  function: string | null = null
  flight: Flight | null = null
  declaredReservations: number | null = null
  /** The reservations that the sink did not accept. */
  readonly reservations: Reservation[] = []
  /** The number of reservations begun, including those that the sink accepted. */
  begun = 0
  draft: ReservationDraft | null = null
  person: Person | null = null
  leg: Leg | null = null
  /** The payments of the current FOP. A card holder and payer that follow belong to them. */
  payments: Payment[] = []
  /** The reference of the traveller at check-in: from TIF, otherwise from TRI. */
  checkInRef: string | null = null
  /** The history of the open reservation while it is read; null in its current part. */
  history: HistoryState | null = null
  readonly placeOfHeader: FindingPosition
  equation: FindingPosition | null = null
  hasFunction = false

  constructor(context: MessageContext) {
    this.context = context
    this.placeOfHeader = context.place()
  }

  /**
   * Returns the date of the header flight's departure as YYYYMMDD. If unknown, returns the date of UNB, then the date of
   * receipt, then 0.
   */
  referenceDate(): CalendarDate {
    return dateOfIso(this.flight?.departure ?? null) || this.context.header.fallbackDate
  }

  /** Returns the open reservation. Begins one if SRC is missing, so that no traveller is lost. */
  open(): ReservationDraft {
    if (this.draft === null) {
      this.misplaced()
      this.begin()
    }
    return this.draft!
  }

  begin(): void {
    const pointer = `${this.context.pointer}/reservations/${this.begun}`
    this.draft = newReservationDraft(pointer, this.here(0, 0))
    this.begun++
    this.history = null
    this.group = RESERVATION
    this.person = null
    this.leg = null
    this.payments = []
    this.checkInRef = null
  }

  /** Returns the push without its reservations, with the data read so far. */
  head(): PushHead {
    const { version, reference, accessReference, part } = this.context.header
    const { function: stated, flight, declaredReservations } = this
    return { type: 'PNRGOV', version, reference, accessReference, part, function: stated, flight, declaredReservations }
  }

  misplaced(): void {
    this.context.report('SEGMENT_OUT_OF_ORDER', 'segment in an unexpected place', 0, 0, this.draft?.pointer ?? null)
  }

  /** Returns the position of a component, for findings reported later. */
  here(element: number, component: number): FindingPosition {
    return this.context.place(element, component)
  }

  /** Reads a date DDMMYY and a time from two components. `at` is the field that findings name. */
  dateTime(element: number, dateComponent: number, timeComponent: number, at: string): string | null {
    const { cursor } = this.context
    const date = cursor.text(element, dateComponent)
    return date === null
      ? null
      : this.joined(date, cursor.text(element, timeComponent), element, dateComponent, timeComponent, at)
  }

  /** Does the same as `dateTime`; the caller has already read the date. */
  joined(
    date: string,
    time: string | null,
    element: number,
    dateComponent: number,
    timeComponent: number,
    at: string,
  ): string | null {
    const read: LocalDateTime = localDateTime(statedDayFirst(date), time)
    if (read.problem === 'date') {
      this.context.report('DATE_INVALID', 'no such date', element, dateComponent, this.pointerTo(at))
    } else if (read.problem === 'time') {
      this.context.report('TIME_INVALID', 'no such time of day', element, timeComponent, this.pointerTo(at))
    }
    return read.value
  }

  pointerTo(field: string): string {
    return `${this.draft?.pointer ?? this.context.pointer}/${field}`
  }
}
