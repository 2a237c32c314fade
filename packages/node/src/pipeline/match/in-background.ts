import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'>

/** Runs a job's work on its own rows, ids and counts. It opens no personal data, so it writes no log entry. */
export const inBackground = <T>(deps: Deps, work: (tx: Tx) => Promise<T>): Promise<T> =>
  systemAccess(deps, null).transaction(
    { action: 'signal.match', type: 'signal.match', impersonal: true },
    async (tx) => {
      tx.leavesNoEntry()
      return work(tx)
    },
  )

/** Subjects per transaction: enough to be fast, few enough to keep locks short. */
export const subjectsAtOnce = 200

/** Returns the next subjects of a long comparison, as its row lists them; null if it has ended, which empties the list. */
export function peopleAt(
  deps: Deps,
  table: 'rematch' | 'threshold_trial',
  id: string,
  compared: number,
): Promise<string[] | null> {
  return inBackground(deps, async (tx) => {
    const { part } = await tx.db
      .selectFrom(table)
      .select(sql<string[] | null>`subject_ids[${compared + 1}::int : ${compared + subjectsAtOnce}::int]`.as('part'))
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return part
  })
}
