import type { Tx } from '../../safeguards/access/access-store.ts'

/**
 * Notes that a job counts these subjects by group, in the transaction that changed them. It only adds a row, so it waits for nobody. A gateway
 * without groups may be noted too: the job skips it.
 */
export function noteGroupsDue(tx: Pick<Tx, 'db' | 'later'>, gateway: string, subjectIds: readonly string[]): void {
  if (subjectIds.length === 0) return
  tx.later(tx.db.insertInto('disparity_due').values({ gateway, subject_ids: [...new Set(subjectIds)] }))
}
