import { randomUUID } from 'node:crypto'
import type { GatewayVocabulary, ReopenRequest } from '@entente/contracts'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { type GivenSignature, recordAct } from '../../safeguards/access/acts/record-act.ts'
import { nextVersion, returnCaseToReview } from '../cases/case-parts.ts'
import { type CaseFile, caseAccess, findCase, lockCase } from '../cases/case-record.ts'
import { noteClasses } from '../cases/record-classes.ts'
import { answerSubjectJob } from '../jobs/jobs.ts'
import { reversalAct } from './decision-acts.ts'

/**
 * Reopens a decision. It stays on record but is no longer in force; the case returns to review and the sender receives "further check". The
 * person who reopens writes a reason, so they cannot be the second person of the next decision. Reopening an adverse decision is signed. Errors:
 * `case-not-decided`, `refused`, those of `recordAct`.
 */
export async function reopen(
  access: AccessStore,
  caseId: string,
  input: z.infer<typeof ReopenRequest>,
  signature: GivenSignature | null = null,
): Promise<void> {
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
    const reversal = await reversalAct(tx, row, input)
    if (reversal !== null) await recordAct(tx, signature, reversal)
    const id = randomUUID()
    await tx.db
      .insertInto('case_note')
      .values({
        id,
        case_id: caseId,
        at: tx.now,
        person_id: tx.actor.person,
        ...tx.seal(id, { text: input.reason }, noteClasses, row),
      })
      .execute()
    await returnToReview(tx, row)
  })
}

/**
 * Reopens the decided case of a subject for a cause of its gateway, for example a deadline that passed. It gives no
 * outcome: the case returns to review, and people look again. An adverse decision stands: only people lift it. Returns the
 * id of the case that it reopened, else null. With `first` the case is due at once, so that it comes first in the queue; so is
 * one that people still review. Throws if the vocabulary does not name the cause.
 */
export async function reopenForCause(
  tx: Tx,
  vocabulary: GatewayVocabulary,
  subjectId: string,
  cause: string,
  { first = false }: { first?: boolean } = {},
): Promise<string | null> {
  if (!(vocabulary.reopenCauses ?? []).includes(cause))
    throw new Error(`${vocabulary.kind} does not name the cause ${cause}`)
  const row = await tx.db
    .selectFrom('case_file')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('gateway', '=', vocabulary.kind)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined || row.state === 'closed' || row.delete_at <= tx.now) return null
  if (row.state !== 'decided') {
    if (first) await putFirst(tx, row)
    return null
  }
  const adverse = await tx.db
    .selectFrom('decision')
    .select('id')
    .where('case_id', '=', row.id)
    .where('reopened_at', 'is', null)
    .where('outcome', '=', 'adverse')
    .executeTakeFirst()
  if (adverse !== undefined) return null
  await returnToReview(tx, row)
  const due = { due_at: tx.now, put_first_at: tx.now }
  if (first) await tx.db.updateTable('case_file').set(due).where('id', '=', row.id).execute()
  await tx.log({ type: 'decision.reverse', ref: `case:${row.id}`, count: 1, details: { cause } })
  return row.id
}

/** Makes a locked case that people review due at once. One that is overdue keeps its time, and with it its place. */
async function putFirst(tx: Tx, row: CaseFile): Promise<void> {
  const due = row.due_at === null || row.due_at > tx.now ? tx.now : row.due_at
  const next = nextVersion(row, ['due'])
  await tx.db
    .updateTable('case_file')
    .set({ due_at: due, put_first_at: due, ...next })
    .where('id', '=', row.id)
    .execute()
  await tx.announce('case.changed', row.id, next.version, ['due'])
}

/** Ends the force of the decision of a locked case, returns the case to review, and answers its sender again. */
async function returnToReview(tx: Tx, row: CaseFile): Promise<void> {
  await tx.db
    .updateTable('decision')
    .set({ reopened_at: tx.now })
    .where('case_id', '=', row.id)
    .where('reopened_at', 'is', null)
    .execute()
  await returnCaseToReview(tx, row)
  const answering = { subjectId: row.subject_id, gateway: row.gateway }
  await tx.enqueue(answerSubjectJob, answering, { jobKey: `answer:${row.subject_id}` })
}
