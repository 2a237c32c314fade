import { sql } from 'kysely'
import { z } from 'zod'
import { inBackground } from '../../../pipeline/match/in-background.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { defineJob } from '../../../store/define-job.ts'
import { isOpen } from './status-of.ts'

/** Hourly: closes consignments that arrived long ago and about which nothing is open. */
export const closeConsignmentsJob = defineJob('close-consignments', z.object({}), { priority: 10 })

/** How long a consignment stays open after its arrival and after its last change. */
const afterArrival = sql`interval '7 days'`
/** Time after the first receipt at which goods without a stated arrival count as arrived. */
const withoutArrival = sql`interval '14 days'`
/** A filer cannot keep goods open for longer after their last change by stating an arrival far away. */
const longest = sql`interval '60 days'`
const atOnce = 1000

/**
 * Task of the job: closes the consignments that are due, in parts. Consignments with a case under review, with a decision that asks
 * for something or refuses, with an open question of an officer or with an open inspection stay open: a person ends these. A
 * correction that a filer owes keeps nothing open.
 */
export async function closeConsignments(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  while ((await inBackground(deps, closeSome)) === atOnce);
}

async function closeSome(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update cargo_consignment set closed_at = ${tx.now} where id in (
      select c.id from cargo_consignment c
      where c.state <> 'cancelled' and ${isOpen('c')} and c.version > 0 and c.changed_at < ${tx.now}::timestamptz - ${afterArrival}
        and least(coalesce(c.arrives_at, c.first_received_at + ${withoutArrival}), c.changed_at + ${longest}) < ${tx.now}::timestamptz - ${afterArrival}
        and not exists (select from case_file k where k.subject_id = c.id and k.ended_at is null and k.state <> 'closed'
          and not exists (select from decision d where d.case_id = k.id and d.reopened_at is null and k.state = 'decided'
            and d.act in ('AC', 'inspect') offset 0) offset 0)
        and not exists (select from cargo_referral r where r.consignment_id = c.id and r.state = 'open' and r.origin = 'officer' offset 0)
        and not exists (select from cargo_inspection i where i.consignment_id = c.id and i.state <> 'closed' offset 0)
      order by c.changed_at limit ${atOnce} for no key update skip locked)
    returning id`.execute(tx.db)
  // One announcement: the rows of a list do not close one by one.
  const [first] = rows
  if (first !== undefined) await tx.announce('consignment.changed', first.id, 0)
  return rows.length
}
