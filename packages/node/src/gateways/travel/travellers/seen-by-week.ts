import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** Counts the travellers by the week in which the first message about them came. */
export async function seenByWeek(
  tx: Pick<Tx, 'db'>,
  from: Date,
  until: Date,
): Promise<{ week: Date; subjects: number }[]> {
  const { rows } = await sql<{ week: Date; subjects: number }>`
    select date_trunc('week', received_at, 'UTC') as week, count(*)::int as subjects from traveller
    where merged_into is null and received_at >= ${from} and received_at < ${until} group by 1`.execute(tx.db)
  return rows
}
