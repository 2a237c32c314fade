import type { Interchange } from '@entente/contracts'
import type { SegmentWriter } from './encode.ts'

/** What an answer needs of the interchange it answers, and of itself. */
export interface AnswerEnvelope {
  /** The request's interchange; its sender becomes the recipient. Null where nothing of it could be read. */
  interchange: Pick<Interchange, 'sender' | 'recipient' | 'reference'> | null
  controlReference: string
  /** Local or UTC, `YYYY-MM-DDTHH:MM...`. */
  preparedAt: string
  /** Who answers where the request named no recipient. */
  sender?: string
}

/** `240510:0830` of an ISO date-time. */
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

/** `2405101830` of a local date-time; null where a part is unknown. */
export function dtmValue(dateTime: string | null): string | null {
  if (dateTime === null || dateTime.length < 16) return null
  return dateTime.slice(2, 16).replaceAll(/[-T:]/g, '')
}
