import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Clocks } from './open-contents.ts'

/**
 * Moves the clocks of travellers' cases after other messages became the source of the same data: a case expires with
 * the data about its subject. An expired case is left alone. The update runs at the end of the transaction.
 */
export function moveCaseClocks(tx: Tx, travellers: readonly { id: string; clocks: Clocks }[]): void {
  if (travellers.length === 0) return
  const of = (clock: keyof Clocks) => travellers.map(({ clocks }) => clocks[clock])
  // Rows are locked in one order, so that matching and this update wait for each other and do not deadlock.
  tx.later(sql`update case_file c set received_at = v.received_at, mask_at = v.mask_at, delete_at = v.delete_at
    from (select k.id, n.received_at, n.mask_at, n.delete_at from case_file k
      join unnest(${travellers.map(({ id }) => id)}::uuid[], ${of('received_at')}::timestamptz[], ${of('mask_at')}::timestamptz[],
        ${of('delete_at')}::timestamptz[]) as n (subject_id, received_at, mask_at, delete_at) on n.subject_id = k.subject_id
      where k.delete_at > ${tx.now} and (k.received_at, k.mask_at, k.delete_at) is distinct from (n.received_at, n.mask_at, n.delete_at)
      order by k.id for update of k) as v
    where c.id = v.id`)
}
