import { splitFlightNumber } from '../derive/flight-number.ts'
import { SegmentWriter } from './encode.ts'
import { openInterchange } from './interchange-parts.ts'

export interface GovreqRequest {
  /** The requesting state and the carrier. */
  sender: string
  recipient: string
  carrier: string
  number: string
  from: string
  to: string
  /** Local, `YYYY-MM-DDTHH:MM`. */
  departure: string
  version?: string
}

export interface GovreqOptions {
  controlReference: string
  preparedAt: string
  messageReference: string
  /** Must be true to write: the layout is not verified against a published guide. */
  unverifiedLayout: boolean
}

/**
 * Writes a GOVREQ, the request for a push of one flight. Its layout is not verified against a published guide: returns
 * null unless `unverifiedLayout` is true.
 */
export function writeGovreq(request: GovreqRequest, options: GovreqOptions): Uint8Array | null {
  if (!options.unverifiedLayout) return null
  const writer = new SegmentWriter()
  const interchange = { sender: request.recipient, recipient: request.sender, reference: null }
  openInterchange(writer, { interchange, controlReference: options.controlReference, preparedAt: options.preparedAt })
  const [version = '11', release = '1'] = (request.version ?? '').split(':').filter(Boolean)
  writer.segment('UNH', options.messageReference, ['GOVREQ', version, release, 'IA'])
  writer.segment('MSG', [null, '22'])
  writer.segment('ORG', request.sender)
  const { number, suffix } = splitFlightNumber(request.number)
  const date = `${request.departure.slice(8, 10)}${request.departure.slice(5, 7)}${request.departure.slice(2, 4)}`
  const time = request.departure.slice(11, 16).replace(':', '')
  writer.segment(
    'TVL',
    [date, time],
    request.from,
    request.to,
    request.carrier,
    `${number ?? request.number}${suffix ?? ''}`,
  )
  writer.segment('UNT', `${writer.count + 1}`, options.messageReference)
  writer.segment('UNZ', '1', options.controlReference)
  return writer.bytes()
}
