import { encode, type Segment, segment, usualSeparators, writeSegment } from '../../../synthetic/edifact-text.ts'
import { ccyymmdd, type Envelope, hhmm, recipient } from './envelope.ts'

/** Writes an interchange with one message and right counts (ISO 9735). */
export function writeMessage(envelope: Envelope, type: readonly string[], body: readonly Segment[]): Uint8Array {
  const { reference, sender, preparedAt } = envelope
  const segments = [
    segment('UNB', ['UNOA', '2'], sender, recipient, [ccyymmdd(preparedAt).slice(2), hhmm(preparedAt)], reference),
    segment('UNH', '1', type),
    ...body,
    segment('UNT', body.length + 2, '1'),
    segment('UNZ', 1, reference),
  ]
  return encode(segments.map((each) => `${writeSegment(each, usualSeparators)}\n`).join(''), 'UNOA')
}
