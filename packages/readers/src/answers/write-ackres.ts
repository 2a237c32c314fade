import type { ReservationPush } from '@entente/contracts'
import { SegmentWriter } from './encode.ts'
import { type AnswerEnvelope, openInterchange } from './interchange-parts.ts'

export interface AckresOptions {
  controlReference: string
  preparedAt: string
  sender?: string
  /** ERC of a rejection: `118` if the push could not be processed. */
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
