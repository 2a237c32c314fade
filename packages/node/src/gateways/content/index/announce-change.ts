import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Notifies every index that these signals or this bank must be read again: in this transaction, and in the order of
 * commits. Returns the number of the change. It takes a lock until the transaction ends, so it is called last.
 */
export async function announceChange(
  tx: Pick<Tx, 'db'>,
  change: { numbers?: readonly (number | string)[]; bank?: number },
): Promise<number> {
  const { rows } = await sql<{ seq: string }>`
    select tell_content(${change.numbers?.map(String) ?? []}::bigint[], ${change.bank ?? null}::int) as seq`.execute(
    tx.db,
  )
  return Number(rows[0]?.seq)
}
