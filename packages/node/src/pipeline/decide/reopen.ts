import { randomUUID } from 'node:crypto'
import type { ReopenRequest } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { nextVersion } from '../cases/case-parts.ts'
import { caseAccess, findCase, lockCase } from '../cases/case-record.ts'
import { noteClasses } from '../cases/record-classes.ts'
import { answerSubjectJob } from '../jobs/jobs.ts'

/**
 * Reopens a decision. It stays on record but is no longer in force; the case returns to review and the sender receives "further check". The
 * person who reopens writes a reason, so they cannot be the second person of the next decision. Errors: `case-not-decided`, `refused`.
 */
export async function reopen(access: AccessStore, caseId: string, input: z.infer<typeof ReopenRequest>): Promise<void> {
  const intent = {
    action: 'case.work',
    type: 'decision.reverse',
    ref: `case:${caseId}`,
    details: { cause: 'person' },
    on: async (db: Tx['db']) => {
      const row = await findCase({ db }, caseId)
      return row === undefined ? null : caseAccess(row)
    },
  } as const
  await access.transaction(intent, async (tx) => {
    const row = await lockCase(tx, caseId)
    if (row.state !== 'decided') throw fail('case-not-decided')
    tx.counted(1)
    await tx.db
      .updateTable('decision')
      .set({ reopened_at: tx.now })
      .where('case_id', '=', caseId)
      .where('reopened_at', 'is', null)
      .execute()
    const id = randomUUID()
    await tx.db
      .insertInto('case_note')
      .values({
        id,
        case_id: caseId,
        at: tx.now,
        person_id: tx.actor.person,
        ...tx.seal(id, { text: input.reason }, noteClasses),
      })
      .execute()
    const next = nextVersion(row, ['state'])
    await tx.db
      .updateTable('case_file')
      .set({ state: 'in-review', assigned_to: null, ...next })
      .where('id', '=', caseId)
      .execute()
    const answering = { subjectId: row.subject_id, gateway: row.gateway }
    await tx.enqueue(answerSubjectJob, answering, { jobKey: `answer:${row.subject_id}` })
    await tx.announce('case.changed', caseId, next.version, ['state'])
  })
}
