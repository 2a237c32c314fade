import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { Action } from '../../safeguards/access/roles.ts'
import { type CaseFile, caseAccess, findCase } from '../cases/case-record.ts'
import { noteClasses } from '../cases/record-classes.ts'

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

/** Serialises a person's views of cases: two simultaneous reports of viewing must not count the same second twice. */
export async function oneAtATime(tx: Tx, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${person}, 4))`.execute(tx.db)
}

/** Errors: `case-decided`, `case-closed`. */
export function checkOpen(row: CaseFile): void {
  if (row.state === 'decided') throw fail('case-decided')
  if (row.state === 'closed') throw fail('case-closed')
}

/** Requires a person who works on cases of this case's team. Throws `body-invalid`. */
export async function checkColleague(tx: Tx, row: CaseFile, person: string): Promise<void> {
  const found = await tx.db
    .selectFrom('account as a')
    .innerJoin('account_role as r', 'r.account_id', 'a.id')
    .innerJoin('account_team as t', 't.account_id', 'a.id')
    .select('a.id')
    .where((eb) => eb(eb.cast<string>('a.person_id', 'text'), '=', person))
    .where('a.state', '<>', 'disabled')
    .where('r.role', 'in', ['analyst', 'supervisor'])
    .where('r.state', '=', 'active')
    .where('t.team', '=', row.team)
    .executeTakeFirst()
  if (found === undefined) throw fail('body-invalid', { at: '/to', detail: 'Nobody of this case’s team has this id.' })
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

export async function setAssigned(tx: Tx, row: CaseFile, to: string | null): Promise<void> {
  const version = row.version + 1
  const state = row.state === 'open' && to !== null ? 'in-review' : row.state
  await tx.db.updateTable('case_file').set({ assigned_to: to, state, version }).where('id', '=', row.id).execute()
  tx.counted(1)
  await tx.announce('case.changed', row.id, version)
}
