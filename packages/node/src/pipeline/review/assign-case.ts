import { fail } from '../../errors.ts'
import type { AccessStore } from '../../safeguards/access/access-store.ts'
import { lockCase } from '../case-record.ts'
import { checkColleague, checkOpen, insertNote, onCase, setAssigned } from './case-acts.ts'

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
    await insertNote(tx, caseId, 'handover', { to })
    await setAssigned(tx, row, to)
  })
}
