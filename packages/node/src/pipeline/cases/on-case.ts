import { randomUUID } from 'node:crypto'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { Action } from '../../safeguards/access/roles.ts'
import { type CaseFile, caseAccess, findCase } from './case-record.ts'
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

/** Stores a note or a handover of a case. These rows show who worked on a case. */
export async function insertNote(
  tx: Tx,
  row: CaseFile,
  kind: 'note' | 'handover',
  body: { text?: string; to?: string | null; copiedFrom?: string },
): Promise<string> {
  const id = randomUUID()
  await tx.db
    .insertInto('case_note')
    .values({
      id,
      case_id: row.id,
      at: tx.now,
      person_id: tx.actor.person,
      kind,
      ...tx.seal(id, body, noteClasses, row),
    })
    .execute()
  return id
}
