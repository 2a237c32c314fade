import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { nextVersion } from '../cases/case-parts.ts'
import type { CaseFile } from '../cases/case-record.ts'
import { deleteDrafts } from '../drafts/delete-drafts.ts'

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

/** Assigns a locked case, or gives it back (null). Nobody else can propose on an assigned case, so their drafts are deleted. */
export async function setAssigned(tx: Tx, row: CaseFile, to: string | null): Promise<void> {
  const next = nextVersion(row, ['state'])
  const state = row.state === 'open' && to !== null ? 'in-review' : row.state
  await tx.db
    .updateTable('case_file')
    .set({ assigned_to: to, state, ...next })
    .where('id', '=', row.id)
    .execute()
  tx.counted(1)
  if (to !== null) await deleteDrafts(tx, row.id, { except: to, kind: 'first' }, 'assigned')
  await tx.announce('case.changed', row.id, next.version, ['state'])
}
