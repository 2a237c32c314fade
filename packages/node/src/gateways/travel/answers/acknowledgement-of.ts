import { randomBytes } from 'node:crypto'
import type { TravelReading, TravelSenderSettings } from '@entente/contracts'
import { writeAckres } from '@entente/readers'
import { fail } from '../../../errors.ts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Writes the ACKRES for a received message: accepted if it was read, rejected (error 118) if it is quarantined. Errors:
 * `no-acknowledgement` if the sender's settings ask for none, `not-found`.
 */
export async function acknowledgementOf(tx: Tx, messageId: string): Promise<{ contentType: string; body: Buffer }> {
  const message = await tx.db.selectFrom('message').selectAll().where('id', '=', messageId).executeTakeFirst()
  if (message === undefined) throw fail('not-found')
  const sender = await tx.db
    .selectFrom('sender')
    .select('settings')
    .where('id', '=', message.sender_id)
    .executeTakeFirstOrThrow()
  if (!(sender.settings as TravelSenderSettings).acknowledge) throw fail('no-acknowledgement')
  const row = await tx.db
    .selectFrom('reading')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('version', '=', message.read_version)
    .executeTakeFirst()
  const opened = row && tx.openIfAllowed<TravelReading>({ ...message, a: row.a, b: row.b } as PersonalRow)
  const reading = opened?.value
  const bytes = writeAckres(
    reading?.messages[0] ?? null,
    reading?.interchange ?? null,
    message.status === 'quarantined' ? 'rejected' : 'accepted',
    { controlReference: randomBytes(7).toString('hex').toUpperCase(), preparedAt: message.received_at.toISOString() },
  )
  return { contentType: 'application/EDIFACT', body: Buffer.from(bytes) }
}
