import { sql } from 'kysely'
import type { GatewaySubjects } from '../../../pipeline/gateway/gateway.ts'
import { openTraveller } from './open-traveller.ts'

/** The clocks of travellers: those of the oldest message that the record quotes, by the birth date and the departure. */
export const travellerClocks: NonNullable<GatewaySubjects['clocks']> = {
  async facts(tx, ids) {
    const rows = await tx.db
      .selectFrom('traveller as t')
      .innerJoin('flight as f', 'f.id', 't.flight_id')
      .selectAll('t')
      .select('f.departs_at')
      .where(sql<boolean>`t.id = any(${[...ids]}::uuid[])`)
      .execute()
    return rows.flatMap((row) => {
      const opened = openTraveller(tx, row)
      if (opened === undefined) return []
      const born = opened.value.person.birthDate
      return [
        { id: row.id, regime: row.regime, facts: { receivedAt: row.received_at, departsAt: row.departs_at, born } },
      ]
    })
  },
  async move(tx, id, clocks) {
    await tx.db.updateTable('traveller').set(clocks).where('id', '=', id).execute()
    await tx.db.updateTable('selector_index').set({ mask_at: clocks.mask_at }).where('owner_id', '=', id).execute()
  },
}
