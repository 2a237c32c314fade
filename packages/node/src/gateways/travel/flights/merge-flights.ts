import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Merges two flights that are one leg under two numbers: all rows of `gone` move to `keep`, and its key becomes an
 * alias of `keep`. A scheduled flight stays scheduled, unless the schedule is that of a sender without registration for
 * the carrier of `keep`: that sender may not set its times.
 */
export async function mergeFlights(tx: Pick<Tx, 'db'>, gone: string, keep: string): Promise<void> {
  await tx.db.selectFrom('flight').select('id').where('id', 'in', [gone, keep]).orderBy('id').forUpdate().execute()
  await tx.db.updateTable('flight').set({ same_as: keep }).where('id', '=', gone).execute()
  await sql`insert into flight_alias (key, flight_id) select key, ${keep}::uuid from flight where id = ${gone}::uuid
    on conflict do nothing`.execute(tx.db)
  await sql`update flight k set scheduled = true, scheduled_by = g.scheduled_by, departure = g.departure, arrival = g.arrival, departs_at = g.departs_at
    from flight g where g.id = ${gone}::uuid and k.id = ${keep}::uuid and g.scheduled and not k.scheduled
      and (g.scheduled_by is null or exists (select 1 from sender s where s.id = g.scheduled_by and s.settings -> 'carriers' ? k.carrier))`.execute(
    tx.db,
  )
  for (const table of ['statement', 'reservation_version', 'traveller', 'carrier_answer'] as const) {
    await sql`update ${sql.table(table)} set flight_id = ${keep}::uuid where flight_id = ${gone}::uuid`.execute(tx.db)
  }
  await tx.db.updateTable('case_file').set({ context_id: keep }).where('context_id', '=', gone).execute()
  await sql`update flight_message m set flight_id = ${keep}::uuid where m.flight_id = ${gone}::uuid and not exists
    (select 1 from flight_message k where k.flight_id = ${keep}::uuid and k.message_id = m.message_id and k.unit = m.unit)`.execute(
    tx.db,
  )
}
