import { cargoVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import { answerSubjectJob } from '../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'

/**
 * Raises an alarm if the filer of a master got an AC and one of its houses is refused, is to be screened, or had a finding in an
 * inspection. It looks at a house that changed, or at all houses of a master. An alarm that people acknowledged after the
 * refusal does not return. The node takes back no AC that arrived: only people refuse the load of the master. Runs one
 * statement. `offset 0`: else it could read whole tables.
 */
export async function warnOfClearedMaster(tx: Tx, id: string): Promise<void> {
  const isNew = (
    since: string,
  ) => sql`not exists (select from alarm w where w.code = ${code} and w.ref = 'consignment:' || m.id
    and w.detail -> 'records' ? h.id::text and w.at >= ${sql.raw(since)} offset 0)`
  const { rows } = await sql<{ master: string; house: string }>`
    select m.id as master, h.id as house from cargo_consignment h join cargo_consignment m on m.id = h.parent_id
    where (h.id = ${id} or h.parent_id = ${id})
      and (exists (select from cargo_inspection i where i.consignment_id = h.id and i.outcome = 'found'
          and ${isNew('i.closed_at')} offset 0)
        or exists (select from case_file k join decision d on d.case_id = k.id and d.reopened_at is null
          where k.subject_id = h.id and k.ended_at is null and d.act in ('DNL', 'hold', 'RFS')
            and ${isNew('coalesce(d.confirmed_at, d.proposed_at)')} offset 0))
      and exists (select from cargo_answer a where a.consignment_id = m.id and a.result = 'AC' and a.delivered_at is not null
        and not exists (select from cargo_answer b where b.consignment_id = m.id and b.sender_id = a.sender_id
          and b.number > a.number and b.result in ('DNL', 'HOLD')) offset 0)
    order by m.id, h.id`.execute(tx.db)
  for (const { master, house } of rows) await raiseAlarm(tx, code, `consignment:${master}`, { records: [house] })
}
const code = 'cargo-master-cleared'

/**
 * Enqueues `warnOfClearedMaster` for the masters among consignments whose AC arrives in this transaction. People may refuse a
 * house at the same time. The refusal asks after its commit, and this job asks after the commit of the delivery: the later
 * of both sees the other.
 */
export async function warnAfterDelivery(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string }>`select m.id from cargo_consignment m where m.id = any(${[...ids]}::uuid[])
    and exists (select from cargo_consignment h where h.parent_id = m.id offset 0) order by m.id`.execute(tx.db)
  if (rows.length === 0) return
  await tx.enqueue(answerSubjectJob, { gateway: cargoVocabulary.kind, subjectIds: rows.map(({ id }) => id) })
}
