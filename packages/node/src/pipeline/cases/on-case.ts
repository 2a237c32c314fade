import { randomUUID } from 'node:crypto'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { Action } from '../../safeguards/access/roles.ts'
import { caseAccess, findCase } from './case-record.ts'
import { noteClasses } from './record-classes.ts'

/** Returns the intent of an act on one case: every clause is checked against the case's attributes before anything is read. */
export function onCase(caseId: string, action: Action, type: string, more: Partial<AccessIntent> = {}): AccessIntent {
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

/** Stores a note or a handover. These rows show who worked on a case. */
export async function insertNote(
  tx: Tx,
  caseId: string,
  kind: 'note' | 'handover',
  body: { text?: string; to?: string | null; copiedFrom?: string },
): Promise<string> {
  const id = randomUUID()
  await tx.db
    .insertInto('case_note')
    .values({ id, case_id: caseId, at: tx.now, person_id: tx.actor.person, kind, ...tx.seal(id, body, noteClasses) })
    .execute()
  return id
}
