import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { reservationClasses } from './statement-classes.ts'
import type { ReservationContent } from './statement-draft.ts'

const rowsAtOnce = 500

/**
 * Removes sensitive data from the superseded reservations of a message's earlier readings: the requested services, and
 * the literal text of contacts. Statements about people contain neither.
 */
export async function forgetServices(tx: Tx, messageId: string, version: number): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await tx.db
      .selectFrom('reservation_version')
      .selectAll()
      .where('message_id', '=', messageId)
      .where('read_version', '<', version)
      .where('id', '>', after)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute()
    if (rows.length === 0) return
    const sealed = rows.map((row) => {
      const { value } = tx.open<ReservationContent>(row)
      const contacts = value.contacts.map((contact) => ({ ...contact, literal: null }))
      return {
        id: row.id,
        ...tx.seal(row.id, { ...value, contacts, serviceCounts: {} }, reservationClasses, row.regime),
      }
    })
    await sql`update reservation_version r set a = v.a, b = v.b
      from unnest(${sealed.map(({ id }) => id)}::uuid[], ${sealed.map(({ a }) => a)}::bytea[], ${sealed.map(({ b }) => b)}::bytea[]) as v (id, a, b)
      where r.id = v.id`.execute(tx.db)
    after = sealed.at(-1)?.id as string
  }
}
