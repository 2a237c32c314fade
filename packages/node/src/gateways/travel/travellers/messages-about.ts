import type { TravellerRecord } from '@entente/contracts'
import type { z } from 'zod'
import type { Tx } from '../../../safeguards/access/access-store.ts'

type Said = z.infer<typeof TravellerRecord>['messages']
const most = 50

/** Lists the messages about a traveller, newest first, each with the segment at which they begin. */
export async function messagesAbout(tx: Tx, row: { id: string }): Promise<Said> {
  const rows = await tx.db
    .selectFrom('statement as s')
    .innerJoin('message as m', 'm.id', 's.message_id')
    .select(['m.id', 'm.received_at', 'm.format', 's.pointer', 's.segment'])
    .distinctOn(['m.received_at', 'm.id'])
    .where('s.traveller_id', '=', row.id)
    .where('s.current', '=', true)
    .orderBy('m.received_at', 'desc')
    .orderBy('m.id')
    .limit(most)
    .execute()
  return rows.map((message) => ({
    id: message.id,
    receivedAt: message.received_at.toISOString(),
    format: message.format ?? '',
    segment: message.segment,
  }))
}
