import { randomUUID } from 'node:crypto'
import type { Feedback, FeedbackOutcome } from '@entente/contracts'
import { fail } from '../../errors.ts'
import { sendFeedbackJob } from '../../exchange/jobs.ts'
import type { AccessStore } from '../../safeguards/access/access-store.ts'
import { lockCase } from '../cases/case-record.ts'
import { onCase } from '../cases/on-case.ts'

/** Adds feedback on one hit after the decision, in addition to the feedback sent with it. Throws `case-not-decided`. */
export async function giveFeedback(
  access: AccessStore,
  member: string,
  caseId: string,
  input: { hitId: string; outcome: FeedbackOutcome },
): Promise<Feedback> {
  return access.transaction(
    onCase(caseId, 'case.work', 'feedback.record', { details: { by: 'person' } }),
    async (tx) => {
      const row = await lockCase(tx, caseId)
      if (row.state !== 'decided') throw fail('case-not-decided')
      const hit = await tx.db
        .selectFrom('hit')
        .select(['id', 'signal_id', 'signal_version', 'at'])
        .where('id', '=', input.hitId)
        .where('case_id', '=', caseId)
        .executeTakeFirst()
      if (hit === undefined) throw fail('not-found', { at: '/hitId' })
      const { signal_id: signalId, signal_version: signalVersion } = hit
      if (signalId === null || signalVersion === null)
        throw fail('body-invalid', {
          at: '/hitId',
          detail: 'A rule made this hit: it has no signal to give feedback on.',
        })
      const id = randomUUID()
      await tx.db
        .insertInto('feedback')
        .values({
          id,
          signal_id: signalId,
          signal_version: signalVersion,
          case_id: caseId,
          hit_id: hit.id,
          outcome: input.outcome,
          first_seen: hit.at,
          last_seen: hit.at,
          at: tx.now,
          person_id: tx.actor.person,
        })
        .execute()
      tx.counted(1)
      await tx.enqueue(sendFeedbackJob, { feedbackIds: [id] })
      await tx.announce('case.changed', caseId, row.version)
      const seen = hit.at.toISOString()
      return {
        schema: 'entente/feedback/v1',
        id,
        signalId,
        signalVersion,
        from: member,
        outcome: input.outcome,
        count: 1,
        firstSeen: seen,
        lastSeen: seen,
        at: tx.now.toISOString(),
        signature: null,
      }
    },
  )
}
