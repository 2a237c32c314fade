import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Clocks } from './open-contents.ts'

/**
 * The cases of travellers of whom the same is now said by other messages: a case lives as long as what is said of its subject, no longer and no shorter. One
 * that is past its clock stays so. Made at the end of the act.
 */
export function moveCaseClocks(tx: Tx, travellers: readonly { id: string; clocks: Clocks }[]): void {
  if (travellers.length === 0) return
  const of = (clock: keyof Clocks) => travellers.map(({ clocks }) => clocks[clock])
  // Locked in one order, so that matching and this wait for each other instead of failing.
  tx.later(sql`update case_file c set received_at = v.received_at, mask_at = v.mask_at, delete_at = v.delete_at
    from (select k.id, n.received_at, n.mask_at, n.delete_at from case_file k
      join unnest(${travellers.map(({ id }) => id)}::uuid[], ${of('received_at')}::timestamptz[], ${of('mask_at')}::timestamptz[],
        ${of('delete_at')}::timestamptz[]) as n (subject_id, received_at, mask_at, delete_at) on n.subject_id = k.subject_id
      where k.delete_at > ${tx.now} and (k.received_at, k.mask_at, k.delete_at) is distinct from (n.received_at, n.mask_at, n.delete_at)
      order by k.id for update of k) as v
    where c.id = v.id`)
}
