import { fail } from '../../errors.ts'
import type { AccessStore } from '../../safeguards/access/access-store.ts'
import { lockCase } from '../case-record.ts'
import { checkColleague, checkOpen, insertNote, onCase, setAssigned } from './case-acts.ts'

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
      await insertNote(tx, caseId, 'handover', { to: input.to, text: input.text })
      await setAssigned(tx, row, input.to)
    },
  )
}
