import type { Interchange } from '@entente/contracts'
import type { SegmentWriter } from './encode.ts'

/** The interchange to answer, and the envelope data of the answer. */
export interface AnswerEnvelope {
  /** The interchange of the request. Its sender becomes the recipient of the answer. Null if the interchange could not be read. */
  interchange: Pick<Interchange, 'sender' | 'recipient' | 'reference'> | null
  controlReference: string
  /** The time of the answer, local or UTC, as `YYYY-MM-DDTHH:MM...`. */
  preparedAt: string
  /** The sender of the answer if the request names no recipient. */
  sender?: string
}

/** Converts an ISO date-time to the UNB date pair: `240510`, `0830`. */
export function datePair(preparedAt: string): readonly [string, string] {
  const [, year = '', month = '', day = '', hour = '00', minute = '00'] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(preparedAt) ?? []
  return [`${year}${month}${day}`, `${hour}${minute}`]
}

export function openInterchange(writer: SegmentWriter, envelope: AnswerEnvelope): void {
  const { interchange } = envelope
  const sender = interchange?.recipient ?? envelope.sender ?? 'ENTENTE'
  const recipient = interchange?.sender ?? null
  writer.segment('UNB', ['UNOA', '4'], sender, recipient, datePair(envelope.preparedAt), envelope.controlReference)
}

/** Converts a local date-time to a DTM value: `2405101830`. Returns null if the date or the time is unknown. */
export function dtmValue(dateTime: string | null): string | null {
  if (dateTime === null || dateTime.length < 16) return null
  return dateTime.slice(2, 16).replaceAll(/[-T:]/g, '')
}
