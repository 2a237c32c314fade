import type { FindingPosition, Flight, Interchange, ReservationPush } from '@entente/contracts'
import { dateOfIso } from '../derive/calendar.ts'
import { splitFlightNumber } from '../derive/flight-number.ts'
import { readCount } from '../derive/read-number.ts'
import type { FindingCollector } from '../findings/collect-findings.ts'
import type { MessageSink } from '../records/message-sink.ts'
import type { DecodedXml } from './decode-xml.ts'
import { attribute, child, type XmlElement } from './element.ts'
import { PushContext } from './push-context.ts'
import { readReservation } from './read-reservation.ts'

/** Reads one push while its elements arrive. Each reservation is read when its element is complete, and released. */
export class PushReader {
  readonly push: ReservationPush
  readonly interchange: Interchange
  readonly context: PushContext
  private readonly rootAt: FindingPosition
  private declaredAt: FindingPosition | null = null
  private readonly sink: MessageSink
  /** The number of reservations read, including those that the sink accepted. */
  private read = 0

  constructor(
    root: XmlElement,
    decoded: DecodedXml,
    findings: FindingCollector,
    index: number,
    receivedAt: string | null,
    sink: MessageSink,
  ) {
    this.sink = sink
    const sent = attribute(root, 'timestamp')
    this.context = new PushContext(decoded, findings, `/messages/${index}`, dateOfIso(sent) || dateOfIso(receivedAt))
    const reference = attribute(root, 'transactionidentifier', 'echotoken', 'sequencenmbr')
    // Positions are taken at once: the text of an element is kept only until the element is read.
    this.rootAt = this.context.place(root)
    this.context.function = attribute(root, 'messagefunction', 'functioncode', 'function')
    this.interchange = {
      sender: null,
      recipient: null,
      reference,
      prepared: this.context.dateTime(root, 'timestamp', '/interchange/prepared'),
      applicationReference: null,
    }
    this.push = {
      type: 'PNRGOV',
      version: attribute(root, 'version'),
      reference,
      accessReference: attribute(root, 'correlationid'),
      part: null,
      function: this.context.function,
      flight: null,
      declaredReservations: null,
      reservations: [],
    }
  }

  originator(element: XmlElement): void {
    this.interchange.sender ??= attribute(element, 'airlinecode', 'systemcode')
  }

  /** Reads FlightLeg: the flight of the push. */
  flight(element: XmlElement): void {
    if (this.push.flight !== null) return
    const at = `${this.context.pointer}/flight`
    const { number, suffix } = splitFlightNumber(attribute(element, 'flightnumber'))
    const flight: Flight = {
      carrier: attribute(element, 'carriercode'),
      number,
      suffix: suffix ?? attribute(element, 'operationalsuffix'),
      from: attribute(child(element, 'departureairport'), 'locationcode'),
      to: attribute(child(element, 'arrivalairport'), 'locationcode'),
      departure: this.context.dateTime(element, 'departuredatetime', `${at}/departure`),
      arrival: this.context.dateTime(element, 'arrivaldatetime', `${at}/arrival`),
      overflight: null,
    }
    this.push.flight = flight
    this.context.flight = flight
  }

  /** Reads the start tag of PNRs: the number of reservations. */
  reservations(element: XmlElement): void {
    this.push.declaredReservations ??= readCount(attribute(element, 'numberofpnrs'))
    this.declaredAt ??= this.context.place(element, 'numberofpnrs')
    const stated = attribute(element, 'messagefunction', 'functioncode', 'function')
    this.context.function ??= stated
    this.push.function ??= stated
  }

  reservation(element: XmlElement): void {
    const index = this.read++
    const reservation = readReservation(this.context, element, index)
    const { reservations, ...head } = this.push
    if (!this.sink.reservation(head, reservation, index)) reservations.push(reservation)
  }

  /** True if any part of the push can be used. */
  get hasData(): boolean {
    return this.read > 0 || this.push.flight !== null
  }

  finish(): void {
    const { push, context } = this
    const place = this.rootAt
    if (push.function === null) {
      context.reportAt(
        'FUNCTION_MISSING',
        'the push does not say whether it holds all reservations',
        place,
        null,
        `${context.pointer}/function`,
      )
    }
    if (push.flight === null)
      context.reportAt('FLIGHT_MISSING', 'no FlightLeg', place, null, `${context.pointer}/flight`)
    const { declaredReservations: declared } = push
    if (declared === null || declared === this.read || this.declaredAt === null) return
    const message = `${declared} declared, ${this.read} in the message`
    context.reportAt(
      'RESERVATION_COUNT_MISMATCH',
      message,
      this.declaredAt,
      `${declared}`,
      `${context.pointer}/declaredReservations`,
    )
  }
}
