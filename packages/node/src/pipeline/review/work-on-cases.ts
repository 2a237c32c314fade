import type { PersonRef, Role } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore } from '../../safeguards/access/access-store.ts'
import { lockCase } from '../cases/case-record.ts'
import { insertNote, onCase } from '../cases/on-case.ts'
import { checkColleague, checkOpen, setAssigned } from './case-acts.ts'

/**
 * Takes a case (`to` oneself), gives it back (null), or assigns it to somebody as supervisor. Errors: `case-decided`, `case-closed`, `role`
 * if an analyst assigns it without a handover, `body-invalid` for somebody who cannot work on it.
 */
export async function assignCase(access: AccessStore, caseId: string, to: string | null): Promise<void> {
  await access.transaction(onCase(caseId, 'case.work', 'case.assign'), async (tx) => {
    const row = await lockCase(tx, caseId)
    checkOpen(row)
    if (to !== null && to !== tx.actor.person && tx.actor.role !== 'supervisor') {
      throw fail('role', { detail: 'Hand the case over, and say why.' })
    }
    if (to === row.assigned_to) return tx.leavesNoEntry()
    if (to !== null) await checkColleague(tx, row, to)
    tx.note({ what: to === null ? 'given-back' : to === tx.actor.person ? 'taken' : 'assigned' })
    // A handover row without text records that this person worked on the case.
    await insertNote(tx, row, 'handover', { to })
    await setAssigned(tx, row, to)
  })
}

/** Hands a case to a colleague with a reason. Records no outcome. Errors as for assigning. */
export async function handOver(
  access: AccessStore,
  caseId: string,
  input: { to: string; text: string },
): Promise<void> {
  await access.transaction(
    onCase(caseId, 'case.work', 'case.assign', { details: { what: 'handed-over' } }),
    async (tx) => {
      const row = await lockCase(tx, caseId)
      checkOpen(row)
      if (row.assigned_to !== null && row.assigned_to !== tx.actor.person && tx.actor.role !== 'supervisor') {
        throw fail('refused')
      }
      await checkColleague(tx, row, input.to)
      await insertNote(tx, row, 'handover', { to: input.to, text: input.text })
      await setAssigned(tx, row, input.to)
    },
  )
}

/** Adds a note. Its author cannot confirm this case. */
export async function writeNote(access: AccessStore, caseId: string, text: string): Promise<void> {
  await access.transaction(onCase(caseId, 'case.work', 'case.note'), async (tx) => {
    const row = await lockCase(tx, caseId)
    await insertNote(tx, row, 'note', { text })
    tx.counted(1)
    await tx.announce('case.changed', caseId, row.version, ['notes'])
  })
}

/** Logs that a case was printed, and why. The page is made from the answer of `GET`. */
export async function printCase(access: AccessStore, caseId: string, reason: string): Promise<void> {
  await access.transaction(
    onCase(caseId, 'case.read', 'case.print', { details: { reason }, decision: 'allow' }),
    async (tx) => {
      tx.counted(1)
    },
  )
}

/** Lists the colleagues of the actor's teams who work on cases and can take one over. */
export async function listPeople(access: AccessStore): Promise<z.infer<typeof PersonRef>[]> {
  const intent = { action: 'case.read', type: 'record.search', impersonal: true } as const
  return access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const rows = await tx.db
      .selectFrom('account as a')
      .innerJoin('person as p', 'p.id', 'a.person_id')
      .innerJoin('account_role as r', 'r.account_id', 'a.id')
      .innerJoin('account_team as t', 't.account_id', 'a.id')
      .select(['p.id', 'p.name', 'r.role'])
      .distinct()
      .where('a.state', '<>', 'disabled')
      .where('r.state', '=', 'active')
      .where('r.role', 'in', ['analyst', 'supervisor'])
      .where('t.team', 'in', tx.actor.teams.length > 0 ? tx.actor.teams : [''])
      .orderBy('p.name')
      .execute()
    const people = new Map<string, z.infer<typeof PersonRef>>()
    for (const { id, name, role } of rows) {
      const known = people.get(id)
      people.set(id, { person: id, name, roles: [...(known?.roles ?? []), role as Role] })
    }
    return [...people.values()]
  })
}
