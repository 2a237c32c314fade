import type { AccessStore } from '../../safeguards/access/access-store.ts'
import { lockCase } from '../case-record.ts'
import { insertNote, onCase } from './case-acts.ts'

/** Adds a note. Its author cannot confirm this case. */
export async function writeNote(access: AccessStore, caseId: string, text: string): Promise<void> {
  await access.transaction(onCase(caseId, 'case.work', 'case.note'), async (tx) => {
    const row = await lockCase(tx, caseId)
    await insertNote(tx, caseId, 'note', { text })
    tx.counted(1)
    await tx.announce('case.changed', caseId, row.version)
  })
}
