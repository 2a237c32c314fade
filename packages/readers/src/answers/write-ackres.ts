import type { ReservationPush } from '@entente/contracts'
import { splitFlightNumber } from '../derive/flight-number.ts'
import { SegmentWriter } from './encode.ts'
import { type AnswerEnvelope, openInterchange } from './interchange-parts.ts'

export interface AckresOptions {
  controlReference: string
  preparedAt: string
  sender?: string
  /** The error code (ERC) of a rejection: `118` if the push could not be processed. */
  errorCode?: string
}

/**
 * Writes an ACKRES, the acknowledgement of a push (PNRGOV Implementation Guide 11.1): MSG function 23 with status 3
 * (accepted) or 7 (rejected), in the version of the push. Pass `push` as null to reject an unreadable message.
 */
export function writeAckres(
  push: Pick<ReservationPush, 'version' | 'reference' | 'accessReference'> | null,
  interchange: AnswerEnvelope['interchange'],
  status: 'accepted' | 'rejected',
  options: AckresOptions,
): Uint8Array {
  const writer = new SegmentWriter()
  openInterchange(writer, { ...options, interchange })
  const [version = '11', release = '1'] = (push?.version ?? '').split(':').filter(Boolean)
  const reference = push?.reference ?? '1'
  writer.segment('UNH', reference, ['ACKRES', version, release, 'IA'], push?.accessReference ?? null)
  writer.segment('MSG', [null, '23'], status === 'accepted' ? '3' : '7')
  const code = options.errorCode ?? (status === 'rejected' ? '118' : null)
  if (code !== null) writer.segment('ERC', code)
  writer.segment('UNT', `${writer.count + 1}`, reference)
  writer.segment('UNZ', '1', options.controlReference)
  return writer.bytes()
}

export interface GovreqRequest {
  /** The requesting state; `recipient` is the carrier. */
  sender: string
  recipient: string
  carrier: string
  number: string
  from: string
  to: string
  /** The local time of departure as `YYYY-MM-DDTHH:MM`. */
  departure: string
  version?: string
}

export interface GovreqOptions {
  controlReference: string
  preparedAt: string
  messageReference: string
  /** Must be true, or nothing is written. It confirms that the caller knows that the layout was not verified against a published guide. */
  unverifiedLayout: boolean
}

/**
 * Writes a GOVREQ, the request for a push of one flight. Its layout was not verified against a published guide, so the
 * function returns null unless `unverifiedLayout` is true.
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
