import { sql } from 'kysely'
import type { Act, Tx } from '../../safeguards/access/door.ts'
import type { Action } from '../../safeguards/access/roles.ts'
import { caseAccess, findCase } from '../case-record.ts'

/** An act on one case: every clause is asked of the case's own attributes before anything is read. */
export function onCase(caseId: string, action: Action, type: string, more: Partial<Act> = {}): Act {
  return {
    action,
    type,
    ref: `case:${caseId}`,
    on: async (db: Tx['db']) => {
      const row = await findCase({ db }, caseId)
      return row === undefined ? null : caseAccess(row)
    },
    ...more,
  }
}

/** One act of a person on cases at a time: two beats at once must not count the same second twice. */
export async function oneAtATime(tx: Tx, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${person}, 4))`.execute(tx.db)
}
