import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { wasFound } from './standing.ts'

/**
 * Raises an alarm if the filer of a master got an AC and one of its houses is refused, is to be screened, or had a finding in an
 * inspection. It looks at the house that changed, or at all houses of a master. The node takes back no AC that arrived: only
 * people refuse the load of the master. Runs one statement. `offset 0`: else it could read whole tables.
 */
export async function warnOfClearedMaster(tx: Tx, of: { house: string } | { master: string }): Promise<void> {
  const concerned = 'house' in of ? sql`h.id = ${of.house}` : sql`h.parent_id = ${of.master}`
  const { rows } = await sql<{ master: string; house: string }>`
    select m.id as master, h.id as house from cargo_consignment h join cargo_consignment m on m.id = h.parent_id
    where ${concerned} and (${wasFound('h')} or exists (select from case_file k join decision d on d.case_id = k.id and d.reopened_at is null
        where k.subject_id = h.id and k.ended_at is null and d.act in ('DNL', 'hold', 'RFS') offset 0))
      and exists (select from cargo_answer a where a.consignment_id = m.id and a.result = 'AC' and a.delivered_at is not null
        and not exists (select from cargo_answer b where b.consignment_id = m.id and b.sender_id = a.sender_id
          and b.number > a.number and b.result in ('DNL', 'HOLD')) offset 0)
    order by m.id, h.id`.execute(tx.db)
  for (const { master, house } of rows)
    await raiseAlarm(tx, 'cargo-master-cleared', `consignment:${master}`, { records: [house] })
}
