import type { ReservationPush } from '@entente/contracts'
import type { MessageContext } from '../edifact/message-context.ts'
import { isEnvelope } from '../edifact/tags.ts'

export function readPnrgov(context: MessageContext): ReservationPush {
  const { cursor, header } = context
  while (cursor.next() && !isEnvelope(cursor.tag));
  return {
    type: 'PNRGOV',
    version: header.version,
    reference: header.reference,
    accessReference: header.accessReference,
    part: header.part,
    function: null,
    flight: null,
    declaredReservations: null,
    reservations: [],
  }
}
