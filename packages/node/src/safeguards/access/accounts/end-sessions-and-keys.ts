import type { Tx } from '../access-store.ts'

/** Ends the sessions and the keys of an account. */
export async function endSessionsAndKeys(tx: Pick<Tx, 'db' | 'now'>, accountId: string): Promise<void> {
  const ended = { ended_at: tx.now }
  await tx.db
    .updateTable('session')
    .set(ended)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
  await tx.db
    .updateTable('person_key')
    .set({ revoked_at: tx.now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute()
}
